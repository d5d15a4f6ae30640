"""The posting rules: a table of them, each one question and one sentence. A rule sees no request
and writes nothing. A new rule is a predicate in the module of its theme and a row in
`refusals` or `holds`."""

from forum.comments.rules.commenters import Commenter
from forum.comments.rules.drafts import Draft, Traps
from forum.comments.rules.refusals import NOTHING_TO_POST
from forum.comments.rules.table import BY_CODE, RULES, judge
from forum.comments.rules.verdicts import Evidence, Found, Hold, Refusal, Rule, Verdict, Watch

__all__ = [
    "BY_CODE",
    "NOTHING_TO_POST",
    "RULES",
    "Commenter",
    "Draft",
    "Evidence",
    "Found",
    "Hold",
    "Refusal",
    "Rule",
    "Traps",
    "Verdict",
    "Watch",
    "judge",
]
