// The device's side, as equiplink/gate/handheld.py: decides without the network, loses no scan.
import { parse, storable } from "./codes.js";
import * as packing from "./packing.js";
import * as store from "./store.js";
import { SAYS } from "./words.js";

const BATCH = 500, PATIENCE = 900, SLOW = 20000, RENEWED = 300000, SLEPT = 30000;
const FINAL = new Set([403, 404, 409, 422]);
const PURPOSE = "equiplink device request 1";
export const FRESH = "fresh", AMBER = "amber", ENDED = "ended";
const utf8 = new TextEncoder();

/** An answer of the service that is no success: its status, and what it says. */
export class Refused extends Error {
  constructor(status, said) {
    super(said);
    this.status = status;
  }
}

async function answered(response) {
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Refused(response.status, problem.detail ?? problem.title ?? String(response.status));
}

/** Make the device's key, which no script can read, and enrol it by its one-time code. */
export async function enrol({ mine, device_id, code }, lang) {
  const key = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const public_key = packing.hex(await crypto.subtle.exportKey("raw", key.publicKey));
  await store.put({ key: key.privateKey }); // before the code is used up
  const response = await fetch("/stations", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": lang },
    body: JSON.stringify({ mine, device_id, code, public_key }),
  });
  const station = await (await answered(response)).json();
  await store.put({ station, manifest: [], acknowledged: 0 });
  return station;
}

export class Device {
  held = null;
  covers = 0; // the last scan that the manifest can know of
  skew = 0; // by how many milliseconds its clock is ahead of the service's
  #boot = "";
  #apart = 0;

  constructor(station, key) {
    this.station = station;
    this.key = key;
  }

  /** Return the enrolled device, or null. */
  static async load() {
    const [station, key] = await Promise.all([store.get("station"), store.get("key")]);
    if (!station) return null;
    const device = new Device(station, key);
    for (const data of (await store.get("manifest")) ?? []) {
      await device.#hold(await packing.unpack(data, station.server_key));
    }
    device.covers = (await store.get("covers")) ?? 0;
    device.skew = (await store.get("skew")) ?? 0;
    return device;
  }

  /**
   * Which start, wall clock, and seconds since. A handheld that sleeps stops its running clock, so
   * after a sleep the seconds count from a start of its own; a clock set back betrays itself still.
   */
  #clocks() {
    const wall = Date.now(), mono = performance.now();
    if (!this.#boot || wall - mono - this.#apart > SLEPT) {
      this.#boot = crypto.randomUUID().replaceAll("-", "");
      this.#apart = wall - mono;
    }
    return { boot: this.#boot, wall, mono: mono / 1000 };
  }

  get seq() {
    return this.held ? this.held.head.seq : null;
  }

