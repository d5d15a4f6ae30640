"""The table of all rules, in the order they are asked, and the judge who asks them."""

from collections.abc import Iterable

from forum.comments.rules.drafts import Draft
from forum.comments.rules.holds import HOLDS, WATCHES
from forum.comments.rules.refusals import REFUSALS
from forum.comments.rules.verdicts import Refusal, Rule, Verdict

RULES: tuple[Rule, ...] = REFUSALS + HOLDS + WATCHES
BY_CODE = {rule.code: rule for rule in RULES}


def judge(draft: Draft, rules: Iterable[Rule] = RULES) -> Verdict:
    """What the rules say of `draft`. Refusals stand before holds; of the holds all are kept."""
    holds, watched = [], []
    for rule in rules:
        mode = rule.mode(draft.policy)
        if mode == "off" or not (found := rule.find(draft)):
            continue
        if mode == "watch":
            watched.append(found)
        elif isinstance(rule, Refusal):
            return Verdict(refusal=found)
        else:
            holds.append(found)
    return Verdict(holds=tuple(holds), watched=tuple(watched))
