"""What a new site may begin with: counts of words in public spam and in this project's own demo.

`starter.json` names its source and licence; nobody's comments are in it. Optional, because the
spam of one place is not that of another (docs/spam.md has the figures).
"""

import json
from pathlib import Path

from forum.comments.models import Trace
from forum.comments.spam.bayes import Count
from forum.comments.spam.tokens import EVERY_COMMENT, Token

FILE = Path(__file__).with_name("starter.json")


def counts() -> dict[Token, Count]:
    """In how many comments each token was, with EVERY_COMMENT for their number."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    kinds = {Trace.Kind.WORD: kept["words"], Trace.Kind.SIGN: kept["signs"]}
    found = {
        Token(kind, key): Count(*n) for kind, of_kind in kinds.items() for key, n in of_kind.items()
    }
    return found | {EVERY_COMMENT: Count(*kept["comments"])}
