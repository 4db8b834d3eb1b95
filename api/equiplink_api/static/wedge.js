// A scanner that types, or writes: told from a person by its speed, read by event.code so that no input
// method, keyboard layout or CapsLock can change what it says.
import { parse } from "./codes.js";

const GAP = 50, MEAN = 35, LEAST = 8, LEAK = 3, SETTLED = 80, SILENT = 1000;
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
  let keys = "", first = 0, last = 0, field = null, before = "", timer = 0, swallowed = "";

  const burst = () => keys.length >= LEAST && (last - first) / (keys.length - 1) <= MEAN;

  function end() {
    const text = keys;
    keys = swallowed = "";
    clearTimeout(timer);
    if (field?.isConnected) {
      field.blur(); // an input method gives up what it was composing
      field.value = before;
      field.focus();
    }
    heard(text);
  }

  /** A hand was fast for a moment: the field gets what it was owed. What was heard is kept, for
   keys that a busy page sees late still belong together by their own time. */
  function giveBack() {
    if (swallowed && field?.isConnected) {
      field.setRangeText(swallowed, field.selectionStart, field.selectionEnd, "end");
    }
    swallowed = "";
  }

  function forget() {
    giveBack();
    keys = "";
  }

  function begin(event) {
    keys = swallowed = "";
    first = event.timeStamp;
    field = event.target instanceof HTMLInputElement ? event.target : null;
    before = field?.value ?? "";
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.repeat) return;
    const at = event.timeStamp;
    clearTimeout(timer);
    if (at - last > GAP || at < last) forget();
    if (ENDS.has(event.code)) {
      if (!burst()) return forget();
      event.preventDefault();
      event.stopPropagation();
      return end();
    }
    const next = character(event);
    if (!next) return;
    if (!keys) begin(event);
    keys += next;
    last = at;
    if (keys.length > LEAK) {
      event.preventDefault();
      swallowed += event.key.length === 1 ? event.key : "";
    }
    // A scanner without a suffix is silent after its code; a strange code may have gone on.
    timer = setTimeout(() => (burst() ? end() : giveBack()), parse(keys) ? SETTLED : SILENT);
  }

  /** A handheld that writes the whole code at once, without keys. */
  function written(event) {
    if (!event.cancelable || !parse(event.data ?? "")) return;
    event.preventDefault();
    heard(event.data);
  }

  target.addEventListener("keydown", key, true);
  target.addEventListener("beforeinput", written, true);
  return () => {
    target.removeEventListener("keydown", key, true);
    target.removeEventListener("beforeinput", written, true);
  };
}