  async #sign(said) {
    return packing.hex(await crypto.subtle.sign("Ed25519", this.key, utf8.encode(said)));
  }

  async #ask(target, body, patience) {
    const said = body === undefined ? "" : JSON.stringify(body);
    const words = [PURPOSE, "POST", target, await packing.sha256(said)].join("\n");
    const { mine_id, device_id } = this.station;
    const response = await fetch(target, {
      method: "POST",
      headers: {
        Authorization: `Device ${mine_id}.${device_id}.${await this.#sign(words)}`,
        "Content-Type": "application/json",
        "Accept-Language": document.documentElement.lang,
      },
      body: said || undefined,
      signal: AbortSignal.timeout(patience),
    });
    return answered(response);
  }

  /** Fetch what changed since the manifest that is held, or a whole one; one at a time. */
  fetch() {
    return navigator.locks.request("equiplink-fetch", async () => {
      const covers = (await store.get("acknowledged")) ?? 0;
      const base = this.held ? `?base=${this.seq}` : "";
      const target = `/gates/${this.station.gate_id}/manifest${base}`;
      const answer = await this.#ask(target, undefined, SLOW);
      await this.take(new Uint8Array(await answer.arrayBuffer()), covers);
    });
  }

  /** Take a manifest or a delta; throw Tampered for a forged, older or unfitting one.

   *covers* is the last scan that the service held before it was asked: later ones it may
   not know of, and they count beside what it says. */
  async take(data, covers) {
    const given = await packing.unpack(data, this.station.server_key);
    if (this.held && given.head.seq < this.held.head.seq) throw new packing.Tampered();
    await this.#hold(given);
    this.covers = covers;
    this.skew = Date.now() - given.head.issued_at;
    const kept = given.head.base === null ? [] : await store.get("manifest");
    await store.put({ manifest: [...kept, data], covers, skew: this.skew });
  }

  /** Return whether the manifest is so old that a new one should be asked for. */
  get wantsManifest() {
    return this.freshness() !== FRESH || Date.now() - this.held.head.issued_at > RENEWED;
  }

  /** Say why a tag would not pass now; nothing is written down. */
  why(tag, direction) {
    const moment = Math.max(Date.now(), this.held?.head.issued_at ?? 0);
    return this.#whyNot(parse(tag), direction, moment, this.freshness(moment));
  }

  async #hold(given) {
    let lines = given.lines;
    if (given.head.base !== null) {
      if (this.held?.head.seq !== given.head.base) throw new packing.Tampered();
      lines = packing.applied(given, this.held.lines);
    }
    if ((await packing.digestOf(lines)) !== given.head.digest) throw new packing.Tampered();
    this.held = { head: given.head, lines };
  }

  /** What the gate itself says, when it answers in time: findings, and the thing to compare. */
  async judge(tag, direction, quantity) {
    const target = `/gates/${this.station.gate_id}/judge`;
    return (await this.#ask(target, { tag, direction, quantity }, PATIENCE)).json();
  }

  /** Decide, write the event down durably, and answer. An exit is always recorded.

   *spare* is the per cent of its error correction that a camera's reading did not need. */
  scan(said, { operator, direction = "in", quantity = "1", gate = null, spare }) {
    return navigator.locks.request("equiplink-scan", async () => {
      const last = await store.last();
      const { boot, wall, mono } = this.#clocks(), code = parse(said);
      const moment = Math.max(wall, this.held?.head.issued_at ?? 0, last?.wall ?? 0);
      const freshness = this.freshness(moment);
      let why = await this.#whyNot(code, direction, moment, freshness);
      if (direction === "in" && !why.length && gate && !gate.admitted) {
        why = gate.findings.filter((each) => each.severity === "deny").map((each) => each.code);
      }
      const tag = code || storable(said);
      const event = {
        admitted: why.length === 0,
        asked: "",
        boot,
        codes: why,
        device: this.station.device_id,
        direction,
        manifest: this.seq,
        mono,
        operator,
        previous: last ? await packing.sha256(last.body) : "",
        quantity,
        spare,
        seq: (last?.seq ?? 0) + 1,
        tag,
        wall: new Date(wall).toISOString(),
      };
      const body = JSON.stringify(event);
      const { seq, admitted, manifest } = event;
      const signature = await this.#sign(body);
      await store.add({
        seq, body, signature, tag, admitted, direction, wall, manifest: manifest ?? -1,
        quantity, name: [gate?.item?.name, gate?.item?.serial].filter(Boolean).join(" "),
      });
      return { admitted, freshness, code, tag, direction, seq, why };
    });
  }

  freshness(moment = Date.now()) {
    const head = this.held?.head;
    if (!head || moment > head.not_after) return ENDED;
    return moment > head.stale_at ? AMBER : FRESH;
  }

  async #whyNot(code, direction, moment, freshness) {
    if (!code) return ["unreadable"];
    if (direction === "out") return [];
    if (freshness === ENDED) return ["manifest_ended"];
    const { head, lines } = this.held;
    const word = lines.get(await packing.hashOf(code, head.salt));
    if (!word) return ["G30"];
    const [until, , lot, codes] = word;
    if (until === null || until < dayOf(moment, head.zone)) {
      return codes.length ? codes : ["manifest_ended"];
    }
    const back = await store.undone();
    const stands = ({ admitted, seq }) => admitted && (back.get(seq)?.said ?? "no") !== "";
    const own = lot ? [] : (await store.ofTag(code, this.covers)).filter(stands);
    if (!own.length) return [];
    return own.at(-1).direction === "in" ? ["G32"] : ["G06"];
  }

  /** Return the sentences for the codes, in a language. */
  say(codes, lang) {
    const texts = { ...this.held?.head.texts, ...SAYS };
    return codes.map((code) => (texts[code] ?? [code, code])[lang === "en" ? 1 : 0]);
  }

  async pending() {
    const waiting = [...(await store.undone()).values()].filter((each) => !each.sent);
    return (await store.count((await store.get("acknowledged")) ?? 0)) + waiting.length;
  }

  /** Take back what was let pass by mistake: written down now, a record of its own there. */
  undo(seq, reason, operator) {
    return store.undo({ seq, reason, operator, sent: false, said: "" });
  }

  /** Send what was taken back, once its scan is there; return how many the service answered. */
  async sendUndone() {
    const acknowledged = (await store.get("acknowledged")) ?? 0;
    const waiting = [...(await store.undone()).values()]
      .filter((each) => !each.sent && each.seq <= acknowledged);
    const target = `/devices/${this.station.device_id}/corrections`;
    for (const each of waiting) {
      const { seq, reason, operator } = each;
      let said = "";
      try {
        await this.#ask(target, { seq, reason, operator }, SLOW);
      } catch (error) {
        if (!(error instanceof Refused) || !FINAL.has(error.status)) throw error;
        said = error.message; // a person with more rights has to do it
      }
      await store.undo({ ...each, sent: true, said });
    }
    return waiting.length;
  }

  /** What does not fit, of the scans of this device, until somebody resolved it. */
  async conflicts() {
    const target = `/devices/${this.station.device_id}/conflicts`;
    return (await this.#ask(target, undefined, SLOW)).json();
  }

  /** Send what the service has not acknowledged, the oldest first; return how much is left. */
  upload() {
    return navigator.locks.request("equiplink-upload", async () => {
      for (;;) {
        let acknowledged = (await store.get("acknowledged")) ?? 0;
        const batch = await store.after(acknowledged, BATCH);
        if (!batch.length) return 0;
        const events = batch.map(({ body, signature }) => ({ body, signature }));
        const told = this.#clocks();
        const clock = { ...told, wall: new Date(told.wall).toISOString() };
        const target = `/devices/${this.station.device_id}/events`;
        const verdicts = await (await this.#ask(target, { events, clock }, SLOW)).json();
        const held = new Set(verdicts.filter((each) => each.kept).map((each) => each.seq));
        const before = acknowledged;
        while (held.has(acknowledged + 1)) acknowledged += 1;
        await store.put({ acknowledged });
        if (acknowledged === before) return this.pending();
      }
    });
  }
}

function dayOf(moment, timeZone) {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone, year: "numeric", month: "2-digit", day: "2-digit",
  }).format(moment);
}
