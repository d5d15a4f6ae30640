"""What readers say: threads, and comments that wait for a moderator."""

from datetime import timedelta

from django.utils import timezone

from forum.comments import hands
from forum.comments.models import Comment, Report, Revision
from forum.moderation.models import Claim
from tests import make
from tests.moderation import waiting
from tests.web.site_of.site import ANN, TOKEN, Site

SHOWN = 10  # comments of a thread on the page of its article


def conversation(site: Site) -> None:
    """Threads, one of them with as many replies; and one so long that it is cut at any size."""
    place, ann = site.article.discussion, make.guest("Ann", member=site.ann, email=ANN)
    long = make.comment(place)
    for _ in range(SHOWN):
        make.comment(parent=long)
    site.root = make.comment(place, by=ann)
    for n in site.numbers:
        make.comment(place, by=make.guest(f"Member {n}", member=site.members[n]))
        make.comment(parent=site.root, by=ann)
        guest = make.guest("Ann of the lamps", email=ANN)
        make.comment(parent=site.root, by=guest, hand=hands.key_of(TOKEN), network="n" * 64)


def waiting_comments(site: Site) -> None:
    place, now = site.article.discussion, timezone.now()
    guest = {"by": make.guest("Ann", email=ANN), "hand": hands.key_of(TOKEN), "network": "n" * 64}
    links = {"links": {"hosts": ["a.example"], "count": 3}}
    held = [waiting.held(place, rules=links, **guest) for _ in site.numbers]
    reported = [waiting.reported(place, **guest) for _ in site.numbers]
    site.held, site.reported = held[0], reported[0]
    for n, member in enumerate(site.members):
        waiting.held(parent=site.root, rules=links, **guest)
        until = now + timedelta(minutes=10)
        Claim.objects.create(comment=held[n], moderator=member, until=until)
        site.held.findings.create(rule="links", evidence=links["links"])
        site.held.links.create(host=f"{n}.example")
        Revision.objects.create(comment=site.held, number=n, body="Old.", replaced_at=now)
        theirs = {"member": member, "reporter": f"member:{member.pk}", "reason": "spam"}
        Report.objects.create(comment=site.reported, note="No!", **theirs)
        anns = {"member": site.ann, "reporter": f"member:{site.ann.pk}", "reason": "spam"}
        Report.objects.create(comment=reported[n], note="No!", **anns)
    site.shown[Comment] = site.held
