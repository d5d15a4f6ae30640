"""What is remembered of removed spam: sites, addresses, browsers, networks, the same words.

After the local memory of Antispam Bee: what was spam here before is held, never refused.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from forum.comments.hosts import parents_of
from forum.comments.models import Comment, Trace
from forum.comments.spam import ledger
from forum.comments.spam.ledger import Known
from forum.comments.spam.tokens import Token, marks_of

STOOD = timedelta(days=1)  # a comment that was public for so long counts as a good one

Kind = Trace.Kind


class Recollection(NamedTuple):
    """Something that spam had before: `kind` is a `Trace.Kind`, `key` what of it, in how many
    comments that were spam, and in how many that were not."""

    kind: str
    key: str
    spam: int
    ham: int


def recall(
    *,
    body: str = "",
    email: str = "",
    hand: str = "",
    network: str = "",
    hosts: Sequence[str] = (),
    at: datetime | None = None,
    known: Mapping[Token, Known] | None = None,
) -> list[Recollection]:
    """What speaks against a comment: all that was more often in spam than in good comments.

    One query, none if what is `known` of its marks (`wanted`) is given; one more for each thing
    that was in spam. Good are those that moderators approved,
    or those that have stood in public for a day, whichever are more: one spam comment does not
    spoil a site that everybody links to, or a network that many share. A site is also known by
    the domain it is part of. What was last seen `ledger.KEPT` ago is forgotten.
    """
    at = at or timezone.now()
    marks = wanted(body=body, email=email, hand=hand, network=network, hosts=hosts)
    traces = ledger.known(marks) if known is None else known
    kept = [traces[mark] for mark in marks if mark in traces]
    bad = (trace for trace in kept if trace.spam and trace.seen_at >= at - ledger.KEPT)
    found = (_recollection(trace, _good(trace, email), at) for trace in bad)
    return sorted(one for one in found if one.spam > one.ham)


def wanted(*, hosts: Sequence[str] = (), **marks: str) -> list[Token]:
    """All that is remembered of a comment, a site by the domains it is part of as well."""
    wider = [parent for host in hosts for parent in parents_of(host)]
    return list(dict.fromkeys(marks_of(hosts=wider, **marks)))


def _recollection(trace: Known, good: Q, at: datetime) -> Recollection:
    lasting = Q(is_reviewed=True) | Q(posted_at__lt=at - STOOD)
    public = Comment.objects.published().filter(lasting, good)
    # Counting stops where it cannot change the answer: everybody links to some sites.
    standing = public[: trace.spam].count() if trace.spam > trace.ham else 0
    return Recollection(trace.kind, trace.key, trace.spam, max(trace.ham, standing))


def _good(trace: Known, email: str) -> Q:
    """Comments with the same mark.

    Not empty, too: said so that SQLite takes the indexes, which have no comment without one.
    """
    return {
        Kind.HOST: Q(links__host=trace.key),
        Kind.EMAIL: Q(email=email),
        Kind.HAND: Q(hand=trace.key) & ~Q(hand=""),
        Kind.NETWORK: Q(network=trace.key) & ~Q(network=""),
        Kind.TEXT: Q(fingerprint=trace.key),
    }[Kind(trace.kind)]
