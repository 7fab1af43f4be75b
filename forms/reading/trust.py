"""Whether a value read out of a sentence that strays from its frame can be taken.

A value is taken when a word beside it is the frame's own. It is taken with doubt when a word near
it is another one, lacking or too many. It is not taken when the words before it are those of
another value of the sentence: then the sentence states its values in another order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from forms.reading.alignment import Slip
from forms.reading.slots import WORDY
from forms.reading.words import is_number, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.figure import Value
    from forms.reading.slots import ValueSlot

#: How many words on each side of a value tell which value it is.
_NEAR: Final = 4
_SWAPPED: Final = "số này có thể đã đổi chỗ với số khác nên chưa lấy"
_LOOSE: Final = "cạnh số không có từ nào của mẫu nên chưa lấy"
_WHICH: Final = "không rõ tên kết thúc ở dấu “{sign}” nào"


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a sentence as aligned, or a value.

    Attributes:
        wanted: The frame's word, as its key; empty for a word too many.
        shown: The frame's word as written in the form.
        found: The document's words as written; empty where they lack.
        key: The document's word, as its key.
        slip: How it strays.
        slot: For a value, its slot.
        value: For a value, what was read.
        doubt: For a value, what the reading itself leaves open.
    """

    found: str
    slip: Slip = Slip.NONE
    wanted: str = ""
    shown: str = ""
    key: str = ""
    slot: ValueSlot | None = None
    value: Value | None = None
    doubt: str = ""

    @property
    def strays(self) -> bool:
        """Whether it is more than a slip of the typist's hand."""
        if self.slip is Slip.OTHER:
            return is_word(self.wanted)
        if self.slip is Slip.EXTRA:
            return is_word(self.key) or is_number(self.key)
        return self.slip is Slip.MISSING and (self.slot is not None or is_word(self.wanted))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with a value.

    Attributes:
        said: The value.
        refusal: Why it doesn't go into the report; empty if it does.
        is_doubtful: Whether the sentence strays near it.
        doubt: What else keeps it from being certain; empty if nothing does.
    """

    said: Said
    refusal: str
    is_doubtful: bool
    doubt: str


def verdicts(sentence: Sequence[Said]) -> Iterator[Verdict]:
    """Yield a verdict on each value a sentence holds."""
    labels = [_label(sentence, place) for place in range(len(sentence))]
    for place, said in enumerate(sentence):
        if said.slot is None or said.slip is Slip.MISSING:
            continue
        own = labels[place]
        others = {
            word.wanted
            for at, label in enumerate(labels)
            if at != place and sentence[at].slot is not None
            for word in label
        }
        after = _following(sentence, place)
        yield Verdict(
            said,
            refusal=_refusal(own, others, after),
            is_doubtful=any(word.strays for word in (*own[-_NEAR:], *after)),
            doubt=said.doubt or _unclear(said, sentence[place + 1 : place + 2]),
        )


def remark(sentence: Sequence[Said]) -> str:
    """Say how a sentence strays from the form's; empty if it doesn't."""
    groups = groupby(sentence, key=lambda said: said.slip if said.strays else Slip.NONE)
    found = [_remark(slip, list(words)) for slip, words in groups if slip is not Slip.NONE]
    return f"khác câu mẫu: {', '.join(found)}" if found else ""


def _label(sentence: Sequence[Said], place: int) -> list[Said]:
    """Return the words before a value, back to the value before it."""
    first = place
    while first > 0 and sentence[first - 1].slot is None:
        first -= 1
    return list(sentence[first:place])


def _following(sentence: Sequence[Said], place: int) -> list[Said]:
    """Return the words right behind a value, up to the next sign or value."""
    found: list[Said] = []
    for said in sentence[place + 1 : place + 1 + _NEAR]:
        if said.slot is not None or not (is_word(said.wanted) or is_word(said.key)):
            break
        found.append(said)
    return found


def _unclear(said: Said, following: Sequence[Said]) -> str:
    """Say that a name holds the very sign that ends it; the sentence's own stop is the last."""
    if said.slot is None or said.slot.kind not in WORDY:
        return ""
    signs = (word.wanted for word in following if word.wanted and not is_word(word.wanted))
    own = (sign for sign in signs if sign != "." and sign in said.found)
    return next((_WHICH.format(sign=sign) for sign in own), "")


def _refusal(own: Sequence[Said], others: set[str], after: Sequence[Said]) -> str:
    if _is_anothers(own, others):
        return _SWAPPED
    return "" if _is_anchored(own, after) else _LOOSE


def _is_anchored(before: Sequence[Said], after: Sequence[Said]) -> bool:
    """Whether one of the words nearest to a value is the frame's own, or there are none."""
    words = [said for said in before if said.wanted and is_word(said.wanted)][-2:]
    words += [said for said in after if said.wanted][:2]
    return not words or any(said.slip is Slip.NONE for said in words)


def _is_anothers(own: Sequence[Said], others: set[str]) -> bool:
    """Whether a word near a value belongs to another value of the sentence."""
    strange = {said.key for said in own[-_NEAR:] if said.strays and said.slip is not Slip.MISSING}
    return bool(strange & (others - {said.wanted for said in own}))


def _remark(slip: Slip, words: list[Said]) -> str:
    found = " ".join(said.found for said in words if said.found)
    shown = " ".join(said.shown for said in words if said.shown)
    if slip is Slip.EXTRA:
        return f"thừa “{found}”"
    if slip is Slip.MISSING:
        return f"thiếu “{shown or '…'}”"
    return f"ghi “{found}”, mẫu ghi “{shown}”"
