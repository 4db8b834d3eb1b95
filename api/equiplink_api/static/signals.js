// What is heard and felt: one long high tone for yes, three low ones for no.
const PLAY = {
  yes: { tones: [[880, 0, 0.4]], shake: [200] },
  out: { tones: [[660, 0, 0.15], [880, 0.2, 0.15]], shake: [100, 80, 100] },
  no: { tones: [[220, 0, 0.25], [220, 0.35, 0.25], [220, 0.7, 0.4]], shake: [400, 120, 400, 120, 400] },
};
let audio;

export function signal(kind) {
  const { tones, shake } = PLAY[kind];
  navigator.vibrate?.(shake);
  audio ??= new AudioContext();
  audio.resume();
  for (const [pitch, start, length] of tones) {
    const tone = audio.createOscillator(), volume = audio.createGain();
    tone.type = kind === "no" ? "square" : "sine";
    tone.frequency.value = pitch;
    volume.gain.value = 0.5;
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + length);
  }
}
