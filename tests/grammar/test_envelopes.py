"""Envelopes open with their key and label only; keys follow from a passphrase."""

from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equiplink import envelopes

PRIVATE = envelopes.new_private()
PUBLIC = envelopes.public_of(PRIVATE)


@given(st.binary(max_size=3000).map(lambda content: content.rstrip(b" ")), st.text())
def test_envelope_gives_back_its_content(content: bytes, label: str) -> None:
    """Whatever is put in comes out, with the same label."""
    envelope = envelopes.close(content, PUBLIC, label=label)

    assert envelopes.open_with(PRIVATE, envelope, label=label) == content


def test_length_tells_no_price() -> None:
    """Contents of one byte and of a thousand look alike."""
    lengths = {len(envelopes.close(b"1" * size, PUBLIC, label="")) for size in (1, 2, 1000, 1024)}

    assert len(lengths) == 1


def test_equal_contents_look_different() -> None:
    """Each envelope has a key of its own."""
    assert envelopes.close(b"1", PUBLIC, label="") != envelopes.close(b"1", PUBLIC, label="")


@given(st.integers(0, 1071), st.integers(1, 255))
def test_changed_byte_does_not_open(place: int, flip: int) -> None:
    """Not one byte of key, content or tag may be another."""
    blob = bytearray(b64decode(envelopes.close(b"1", PUBLIC, label="")))
    blob[place] ^= flip
    # The curve ignores the highest bit of a point, so HPKE binds the bytes of the key itself.
    assert len(blob) == 1072
    assert envelopes.open_with(PRIVATE, b64encode(blob).decode(), label="") is None


@pytest.mark.parametrize("envelope", ["", "QQ==", "不是", "A"])
def test_what_is_no_envelope_does_not_open(envelope: str) -> None:
    """Emptied or damaged columns are found, not stumbled over."""
    assert envelopes.open_with(PRIVATE, envelope, label="") is None


def test_other_key_or_label_does_not_open() -> None:
    """An envelope that was put in another's place stays closed."""
    envelope = envelopes.close(b"1", PUBLIC, label="one")

    assert envelopes.open_with(PRIVATE, envelope, label="two") is None
    assert envelopes.open_with(envelopes.new_private(), envelope, label="one") is None
    assert envelopes.open_with("", envelope, label="one") is None


def test_passphrase_makes_the_key() -> None:
    """The same passphrase and salt make the same key; another of either another."""
    salts = [envelopes.new_salt() for _ in range(2)]
    made = [envelopes.private_of("口令", salt) for salt in (salts[0], salts[0], salts[1])]

    assert made[0] == made[1] != made[2]
    assert envelopes.private_of("口令2", salts[0]) != made[0]
