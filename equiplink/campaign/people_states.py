"""警示教育、培训; 责任书: 下发 → 本人签字."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class TrainingKind(Word):
    """What a training is for."""

    INDUCTION = "induction", "岗前培训"
    YEARLY = "yearly", "再培训"
    WARNING = "warning", "警示教育"
    SPECIAL = "special", "专项培训"


class LetterState(Word):
    """How far a letter of responsibility is."""

    ISSUED = "issued", "待签字"
    SIGNED = "signed", "已签字"
    WITHDRAWN = "withdrawn", "已撤回"


RESPONSIBILITY_LETTER = Machine(
    "responsibility_letter",
    LetterState,
    {
        (START, "issue"): LetterState.ISSUED,
        (LetterState.ISSUED, "sign"): LetterState.SIGNED,
        (LetterState.ISSUED, "withdraw"): LetterState.WITHDRAWN,
    },
    zh="责任书",
    says={"issue": "下发", "sign": "签字", "withdraw": "撤回"},
    roles={
        "issue": frozenset({Role.SAFETY_OFFICER}),
        "withdraw": frozenset({Role.SAFETY_OFFICER}),
    },
)
