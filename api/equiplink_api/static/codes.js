// What a tag says: the same reading as equiplink/codes.py.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 13;
const PUNCTUATION = { "。": ".", "、": "/", "—": "-", "–": "-", "‐": "-" };
const LOOKALIKES = { I: "1", L: "1", O: "0" };

function times(a, b) {
  let product = 0;
  for (; b; a <<= 1, b >>= 1) {
    if (a & 32) a ^= 0b100101;
    if (b & 1) product ^= a;
  }
  return product;
}

function check(body) {
  let total = 0, weight = 1;
  for (const character of body) {
    weight = times(weight, 2);
    total ^= times(ALPHABET.indexOf(character), weight);
  }
  return ALPHABET[total];
}

/** Undo what keyboards, input methods and scanners do to a code. */
export function normalise(text) {
  const plain = text.normalize("NFKC").replace(/[。、—–‐]/g, (each) => PUNCTUATION[each]);
  return plain.replace(/\s+/g, "").toUpperCase();
}

/** Return the tag code in a text, or "" when it is none. */
export function parse(text) {
  const plain = normalise(text);
  const found = /\/E\/([^/?#]+)\/?(?:[?#].*)?$/.exec(plain);
  const code = (found ? found[1] : plain).replace(/-/g, "").replace(/[ILO]/g, (c) => LOOKALIKES[c]);
  if (code.length !== LENGTH || [...code].some((each) => !ALPHABET.includes(each))) return "";
  return check(code.slice(0, -1)) === code.at(-1) ? code : "";
}

export const grouped = (code) => code.match(/.{1,4}/g).join("-");

/** Return a quantity as the service takes it, "1" for none; or "" for what is no quantity. */
export function amount(text) {
  const plain = text.normalize("NFKC").trim() || "1";
  return /^\d{1,9}(\.\d{1,3})?$/.test(plain) && Number(plain) > 0 ? plain : "";
}

/** Return a text that every database takes: whole characters, none of them zero, not too many. */
export const storable = (text) =>
  [...text.toWellFormed().replaceAll("\0", "")].slice(0, 200).join("");
