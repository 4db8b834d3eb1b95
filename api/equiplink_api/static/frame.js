// What both decoders need in their workers: a frame's pixels, and an answer about each.

/** Answer every frame with what *read* finds in its pixels: texts, and how far off the middle. */
function answering(read) {
  let canvas = new OffscreenCanvas(1, 1);
  self.onmessage = async ({ data: frame }) => {
    const { width, height } = frame;
    if (canvas.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(frame, 0, 0);
    frame.close();
    try {
      const found = await read(context.getImageData(0, 0, width, height));
      self.postMessage({ found: found.map(({ text, corners, spare }) => ({
        text, spare, off: offMiddle(corners, width, height),
      })) });
    } catch (error) {
      self.postMessage({ found: [], failed: String(error) });
    }
  };
}

function offMiddle(corners, width, height) {
  const mean = (each) => corners.reduce((sum, corner) => sum + corner[each], 0) / corners.length;
  return Math.hypot(mean("x") - width / 2, mean("y") - height / 2);
}
