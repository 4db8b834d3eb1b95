// Tags read by the camera: every frame by one decoder, and after misses by one of another family.
// What they read is heard exactly as a scanner's keys or a typed code.
import { parse } from "./codes.js";
import { word } from "./words.js";

const AGAIN = 2000, MISSES = 8, PAUSE = 250;
const PICTURE = {
  facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1080 },
};
const WHY = {
  NotAllowedError: "cameraDenied", SecurityError: "cameraDenied",
  NotFoundError: "cameraNone", OverconstrainedError: "cameraNone",
  NotReadableError: "cameraBusy", AbortError: "cameraBusy",
};
const $ = (id) => document.getElementById(id);

/** A decoder in its worker; it takes one frame at a time. */
class Decoder {
  busy = false;

  constructor(name) {
    this.worker = new Worker(`/station/${name}`);
  }

  /** Return what is read in a frame: texts, and how far from its middle each is. */
  async read(frame) {
    this.busy = true;
    try {
      return await new Promise((resolve, reject) => {
        this.worker.onmessage = ({ data }) => (data.failed ? reject(data.failed) : resolve(data.found));
        this.worker.onerror = reject;
        this.worker.postMessage(frame, [frame]);
      });
    } finally {
      this.busy = false;
    }
  }
}

/** Have the decoders kept for the days without a network; return whether they can be had. */
async function kept() {
  const registration = await navigator.serviceWorker.getRegistration("/station");
  if (!registration) return true; // a browser that keeps nothing: they come over the network
  const worker = registration.active ?? (await navigator.serviceWorker.ready).active;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage("keep decoders", [port2]);
  });
}

const nextFrame = (view) => new Promise((resolve) => {
  if (view.requestVideoFrameCallback) view.requestVideoFrameCallback(resolve);
  else requestAnimationFrame(resolve);
});

class Camera {
  #heard;
  #stream = null;
  #decoders = null;
  #seen = new Map();

  constructor(heard) {
    this.#heard = heard;
  }

  get open() {
    return this.#stream !== null;
  }

  async start() {
    this.#say("");
    if (!navigator.mediaDevices) return this.#say("cameraInsecure");
    let stream = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: PICTURE });
    } catch (error) {
      return this.#say(WHY[error.name] ?? "cameraBusy");
    }
    this.stop();
    this.#stream = stream;
    if (document.hidden) return this.stop();
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => this.#stream === stream && this.#lost("cameraLost"));
    $("torch").hidden = !track.getCapabilities?.().torch;
    $("view").srcObject = stream;
    this.#show("opening");
    try {
      await $("view").play();
      if (!this.#decoders && !(await kept())) return this.#lost("cameraOffline");
      await this.#watch(stream);
    } catch {
      if (this.#stream === stream) this.#failed();
    }
  }

  stop() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = $("view").srcObject = null;
    this.#torchShown(false);
    this.#show("");
  }

  async torch() {
    const on = $("torch").getAttribute("aria-pressed") !== "true";
    await this.#stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
    this.#torchShown(on);
  }

  /** Read frame after frame until the camera is stopped. */
  async #watch(stream) {
    const view = $("view"), is = () => this.#stream === stream;
    if (!is()) return;
    this.#decoders ??= [new Decoder("zxing.js"), new Decoder("zbar.js")];
    const [first, second] = this.#decoders;
    let misses = 0, asked = 0;
    for (this.#show("reading"); is(); await nextFrame(view)) {
      if (first.busy) continue; // with a frame from before the camera was stopped
      const found = await first.read(await createImageBitmap(view));
      if (!is()) return;
      misses = found.length ? 0 : misses + 1;
      this.#take(found);
      const now = performance.now();
      if (misses < MISSES || second.busy || now - asked < PAUSE) continue;
      asked = now;
      second.read(await createImageBitmap(view))
        .then((late) => is() && this.#take(late), () => is() && this.#failed());
    }
  }

  /** Hear the code nearest to the middle, unless it has been in view during the last seconds. */
  #take(found) {
    if (!found.length) return;
    const { text, spare } = found.reduce((best, each) => (each.off < best.off ? each : best));
    const code = parse(text) || text, now = performance.now();
    const again = now - (this.#seen.get(code) ?? -AGAIN) < AGAIN;
    this.#seen.set(code, now);
    if (!again) this.#heard(text, spare);
  }

  #lost(why) {
    this.stop();
    this.#say(why);
  }

  #failed() {
    for (const each of this.#decoders ?? []) each.worker.terminate();
    this.#decoders = null;
    this.#lost("cameraFailed");
  }

  #show(is) {
    $("camera").dataset.is = is;
    $("camera").hidden = !is;
    $("watch").dataset.word = is ? "cameraClose" : "cameraOpen";
    $("watch").textContent = word($("watch").dataset.word);
  }

  #torchShown(on) {
    $("torch").setAttribute("aria-pressed", on);
    $("torch").dataset.word = on ? "torchOff" : "torchOn";
    $("torch").textContent = word($("torch").dataset.word);
  }

  #say(name) {
    $("camera-trouble").hidden = !name;
    $("camera-trouble").dataset.word = name || "cameraNone";
    $("camera-trouble").textContent = name ? word(name) : "";
  }
}

/** Offer the camera; each code that it reads is told to *heard*. */
export function offer(heard) {
  const camera = new Camera(heard);
  let resume = false;
  $("watch").addEventListener("click", () => (camera.open ? camera.stop() : camera.start()));
  $("torch").addEventListener("click", () => camera.torch());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      resume = camera.open;
      camera.stop();
    } else if (resume) {
      camera.start();
    }
  });
}
