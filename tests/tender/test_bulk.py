"""However many bid and judge, the evaluation and its report take the same statements."""

from pathlib import Path

from tests.bench import evaluation


def test_statements_do_not_grow_with_the_bidders(tmp_path: Path) -> None:
    """Three lots by nine experts: thirty bidders cost the statements of five, and no more."""
    world, experts = evaluation.beginning(tmp_path)
    counts = [
        evaluation.statements(world, evaluation.ready(world, experts, bidders=bidders))
        for bidders in (5, 30)
    ]
    world.chain.close()

    assert counts[0] == counts[1] <= 80
