"""manage.py check_tree: proves every discussion's tree, numbers and counters."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.comments import integrity
from forum.comments.models import Comment, Discussion


class Command(BaseCommand):
    help = _("Prove that trees, thread numbers and counters are right; exit 1 if any is not.")

    def add_arguments(self, parser):
        parser.add_argument("--discussion", type=int, metavar="ID", help=_("look at this one only"))

    def handle(self, *, discussion, **options):
        discussions, comments = Discussion.objects.all(), Comment.objects.all()
        if discussion is not None:
            discussions = discussions.filter(pk=discussion)
            comments = comments.filter(discussion=discussion)
            if not discussions.exists():
                raise CommandError(_("There is no discussion %s.") % discussion)
        found = 0
        for problem in integrity.problems(discussion):
            self.stdout.write(problem)
            found += 1
        if found:
            raise CommandError(ngettext("%s problem.", "%s problems.", found) % found)
        self.stdout.write(
            _("%(discussions)s, %(comments)s: all is well.")
            % {
                "discussions": _counted_discussions(discussions.count()),
                "comments": _counted_comments(comments.count()),
            }
        )


def _counted_discussions(count: int) -> str:
    return ngettext("%s discussion", "%s discussions", count) % count


def _counted_comments(count: int) -> str:
    return ngettext("%s comment", "%s comments", count) % count
