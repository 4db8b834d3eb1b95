"""What the scan station takes to decide without the network, in Chromium, with 100,000 tags.

``why`` is the decision alone; ``scan`` also signs the event and writes it to the disk
before it answers. ``load`` is the start of the page's device from what it keeps.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from equiplink.chain import Chain
from tests import world as worlds
from tests.bench.manifest import filled
from tests.browser.conftest import Service, Station
from tests.world import Clock

SCANS = 100
TIMED = """async (tags) => {
  const { Device } = await import("/station/device.js");
  const middle = (spent) => spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)];
  const timed = async (act) => {
    const spent = [];
    for (const tag of tags) {
      const began = performance.now();
      await act(tag);
      spent.push(performance.now() - began);
    }
    return middle(spent);
  };
  const began = performance.now();
  const device = await Device.load();
  const load = performance.now() - began;
  const why = await timed((tag) => device.why(tag, "in"));
  const scan = await timed((tag) => device.scan(tag, { operator: "0012" }));
  return { "load ms": load, "why ms": why, "scan ms": scan, lines: device.held.lines.size };
}"""


def run() -> dict[str, float]:
    """Return milliseconds by the page's own clock, the middle of a hundred."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        home, clock = Path(folder), Clock()
        chain = Chain(f"sqlite:///{home}/bench.db", clock=clock, key=home / "seal.key")
        chain.init()
        world = worlds.make(chain, clock)
        fit = filled(world)
        service = Service(chain)
        service.start()
        station = Station(driver, service, world, home / "profile")
        page = station.open()
        station.enrol()
        service.stop()
        found: dict[str, float] = page.evaluate(TIMED, fit[:SCANS])
        station.close()
        chain.close()
    return found
