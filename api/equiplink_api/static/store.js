// What the device keeps: its key, what it pinned, its manifest, and every scan, durably.
const NAME = "equiplink-station", VERSION = 2;

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opening;
function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      request.result.createObjectStore("undone", { keyPath: "seq" });
      if (oldVersion) return;
      request.result.createObjectStore("kept");
      const events = request.result.createObjectStore("events", { keyPath: "seq" });
      events.createIndex("tag", ["tag", "manifest"]);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

/** Run *act* on a store in a transaction that is on the disk before this resolves. */
async function write(store, act) {
  const transaction = (await open()).transaction(store, "readwrite", { durability: "strict" });
  act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
const reading = async (store) => (await open()).transaction(store).objectStore(store);

export const get = async (name) => done((await reading("kept")).get(name));
export const put = (values) =>
  write("kept", (store) => Object.entries(values).forEach(([name, each]) => store.put(each, name)));
/** Add an event; fails, and keeps nothing, when its number is taken. */
export const add = (event) => write("events", (store) => store.add(event));

export async function last() {
  const cursor = await done((await reading("events")).openCursor(null, "prev"));
  return cursor?.value;
}
export const after = async (seq, most) =>
  done((await reading("events")).getAll(IDBKeyRange.lowerBound(seq, true), most));
/** Return the scans of a tag after the one of that number. */
export async function ofTag(tag, seq) {
  const all = IDBKeyRange.bound([tag, -Infinity], [tag, Infinity]);
  const found = await done((await reading("events")).index("tag").getAll(all));
  return found.filter((each) => each.seq > seq).sort((a, b) => a.seq - b.seq);
}
export const count = async (seq) =>
  done((await reading("events")).count(IDBKeyRange.lowerBound(seq, true)));
/** Write down that a scan is taken back, or what became of that. */
export const undo = (told) => write("undone", (store) => store.put(told));
/** Return what was taken back, by the numbers of the scans. */
export const undone = async () =>
  new Map((await done((await reading("undone")).getAll())).map((each) => [each.seq, each]));
