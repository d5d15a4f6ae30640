"""Which of the rules' findings are of a comment as it is. A rule holds a comment if it found
something in the words that stand there now, and does not merely watch; what it found in words that
are gone tells a story, and no reason to wait."""

from django.db.models import Exists, F, OuterRef, QuerySet

from forum.comments.models import Comment, Finding

WATCHED = "watched:"  # stands before the code of a rule where those are meant that it only watched


def holding() -> QuerySet[Finding]:
    """The findings that hold their comments, or did until a moderator decided."""
    return Finding.objects.holding().filter(revision=F("comment__revision"))


def holds(found: Finding, comment: Comment) -> bool:
    """Whether a finding of `comment` is one of those."""
    return not found.is_watched and is_of_now(found, comment)


def is_of_now(found: Finding, comment: Comment) -> bool:
    """Whether a finding of `comment` is of the words that it has."""
    return found.revision == comment.revision


def found_by(name: str) -> Exists:
    """Of comments: the rule of this name holds them; or only watches them, WATCHED before it."""
    code = name.removeprefix(WATCHED)
    found = Finding.objects.filter(rule=code, is_watched=code != name)
    return Exists(found.filter(comment=OuterRef("pk"), revision=OuterRef("revision")))


def name_of(found: Finding) -> str:
    """What `found_by` finds comments with such a finding by."""
    return f"{WATCHED}{found.rule}" if found.is_watched else found.rule
