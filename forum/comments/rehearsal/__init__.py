"""What other rules would have done to the comments of the past, before they are put in force.

What was refused was never kept: nobody can tell what milder rules would let in.
"""

from forum.comments.rehearsal.effects import SAMPLES, Effect, Fate, Rehearsal, Sample, Tally
from forum.comments.rehearsal.replay import SPAN, changed_rules, rehearse

__all__ = [
    "SAMPLES",
    "SPAN",
    "Effect",
    "Fate",
    "Rehearsal",
    "Sample",
    "Tally",
    "changed_rules",
    "rehearse",
]
