"""A line is said: judged by the site's own rules, and written as what a reader posts. Each act is
part of the caller's transaction. Knows no moderator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.comments import hands, posting, reporting, rules, text, visibility
from forum.comments.models import Comment, Discussion, Policy, Report
from forum.comments.reporters import Reporter
from forum.comments.rules import Draft
from forum.exchange.demo.circumstances import Circumstances, guest
from forum.exchange.demo.lines import Line

APART = timedelta(minutes=7)  # from a comment to its first report, and to the next


@dataclass(frozen=True)
class Room:
    """Where lines are said: the discussions by the slug of their article, as far as they are
    there, the site's policy, and the moment when the demo is built."""

    discussions: dict[str, Discussion]
    policy: Policy
    moment: datetime

    def say(self, line: Line, at: datetime) -> Comment | None:
        """Post and report a line; None where there is no such place, or the site's rules see it
        otherwise than its author: what is to wait shall not be published."""
        if line.slug not in self.discussions:
            return None
        draft = self._draft(line, at)
        verdict = rules.judge(draft)
        if verdict.outcome != ("publish" if line.is_seen_first else "hold"):
            return None
        comment = posting.write_down(
            draft, verdict, hand=draft.author.hand, terms_version=self.policy.terms_version
        )
        if not verdict.holds:
            visibility.show(comment)
        for number, (reason, note) in enumerate(line.reports, start=1):
            who = f"{line.key}:{number}"
            report(comment.pk, who, reason, note, at=min(at + number * APART, self.moment))
        return comment

    def first_by(self, name: str, slug: str) -> Comment | None:
        """The oldest comment by `name` that readers see under an article."""
        place = self.discussions.get(slug)
        seen = Comment.objects.published().filter(discussion=place, name=name)
        return seen.order_by("posted_at", "pk").first()

    def _draft(self, line: Line, at: datetime) -> Draft:
        place = Discussion.objects.locked(self.discussions[line.slug].pk)
        author = guest(line.name, line.email, line.place, self.moment)
        parent = self.first_by(line.parent, line.slug) if line.parent else None
        circumstances = Circumstances(self.policy, line.rules)
        return circumstances.draft(author, place, text.clean(line.body), at, parent=parent)


def report(key: int, who: str, reason: str, note: str, *, at: datetime) -> None:
    """Somebody, known by nothing but `who`, reports a comment at a moment of the past."""
    hand = hands.key_of(f"demo:{who}")
    made = reporting.report(key, Reporter(hand=hand, network=hand), reason, note)
    Report.objects.filter(pk=made.pk).update(made_at=at)
