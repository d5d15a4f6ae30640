"""Who reports, and how much their word counts. What becomes of a report: `reporting`."""

from dataclasses import dataclass
from datetime import timedelta
from math import log

from django.db.models import Count

from forum.accounts.limits import Limit
from forum.accounts.models import Member
from forum.comments.models import Report
from forum.comments.rules.reports import WEIGHT

UNPROVEN = 5  # decided reports; whoever has no more is taken for everybody
USUALLY_RIGHT = 0.7  # the share of agreed reports that neither adds nor takes away
HEAVIEST = 2 * WEIGHT

BURST = timedelta(minutes=10)
OF_A_PERSON = Limit("reports of a person", BURST, 10)
OF_A_NETWORK = Limit("reports of a network", BURST, 30)  # guests': a whole office may share one


@dataclass(frozen=True)
class Reporter:
    """A member; or a guest by the keyed hash of their browser's token, "" if it brought none, and
    of their network. `new_hand` is that of the token which the answer gives to such a browser: by
    it the report is known to be theirs when it comes back."""

    member: Member | None = None
    hand: str = ""
    network: str = ""
    new_hand: str = ""

    @property
    def is_nobody(self) -> bool:
        """Whether they can be told from nobody else in their network."""
        return self.member is None and not self.hand

    @property
    def key(self) -> str:
        """What this person goes by (`models.Report.reporter`)."""
        return self.keys[0]

    @property
    def keys(self) -> list[str]:
        """The key of this person, and the one they go by where that is not known yet."""
        if self.member:
            return [f"member:{self.member.pk}"]
        network = f"network:{self.network}"
        return [f"hand:{self.hand}", network] if self.hand else [network]

    @property
    def limits(self) -> list[tuple[str, Limit]]:
        """What a report of theirs counts against (`accounts.limits.take`)."""
        spent = [(self.key, OF_A_PERSON)]
        return spent if self.member else [*spent, (self.keys[-1], OF_A_NETWORK)]

    @property
    def weight(self) -> int:
        """What a report of theirs counts for today, in hundredths of an ordinary one.

        A browser that is not known well yet goes by what its network reported without a token:
        throwing a bad record away with the cookie leads back to it.
        """
        records = {key: [0, 0] for key in self.keys}
        decided = Report.objects.filter(reporter__in=self.keys).exclude(outcome="")
        for key, outcome, count in decided.values_list("reporter", "outcome").annotate(Count("pk")):
            records[key][outcome == Report.Outcome.DISAGREED] = count
        proven = [record for record in records.values() if sum(record) > UNPROVEN]
        return weight_of(*proven[0]) if proven else WEIGHT


def weight_of(agreed: int, disagreed: int) -> int:
    """The weight of a report, in hundredths, by somebody with whom moderators so often agreed.

    Discourse's accuracy bonus (app/models/reviewable_score.rb, `calc_user_accuracy_bonus`): none
    until more than 5 reports are decided; then by how far the share of agreed ones lies from 70 %,
    as a part of the way to 100 % or to 0 %, times the logarithm to base 4 of their number. There it
    counts five times a newcomer's report, here once; it never makes a report weigh less than
    nothing, nor more than two, so that nobody alone passes the threshold of 3.
    """
    decided = agreed + disagreed
    if decided <= UNPROVEN:
        return WEIGHT
    off = agreed / decided - USUALLY_RIGHT
    bonus = off / (1 - USUALLY_RIGHT if off > 0 else USUALLY_RIGHT) * log(decided, 4)
    return max(0, min(HEAVIEST, round(WEIGHT * (1 + bonus))))
