// The second decoder, ZBar: another family, which finds a symbol whose corner is soiled.
importScripts("/station/frame.js", "/station/decoders/zbar.js");

zbarWasm.setModuleArgs({ locateFile: (name) => `/station/decoders/${name}` });
const ready = zbarWasm.ZBarScanner.create().then((scanner) => {
  scanner.setConfig(zbarWasm.ZBarSymbolType.ZBAR_NONE, zbarWasm.ZBarConfigType.ZBAR_CFG_ENABLE, 0);
  scanner.setConfig(zbarWasm.ZBarSymbolType.ZBAR_QRCODE, zbarWasm.ZBarConfigType.ZBAR_CFG_ENABLE, 1);
  return scanner;
});

answering(async (pixels) => {
  const read = await zbarWasm.scanImageData(pixels, await ready);
  // It does not tell what the reading left; the first decoder could not read the symbol at all.
  return read.map((each) => ({ text: each.decode(), corners: each.points, spare: 0 }));
});
