// A scanner that types: told from a person by its speed, read by event.code so that no input
// method, keyboard layout or CapsLock can change what it says.
import { parse } from "./codes.js";

const GAP = 50, MEAN = 35, LEAST = 8, LEAK = 3, SETTLED = 80;
const NAMED = {
  Slash: "/", Period: ".", Minus: "-", Equal: "=", NumpadDivide: "/", NumpadSubtract: "-",
  NumpadDecimal: ".",
};
const ENDS = new Set(["Enter", "NumpadEnter", "Tab"]);

function character({ code, shiftKey }) {
  if (/^Key[A-Z]$/.test(code)) return code[3];
  if (/^(Digit|Numpad)\d$/.test(code)) return code.at(-1);
  if (code === "Semicolon") return shiftKey ? ":" : ";";
  if (code === "Slash" && shiftKey) return "?";
  if (code === "Equal" && shiftKey) return "+";
  return NAMED[code] ?? "";
}

/** Call *heard* with each burst of keys. Return a function that stops it. */
export function listen(heard, target = document) {
  let keys = "", first = 0, last = 0, field = null, before = "", timer = 0;

  function end(text) {
    keys = "";
    clearTimeout(timer);
    if (field?.isConnected) {
      field.blur(); // an input method gives up what it was composing
      field.value = before;
      field.focus();
    }
    heard(text);
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey) return;
    const at = event.timeStamp;
    clearTimeout(timer);
    if (at - last > GAP) keys = "";
    if (ENDS.has(event.code)) {
      const burst = keys.length >= LEAST && (last - first) / (keys.length - 1) <= MEAN;
      if (burst) {
        event.preventDefault();
        event.stopPropagation();
        end(keys);
      }
      keys = "";
      return;
    }
    const next = character(event);
    if (!next) return;
    if (!keys) {
      first = at;
      field = event.target instanceof HTMLInputElement ? event.target : null;
      before = field?.value ?? "";
    }
    keys += next;
    last = at;
    if (keys.length > LEAK) event.preventDefault();
    if (parse(keys)) timer = setTimeout(end, SETTLED, keys); // a scanner without a suffix
  }

  target.addEventListener("keydown", key, true);
  return () => target.removeEventListener("keydown", key, true);
}
