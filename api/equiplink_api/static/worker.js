// Keeps the page, so that it starts without the network, and the decoders once they are wanted.
// VERSION, FILES, KEPT and DECODERS stand before this.
const WANTED = /^decoders-/;

/** Keep the decoders that are not kept yet. */
async function keepDecoders() {
  const cache = await caches.open(KEPT);
  const held = await Promise.all(DECODERS.map((each) => cache.match(each)));
  await cache.addAll(DECODERS.filter((each, at) => !held[at]));
}

async function install() {
  await (await caches.open(VERSION)).addAll(FILES);
  if ((await caches.keys()).some((each) => WANTED.test(each))) await keepDecoders();
  await self.skipWaiting();
}

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => names.filter((each) => each !== VERSION && each !== KEPT))
      .then((old) => Promise.all(old.map((each) => caches.delete(each))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data !== "keep decoders") return;
  const answer = (kept) => event.ports[0].postMessage(kept);
  event.waitUntil(keepDecoders().then(() => answer(true), () => answer(false)));
});

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  const name = FILES.includes(pathname) ? VERSION : DECODERS.includes(pathname) ? KEPT : null;
  if (event.request.method !== "GET" || !name) return;
  event.respondWith(
    caches.open(name).then((cache) => cache.match(pathname)).then((kept) => kept ?? fetch(event.request)),
  );
});
