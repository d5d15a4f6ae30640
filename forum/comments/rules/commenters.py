"""Who writes. A guest is known by what they type and by their browser. Writes nothing."""

from dataclasses import dataclass

from django.db.models import Q

from forum.accounts import persons
from forum.accounts.models import Member, Standing
from forum.web.questions import question


@dataclass(frozen=True)
class Commenter:
    """Who writes: a member, or a guest by name and e-mail.

    `network` is the keyed hash of where they are, `hand` that of their browser's token; each may
    be "".
    """

    name: str
    email: str
    member: Member | None = None
    network: str = ""
    hand: str = ""

    @property
    def is_staff(self) -> bool:
        return self.member is not None and self.member.is_staff

    @property
    def keys(self) -> list[str]:
        """What this person goes by (`accounts.Standing`): an account, or address and browser."""
        return persons.keys_of(self.member and self.member.pk, self.email, self.hand)

    @property
    def key(self) -> str:
        """The one they answer for: an account, or a guest's browser. An address, which anybody can
        type, only where the browser brought no token; "" of nobody."""
        return self.keys[-1] if self.keys else ""

    @property
    def own(self) -> Q:
        """Their comments: of a member by account, of a guest by address or browser."""
        if self.member:
            return Q(author=self.member)
        known = Q(pk__in=[])
        if self.email:
            known |= Q(author=None, email=self.email)
        if self.hand:
            # ~Q: the index on hands leaves the empty ones out, and is used where a query does too.
            known |= Q(author=None, hand=self.hand) & ~Q(hand="")
        return known

    @property
    def surely_own(self) -> Q:
        """Those they answer for: what others wrote under the same address is left out. Of a guest
        without a token, those that came without one."""
        if self.hand and not self.member:
            return Q(author=None, hand=self.hand) & ~Q(hand="")
        return self.own if self.member else self.own & Q(hand="")

    def standings(self) -> list[Standing]:
        """How they stand, by each of their keys: 1 query, none of nobody."""
        return _standings_of(keys=self.keys) if self.keys else []


@question
def _standings_of(keys):
    return Standing.objects.of(keys)
