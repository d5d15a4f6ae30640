"""What moderators and editors ask a site all day, at the desk and in the lists of the admin."""

from hashlib import sha256

from django.contrib.auth.models import Permission
from django.test import Client

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation import queue
from tests.scale.reads import COMMENTS, LONG

HELD = COMMENTS + 1  # the first that waits
OF_ALL, OF_SOME = 1, 2  # members


def _desk(code: str):
    waiting = queue.BY_CODE[code]
    for order in queue.ORDERS:
        rows = waiting.within(None)
        first = queue.page(rows, order, is_vast=waiting.is_vast)
        assert first.comments
        place = queue.Place.of(first.comments[-1])
        queue.page(rows, order, place, is_vast=waiting.is_vast)


def _tally():
    queue.tally(Member.objects.get(pk=OF_ALL), None)


def _all(path: str):
    """A page of the admin, as somebody gets it who may see everything."""
    return lambda: _get(path, Member.objects.get(pk=OF_ALL))


def _some(path: str):
    """As somebody gets it who may do all that, in one section."""

    def read():
        member = Member.objects.get(pk=OF_SOME)
        member.user_permissions.set(Permission.objects.all())
        member.scopes.get_or_create(section="S1")
        _get(path, member)

    return read


def _get(path: str, member: Member):
    answer = _signed_in(member).get(f"/admin/{path}")
    assert answer.status_code == 200, (path, answer.status_code)


def _decide(verb: str, pk: int):
    def read():
        client = _signed_in(Member.objects.get(pk=OF_ALL))
        path = f"/admin/desk/comments/{pk}/decisions/?queue=waiting"
        answer = client.post(path, {"verb": verb, "reason": Comment.Reason.OFF_TOPIC})
        assert answer.status_code == 303, answer.content.decode()[:2000]
        assert Comment.objects.get(pk=pk).is_reviewed

    return read


def _signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


READS = {
    "the desk: reported": lambda: _desk("reported"),
    "the desk: waiting": lambda: _desk("waiting"),
    "the desk: unseen": lambda: _desk("unseen"),
    "the desk's tally": _tally,
    "the desk": _all("desk/"),
    "the desk of a section": _some("desk/"),
    "reported ones": _all("desk/reported/"),
    "waiting ones": _all("desk/waiting/"),
    "unseen ones": _all("desk/unseen/"),
    "waiting ones of a section": _some("desk/waiting/"),
    "waiting ones of a rule": _all("desk/waiting/?rule=links"),
    "waiting ones with a link": _all("desk/waiting/?host=host1.example"),
    "waiting ones of a person": _all(f"desk/waiting/?author={LONG}"),
    "waiting ones of a day": _all("desk/waiting/?age=day"),
    "unseen ones of a section": _some("desk/unseen/"),
    "a decision about many": _all("desk/waiting/all/"),
    "a card": _all(f"desk/comments/{HELD}/"),
    "what is around a comment": _all(f"desk/comments/{HELD}/context/"),
    "a long thread at the desk": _all(f"desk/comments/{LONG + 900}/thread/"),
    "a guest at the desk": _all(f"desk/comments/{HELD}/author/"),
    "a member at the desk": _all(f"desk/comments/{COMMENTS - 20}/author/"),
    "what a person wrote of late": _all(
        f"desk/comments/{HELD}/author/comments/?hours=24&where=everywhere"
    ),
    "approving": _decide("approve", HELD + 1),
    "removing": _decide("remove", HELD + 2),
    "own decisions": _all("desk/decided/"),
    "everybody's decisions": _all("desk/decided/?whose=all"),
    "later ones of everybody's": _all("desk/decided/?whose=all&before=2000"),
    "decisions of a section": _some("desk/decided/?whose=all"),
    "decisions of a day": _all("desk/decided/?whose=all&age=day"),
    "removals": _all("desk/decided/?whose=all&verb=remove"),
    "list of comments": _all("comments/comment/"),
    "last page of the list of comments": _all("comments/comment/?p=50"),
    "list of comments, the oldest first": _all("comments/comment/?o=4"),
    "list of comments by name": _all("comments/comment/?o=2"),
    "list of comments that wait": _all("comments/comment/?status=held"),
    "list of removed comments": _all("comments/comment/?status=removed"),
    "list of a discussion's comments": _all("comments/comment/?discussion=7"),
    "list of comments of a section": _some("comments/comment/"),
    "list of discussions": _all("comments/discussion/"),
    "list of closed discussions": _all("comments/discussion/?opening__exact=closed"),
    "a discussion": _all("comments/discussion/1/change/"),
    "list of decisions": _all("moderation/decision/"),
    "list of decisions of a section": _some("moderation/decision/"),
    "list of decisions of a moderator": _all("moderation/decision/?moderator__id__exact=3"),
    "list of decisions about a person": _all(
        f"moderation/decision/?whom=hand:{sha256(b'hand10').hexdigest()}"
    ),
    "list of batches": _all("moderation/batch/"),
    "list of batches of a section": _some("moderation/batch/"),
    "a batch": _all("moderation/batch/1000/change/"),
    "list of standings": _all("accounts/standing/"),
    "list of notes": _all("moderation/note/"),
    "list of members": _all("accounts/member/"),
    "a member": _all("accounts/member/7/change/"),
    "list of articles": _all("articles/article/"),
    "an article": _all("articles/article/7/change/"),
    "the first page of the admin": _all(""),
    "the spam filter": _all("comments/trace/"),
}
