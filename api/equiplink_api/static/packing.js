// The signed manifest: the same bytes and the same checks as equiplink/gate/packing.py.
const SIGNATURE = 64, WIDTH = 5;
const text = new TextEncoder();

export const hex = (bytes) =>
  Array.from(new Uint8Array(bytes), (each) => each.toString(16).padStart(2, "0")).join("");
export const unhex = (said) => Uint8Array.from(said.match(/../g), (each) => parseInt(each, 16));
export const sha256 = async (said) => hex(await crypto.subtle.digest("SHA-256", text.encode(said)));

export class Tampered extends Error {}

/** Return the hash by which a manifest names a tag: the upper 35 bits. */
export async function hashOf(code, salt) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(salt + code)));
  return ((bytes[0] * 256 + bytes[1]) * 256 + bytes[2]) * 2048 + bytes[3] * 8 + (bytes[4] >> 5);
}

/** Return the manifest in the bytes; throw Tampered unless the server's key signed each of them. */
export async function unpack(data, server) {
  const packed = data.subarray(0, -SIGNATURE), signature = data.subarray(-SIGNATURE);
  const key = await crypto.subtle.importKey("raw", unhex(server), "Ed25519", false, ["verify"]);
  const digest = await crypto.subtle.digest("SHA-512", packed);
  if (!(await crypto.subtle.verify("Ed25519", key, signature, digest))) throw new Tampered();
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(4);
  const head = JSON.parse(new TextDecoder().decode(packed.subarray(8, 8 + length)));
  const body = await inflate(packed.subarray(8 + length));
  const { lines: count, gone, words, ...rest } = head;
  for (const name of ["issued_at", "stale_at", "not_after"]) rest[name] = moment(rest[name]);
  const numbers = body.subarray(WIDTH * count), lines = new Map();
  read(body, count).forEach((hash, at) => {
    lines.set(hash, words[numbers[at] * 256 + numbers[count + at]]);
  });
  return { head: rest, lines, gone: read(body.subarray((WIDTH + 2) * count), gone) };
}

/** Return the lines after a delta to others. */
export function applied(delta, base) {
  const lines = new Map(base);
  delta.gone.forEach((each) => lines.delete(each));
  delta.lines.forEach((word, each) => lines.set(each, word));
  return lines;
}

/** Return the digest of all lines, as the server writes it into the head. */
export async function digestOf(lines) {
  const known = new Map();
  for (const word of lines.values()) known.set(JSON.stringify(word), word);
  const words = [...known.keys()].sort((a, b) => order(known.get(a), known.get(b)));
  const number = new Map(words.map((word, index) => [word, index]));
  const hashes = [...lines.keys()].sort((a, b) => a - b);
  const count = hashes.length, columns = new Uint8Array((WIDTH + 2) * count);
  let last = 0;
  hashes.forEach((hash, at) => {
    let rest = hash - last;
    last = hash;
    for (let column = WIDTH - 1; column >= 0; column--, rest = Math.floor(rest / 256)) {
      columns[column * count + at] = rest % 256;
    }
    const index = number.get(JSON.stringify(lines.get(hash)));
    columns[WIDTH * count + at] = index >> 8;
    columns[(WIDTH + 1) * count + at] = index & 255;
  });
  const said = text.encode(`[${words.join(",")}]`);
  const all = new Uint8Array(said.length + columns.length);
  all.set(said);
  all.set(columns, said.length);
  return hex(await crypto.subtle.digest("SHA-256", all));
}

const plain = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
function order([until, leave, lot, codes], [until2, leave2, lot2, codes2]) {
  const first = plain(until ?? "", until2 ?? "") || leave - leave2 || lot - lot2;
  for (let at = 0; !first && at < Math.min(codes.length, codes2.length); at++) {
    if (codes[at] !== codes2[at]) return plain(codes[at], codes2[at]);
  }
  return first || codes.length - codes2.length;
}

const moment = (said) => Date.parse(said.replace(" ", "T"));

function read(columns, count) {
  const hashes = [];
  for (let at = 0, last = 0; at < count; at++) {
    let step = 0;
    for (let column = 0; column < WIDTH; column++) step = step * 256 + columns[column * count + at];
    hashes.push((last += step));
  }
  return hashes;
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
