// The page: enrolment, then one scan after another.
import { offer } from "./camera.js";
import { amount, foreign, grouped, parse, storable } from "./codes.js";
import { Device, enrol, Refused } from "./device.js";
import { nextTrip, showConflicts, showTrip } from "./lists.js";
import { Tampered } from "./packing.js";
import { signal } from "./signals.js";
import * as store from "./store.js";
import { listen } from "./wedge.js";
import { language, speak, who, word } from "./words.js";

const EVERY = 30000, SOON = 1000, MINUTE = 60000;
const $ = (id) => document.getElementById(id);
let device = null, reached = null, trouble = "", shown = null, busy = Promise.resolve();
let next = 0, wait = SOON, odd = [];

function translate() {
  for (const each of document.querySelectorAll("[data-word]")) {
    each.textContent = word(each.dataset.word);
  }
  document.title = word("title");
  if (shown) shown();
  status();
}

function show(id) {
  for (const each of ["refuse", "enrol", "station"]) $(each).hidden = each !== id;
}

async function status() {
  if (!device) return;
  const fresh = device.freshness(), left = await device.pending();
  $("where").textContent = `${device.station.mine} · ${device.station.gate} · ${device.station.device}`;
  $("network").textContent = word(reached ? "online" : "offline");
  $("network").dataset.is = reached ? "online" : "offline";
  $("manifest").textContent = word(fresh);
  $("manifest").dataset.is = fresh;
  $("pending").textContent = `${word("pending")} ${left}`;
  $("pending").dataset.count = left;
  const minutes = Math.round(device.skew / MINUTE);
  $("clock").textContent = minutes
    ? word(minutes > 0 ? "clockFast" : "clockSlow", { n: Math.abs(minutes) })
    : "";
  showConflicts(odd);
  await showTrip(undo);
  $("trouble").textContent = trouble ? word(trouble) : "";
}

/** Send what waits, fetch what changed; what fails is tried again, soon at first. */
async function exchange(all = true) {
  clearTimeout(next);
  try {
    await device.upload();
    const undone = await device.sendUndone();
    if (device.wantsManifest || reached !== true || undone) await device.fetch();
    if (all) odd = await device.conflicts();
    reached = true;
    trouble = "";
    wait = SOON;
  } catch (error) {
    reached = error instanceof Refused;
    trouble = error instanceof Tampered ? "tampered" : error.status === 401 ? "revoked" : "";
  }
  clearTimeout(next);
  next = setTimeout(exchange, reached ? EVERY : wait);
  wait = Math.min(2 * wait, EVERY);
  await status();
}

/** Take a scan back, for a reason. */
async function undo(seq, reason) {
  await device.undo(seq, reason, $("operator").value.trim());
  await status();
  exchange();
}

async function asked(said, direction, quantity) {
  if (reached === false) return null;
  try {
    return await device.judge(said, direction, quantity);
  } catch (error) {
    if (!(error instanceof Refused)) reached = false;
    return null;
  }
}

async function scan(said, spare) {
  const operator = $("operator").value.trim();
  if (!operator) {
    $("hint").textContent = word("needOperator");
    $("operator").focus();
    return;
  }
  const direction = document.querySelector("input[name=direction]:checked").value;
  const quantity = amount($("quantity").value);
  if (!quantity) {
    $("hint").textContent = word("needQuantity");
    $("quantity").focus();
    return;
  }
  let gate = null;
  try {
    gate = await asked(parse(said) || storable(said), direction, quantity);
    if (gate && !parse(said)) said = gate.tag; // the register knows it by another name
    if (gate?.admitted && (await device.why(said, direction)).length) await caughtUp();
    const answer = await device.scan(said, { operator, direction, quantity, gate, spare });
    shown = () => answerShown(answer, gate, said);
    $("answer").dataset.seq = answer.seq;
  } catch {
    delete $("answer").dataset.seq;
    shown = failureShown;
  }
  shown();
  signal($("answer").dataset.is);
  $("quantity").value = "1";
  $("tag").value = "";
  await status();
  if (reached !== false) exchange(false);
}

/** The service would let it in, the manifest not yet: fetch it before deciding. */
async function caughtUp() {
  try {
    await device.upload();
    await device.fetch();
  } catch {
    reached = false;
  }
}

