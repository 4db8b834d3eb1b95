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

const last = (digits) => {
  const sum = [...digits.slice(0, -1)].reverse()
    .reduce((total, each, at) => total + Number(each) * (at % 2 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
};

/** Say what a code is that is none of the mine's: the name of its sentence. */
export function foreign(text) {
  const plain = normalise(text);
  if (/^\](C1|D2|Q3|E0)|\x1d|^\(\d{2,4}\)|\/01\/\d{14}/i.test(text)) return "isGs1";
  if (/\/E\/[^/]{8,20}$/.test(plain)) return "isDamaged";
  if (/^(HTTPS?:|WWW\.)|^[\w-]+(\.[\w-]+)+\//.test(plain)) return "isLink";
  if (/^(\d{8}|\d{12,14})$/.test(plain) && last(plain)) return "isGoods";
  if (/^(M|K)[A-Z]{1,2}\d{6,}/.test(plain)) return "isMark";
  const bare = plain.replace(/-/g, "");
  return bare.length === LENGTH && /^[0-9A-Z]+$/.test(bare) ? "isDamaged" : "isText";
}
