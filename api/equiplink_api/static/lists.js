// The list of the trip, from which a wrong scan is taken back; and what a person has to look at.
import { grouped, parse } from "./codes.js";
import * as store from "./store.js";
import { language, word } from "./words.js";

const MOST = 500, WINDOW = 3600000; // after an hour only the safety officer takes back
const SIGNS = { yes: "✓", out: "↑", no: "✕" };
const REASONS = ["undoTag", "undoWay", "undoQuantity", "undoStayed"];
const $ = (id) => document.getElementById(id);

function made(name, values) {
  return Object.assign(document.createElement(name), values);
}

const kindOf = ({ admitted, direction }) => (!admitted ? "no" : direction === "out" ? "out" : "yes");

/** Buttons, one for each reason: keys of a scanner cannot press them. */
function choice(each, undo) {
  const list = made("details");
  list.append(made("summary", { textContent: word("undo") }), ...REASONS.map((name) => {
    const button = made("button", { type: "button", textContent: word(name) });
    button.dataset.reason = name;
    button.addEventListener("click", () => {
      list.open = false;
      undo(each.seq, word(name));
    });
    return button;
  }));
  return list;
}

function line(each, back, undo) {
  const row = made("li"), kind = kindOf(each);
  row.dataset.is = kind;
  row.dataset.seq = each.seq;
  const code = parse(each.tag) ? grouped(each.tag) : each.tag;
  const said = [each.name, code, each.quantity === "1" ? "" : `× ${each.quantity}`];
  row.append(
    made("span", { className: "sign", textContent: SIGNS[kind] }),
    made("span", { className: "text", textContent: said.filter(Boolean).join(" · ") }),
  );
  if (back) {
    row.dataset.undone = "";
    const name = back.said ? "undoRefused" : back.sent ? "undone" : "undoWaits";
    row.append(made("span", { className: "told", textContent: word(name, back) }));
  } else if (each.admitted && Date.now() - each.wall < WINDOW) {
    row.append(choice(each, undo));
  }
  return row;
}

/** Show what was scanned since the last trip, the newest first. */
export async function showTrip(undo) {
  const rows = await store.after((await store.get("trip")) ?? 0, MOST), back = await store.undone();
  const choosing = $("loads").querySelector("details[open]");
  if (choosing && $("loads").childElementCount === rows.length) return; // somebody reads the reasons
  const stands = rows.filter((each) => !back.has(each.seq) || back.get(each.seq).said);
  const count = (kind) => stands.filter((each) => kindOf(each) === kind).length;
  $("trip").hidden = !rows.length;
  $("trip-count").textContent = word("tripCount", { yes: count("yes"), out: count("out"), no: count("no") });
  $("loads").replaceChildren(...rows.reverse().map((each) => line(each, back.get(each.seq), undo)));
}

/** Begin the next trip: its list is empty, what was scanned stays. */
export async function nextTrip() {
  await store.put({ trip: (await store.last())?.seq ?? 0 });
}

/** Show what does not fit, each with the scan and the thing. */
export function showConflicts(found) {
  $("conflicts").hidden = !found.length;
  $("odd").replaceChildren(...found.map(({ kind, zh, seq, number }) => {
    const what = language() === "en" ? kind.replaceAll("_", " ") : zh;
    const which = /^\d+$/.test(seq) ? word("conflictScan", { seq }) : "";
    return made("li", { textContent: [what, number, which].filter(Boolean).join(" · ") });
  }));
}
