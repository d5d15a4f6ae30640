"""What the processes of test_reporting_races.py do; each function runs in one of them."""

from contextlib import suppress

from forum.accounts.models import Member
from forum.comments import reporting
from forum.comments.models import Comment
from forum.comments.reporters import Reporter
from forum.moderation import decisions


def complain(number: int, comments: list[int], network: str = "") -> list[int]:
    """Report all the comments, as a browser of its own; the reports' ids."""
    reporter = Reporter(hand=f"hand {number}", network=network or f"network {number}")
    return [reporting.report(pk, reporter, "offensive", f"{number}").pk for pk in comments]


def complain_or_decide(number: int, comments: list[int], moderator: int) -> None:
    """The last one decides, again and again; the others report."""
    if number:
        for pk in comments:
            with suppress(reporting.Refused):  # decided since this browser reported it
                complain(number, [pk])
        return
    mona = Member.objects.get(pk=moderator)
    for pk in [*comments, *reversed(comments)]:
        with suppress(decisions.AlreadyDecided):  # where nobody has reported it yet
            decisions.approve(Comment.objects.get(pk=pk), mona)
