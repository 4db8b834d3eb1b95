"""``trace`` as text and JSON."""

from __future__ import annotations

import json

from equiplink.chain import Chain
from equiplink.hazard import actions as hazard
from equiplink.register.models import Item
from equiplink.work import Actor
from tests.cli.conftest import Run


def test_hazard_of_the_example_is_traced(run: Run, db: str) -> None:
    """A hazard on the first item of the example; a word that is no id is refused."""
    chain = Chain(db)
    with chain.work(Actor.installer(chain.mines()[0].id)) as work:
        item = work.all(Item)[0]
        hazard_id = hazard.find(
            work, title="样例隐患", level="general", basis="X08", item_id=item.id
        ).id
    chain.close()
    code, out, _ = run("trace", str(hazard_id), "--db", db, "--format", "json")
    text = run("trace", str(hazard_id), "--db", db)
    wrong = run("trace", "123", "--db", db)

    assert (code, text[0], wrong[0]) == (0, 0, 2)
    assert json.loads(out)["item"]["number"] in text[1]
    assert "123" in wrong[2]