function answerShown(answer, gate, said) {
  const out = answer.direction === "out";
  const kind = answer.admitted ? (out ? "out" : "yes") : "no";
  const heading = { yes: "admitted", out: "recorded", no: out ? "notRecorded" : "refused" }[kind];
  paint(kind, word(heading));
  $("code").textContent = answer.code ? grouped(answer.code) : said.slice(0, 80);
  const told = new Map((gate?.findings ?? []).map((each) => [each.code, each.message]));
  const texts = device.say(answer.why, language());
  const reasons = answer.why.map((code, at) => told.get(code) ?? texts[at]);
  const others = (gate?.findings ?? []).filter((each) => !answer.why.includes(each.code));
  if (!answer.code) reasons.splice(0, reasons.length, word(foreign(said)));
  list($("reasons"), [...reasons, ...others.map((each) => each.message)]);
  const helps = who(answer.why, language());
  $("ask").textContent = kind !== "no" || out ? "" : helps ? word("askWho", { who: helps }) : word("ask");
  thing(gate?.item, gate && !gate.item ? "" : answer.code);
}

function failureShown() {
  paint("no", word("failed"));
  $("code").textContent = "";
  list($("reasons"), [word("failedWhy")]);
  $("ask").textContent = word("ask");
  thing(null, "");
}

function paint(kind, heading) {
  $("answer").dataset.is = kind;
  $("answer").hidden = false;
  $("hint").textContent = "";
  scrollTo(0, 0);
  $("verdict").textContent = heading;
  for (const each of document.querySelectorAll("#answer svg")) {
    each.toggleAttribute("hidden", each.dataset.for !== kind);
  }
}

function list(place, texts) {
  place.replaceChildren(...texts.map((text) => {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  }));
}

function thing(item, code) {
  $("thing").hidden = !code;
  const rows = ["name", "model", "serial", "batch", "place"].filter((each) => item?.[each]);
  $("compare").textContent = word(item ? "compare" : "compareOffline");
  $("facts").replaceChildren(...rows.flatMap((each) => {
    const name = document.createElement("dt"), value = document.createElement("dd");
    name.textContent = word(each);
    value.textContent = item[each];
    return [name, value];
  }));
}

/** One after another, in the order in which they came. */
function queued(said, spare) {
  busy = busy.then(() => scan(said, spare));
}

async function begin() {
  show("station");
  $("operator").value = (await store.get("operator")) ?? "";
  $("operator").addEventListener("change", () => store.put({ operator: $("operator").value.trim() }));
  $("typed").addEventListener("submit", (event) => {
    event.preventDefault();
    if ($("tag").value.trim()) queued($("tag").value);
  });
  $("tag").addEventListener("input", () => {
    if (parse($("tag").value)) $("hint").textContent = grouped(parse($("tag").value));
  });
  $("trip-new").addEventListener("click", () => nextTrip().then(status));
  listen(queued);
  offer(queued);
  navigator.storage?.persist?.();
  addEventListener("online", () => {
    wait = SOON; // a network that is there may not reach the service yet
    exchange();
  });
  addEventListener("offline", () => {
    reached = false;
    status();
  });
  $("hint").textContent = word("ready");
  await exchange();
  document.body.dataset.ready = "yes";
}

async function start() {
  speak(localStorage.getItem("lang") ?? "zh");
  $("switch").addEventListener("click", () => {
    localStorage.setItem("lang", language() === "en" ? "zh" : "en");
    speak(localStorage.getItem("lang"));
    translate();
  });
  translate();
  if (!isSecureContext) return refuse("insecure");
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign"]);
  } catch {
    return refuse("old");
  }
  navigator.serviceWorker?.register("/station/worker.js", { scope: "/station" });
  device = await Device.load();
  if (device) return begin();
  const given = new URLSearchParams(location.hash.slice(1));
  for (const each of ["mine", "device_id", "code"]) $(`enrol-${each}`).value = given.get(each) ?? "";
  $("enrolment").addEventListener("submit", enrolled);
  show("enrol");
  document.body.dataset.ready = "yes";
}

function refuse(why) {
  $("why").dataset.word = why;
  show("refuse");
  translate();
  document.body.dataset.ready = "yes";
}

async function enrolled(event) {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(event.target));
  for (const name of Object.keys(given)) given[name] = given[name].trim();
  try {
    await enrol(given, language());
  } catch (error) {
    $("enrol-error").textContent = error instanceof Refused ? error.message : word("noNetwork");
    return;
  }
  history.replaceState(null, "", "/station");
  device = await Device.load();
  await begin();
}

start();
