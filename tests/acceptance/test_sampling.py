"""Samples through their verbs, on both databases."""

from decimal import Decimal
from hashlib import sha256

import pytest

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import sampling
from equiplink.acceptance.sample_models import Sample
from equiplink.acceptance.sample_states import PlanBasis, SampleState, Scale
from equiplink.db import canonical
from equiplink.errors import Duplicate, IllegalStep, NotFound, Refused, Unreadable
from equiplink.ledger import Entry
from tests.acceptance import sampling_steps, steps
from tests.acceptance.steps import SAMPLES
from tests.world import World


def concluded(world: World, sample: Sample, bad: int = 0) -> Sample:
    """Examine every piece, the first *bad* of them failing, and conclude."""
    for number, piece in enumerate(sample.drawn):
        with world.work("acceptor") as work:
            sampling.examine(work, sample.id, piece=piece, passed=number >= bad)
    with world.work("acceptor") as work:
        return sampling.conclude(work, sample.id)


def test_lot_is_accepted_after_its_sample(world: World) -> None:
    """Before the sample passed the lot is refused, afterwards it is accepted."""
    made = sampling_steps.lot(world)
    with pytest.raises(Refused, match="应当抽样"), world.work("acceptor") as work:
        acceptance.accept(work, made)
    sample = sampling_steps.drawn(world, made)
    with pytest.raises(Refused, match="没有结论"), world.work("acceptor") as work:
        sampling.conclude(work, sample.id)
    done = concluded(world, sample, bad=sample.accept)

    assert (done.state, done.basis) == (SampleState.PASSED, PlanBasis.COMPUTED)
    assert len(done.drawn) == done.size < 50
    with world.work("acceptor") as work:
        acceptance.accept(work, made)


def test_too_many_bad_pieces_fail_the_lot(world: World) -> None:
    """One more than the acceptance number fails it."""
    made = sampling_steps.lot(world)
    sample = sampling_steps.drawn(world, made)

    assert concluded(world, sample, bad=sample.accept + 1).state is SampleState.FAILED
    with pytest.raises(Refused, match="应当抽样"), world.work("acceptor") as work:
        acceptance.accept(work, made)


def test_anybody_draws_again(world: World) -> None:
    """The hash stands in the ledger before the draw; seed and word give the same pieces."""
    sample = sampling_steps.drawn(world, sampling_steps.lot(world))
    with world.read() as work:
        before, after = work.all(Entry, Entry.id, subject_id=sample.id)
        again = sampling.recompute(work, sample.id)
    seed, word = after.data["seed"], after.data["word"]
    pool = [str(number) for number in range(1, before.data["lot"] + 1)]
    told = {"pool": sorted(pool), "places": before.data["size"], "seed": seed}

    assert before.data["commitment"] == sha256(canonical(told).encode()).hexdigest()
    ticket = {each: sha256(canonical([seed, word, each]).encode()).hexdigest() for each in pool}
    assert after.data["drawn"] == sorted(pool, key=ticket.__getitem__)[: before.data["size"]]
    assert again == sampling.Recomputed(commitment=True, plan=True, drawn=True)


def test_seed_is_secret_before_the_draw(world: World) -> None:
    """Who prepared does not draw, and nobody reads the seed from the record."""
    made = sampling_steps.lot(world)
    with world.work("acceptor") as work:
        sample = sampling.prepare(work, made)
        assert sample.seed == ""
        assert sampling.recompute(work, sample.id) == sampling.Recomputed(
            commitment=False, plan=True, drawn=False
        )
    with pytest.raises(Refused, match="见证"), world.work("acceptor") as work:
        sampling.draw(work, sample.id, word="1")
    with pytest.raises(Duplicate), world.work("acceptor") as work:
        sampling.prepare(work, made)
    with pytest.raises(IllegalStep), world.work("acceptor") as work:
        sampling.examine(work, sample.id, piece="1", passed=True)


def test_a_piece_is_answered_once_or_with_a_reason(world: World) -> None:
    """Only drawn pieces; a change says why and counts."""
    sample = sampling_steps.drawn(world, sampling_steps.lot(world))
    (piece, *_), missing = sample.drawn, set(sample.pool) - set(sample.drawn)
    with world.work("acceptor") as work:
        sampling.examine(work, sample.id, piece=piece, passed=True)
    with pytest.raises(NotFound), world.work("acceptor") as work:
        sampling.examine(work, sample.id, piece=missing.pop(), passed=True)
    with pytest.raises(Unreadable), world.work("acceptor") as work:
        sampling.examine(work, sample.id, piece=piece, passed=False)
    with world.work("acceptor") as work:
        again = sampling.examine(work, sample.id, piece=piece, passed=False, note="看错")

    assert not again.passed


def test_history_of_the_supplier_tightens(world: World) -> None:
    """Two failed lots make the third one tightened: more pieces of the same lot."""
    for _ in range(2):
        sample = sampling_steps.drawn(world, sampling_steps.lot(world))
        concluded(world, sample, bad=sample.accept + 1)
        world.clock.forward(hours=1)
    third = sampling_steps.drawn(world, sampling_steps.lot(world))

    assert third.scale is Scale.TIGHTENED
    assert third.size > sample.size


def test_what_is_measured_tells_its_pieces(world: World) -> None:
    """A cable is sampled by drums, which must agree with their names."""
    made = sampling_steps.lot(world, "cable", 300)
    for how in ({}, {"pieces": 2, "names": ["A", "B", "C"]}, {"names": ["A", "A"]}):
        with pytest.raises(Unreadable), world.work("acceptor") as work:
            sampling.prepare(work, made, **how)
    sample = sampling_steps.drawn(world, made, names=["A", "B", "C"])

    assert set(sample.drawn) <= {"A", "B", "C"}


def test_what_the_law_names_is_looked_at_whole(world: World) -> None:
    """Units are presented one by one and never sampled."""
    class_id = steps.class_of(world, "switch")
    with world.work() as work:
        sampling.set_risks(work, class_id=class_id, edition="1", risks=sampling_steps.RISKS)
    line = steps.delivered(world).lines["switch"]
    made = steps.presented(world, line, SAMPLES["switch"])
    with pytest.raises(Duplicate), world.work("acceptor") as work:
        sampling.prepare(work, made)


def test_risks_are_stated_whole(world: World) -> None:
    """All three scales, aql below lq, an edition once; a class without risks is not sampled."""
    class_id = steps.class_of(world, "bolt")
    wrong = [
        {"normal": sampling_steps.RISKS["normal"]},
        {**sampling_steps.RISKS, "normal": {**sampling_steps.RISKS["normal"], "aql": Decimal(20)}},
        {**sampling_steps.RISKS, "normal": {**sampling_steps.RISKS["normal"], "beta": Decimal(0)}},
    ]
    for risks in wrong:
        with pytest.raises(Unreadable), world.work() as work:
            sampling.set_risks(work, class_id=class_id, edition="1", risks=risks)  # type: ignore[arg-type]
    line = steps.delivered(world, {"bolt": 5}).lines["bolt"]
    made = steps.presented(world, line, SAMPLES["bolt"], quantity=Decimal(5))
    with pytest.raises(NotFound), world.work("acceptor") as work:
        sampling.prepare(work, made)
    with world.work() as work:
        sampling.set_risks(work, class_id=class_id, edition="1", risks=sampling_steps.RISKS)
    with pytest.raises(Duplicate), world.work() as work:
        sampling.set_risks(work, class_id=class_id, edition="1", risks=sampling_steps.RISKS)
