// The first decoder, ZXing, on every frame. Model 2 alone: dirt passes for a Micro QR code.
importScripts("/station/frame.js", "/station/decoders/zxing_reader.js");

const OPTIONS = { formats: ["QRCodeModel2"], maxNumberOfSymbols: 4 };
ZXingWASM.prepareZXingModule({
  overrides: { locateFile: (name) => `/station/decoders/${name}` },
  fireImmediately: true,
});

answering(async (pixels) => {
  const read = await ZXingWASM.readBarcodes(pixels, OPTIONS);
  return read.filter((each) => each.isValid).map(({ text, position, extra }) => ({
    text,
    corners: Object.values(position),
    spare: Math.round(100 * JSON.parse(extra).UEC), // of the error correction, not needed
  }));
});
