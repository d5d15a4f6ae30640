"""`manage.py import_wordpress FILE`: move in from WordPress, or see what would come."""

import sys
import time
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from forum.exchange.wordpress.moving import Move, Options
from forum.exchange.wordpress.stream import NotAnExport

PAUSE = 0.2  # seconds between two lines of progress
INTERRUPTED = 130  # the exit code of a program that was stopped by Ctrl-C


class Command(BaseCommand):
    help = _("Moves articles, pages and comments in from a WordPress export (WXR, also .gz).")

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=_("the export file"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("print the report, write nothing")
        )
        parser.add_argument(
            "--source", default="", metavar="URL", help=_("the address of the site it comes from")
        )
        parser.add_argument(
            "--media", type=Path, metavar="FOLDER", help=_("a copy of wp-content/uploads")
        )
        parser.add_argument(
            "--pingbacks", action="store_true", help=_("take pingbacks and trackbacks too")
        )

    def handle(self, *, file, dry_run, source, media, pingbacks, **options):
        if media and not media.is_dir():
            raise CommandError(_("%s is not a folder.") % media)
        move = Move(file, Options(dry_run, source, media, pingbacks))
        try:
            self.run(move)
        except NotAnExport as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(self.stopped(move, _("The database failed (%s)") % error)) from None
        except KeyboardInterrupt:
            self.stderr.write(self.stopped(move, _("Interrupted")))
            sys.exit(INTERRUPTED)
        self.stdout.write("\n".join(move.report.lines()))
        if dry_run:
            self.stderr.write(_("Nothing was written: this was a dry run."))

    def run(self, move: Move) -> None:
        shown = 0.0
        is_watched = self.stderr.isatty()
        for _pause in move.run():
            if is_watched and time.monotonic() - shown > PAUSE:
                shown = time.monotonic()
                self.stderr.write(f"\r{move.progress:4.0%}  {self.so_far(move)}", ending="")
        if is_watched:
            self.stderr.write("\r" + " " * 70 + "\r", ending="")

    def stopped(self, move: Move, why: str) -> str:
        found = {"why": why, "line": move.line, "so_far": self.so_far(move)}
        sentence = _("%(why)s at line %(line)d: %(so_far)s are here, each article whole.") % found
        return f"{sentence} {_('Run the same again to go on; nothing comes twice.')}"

    def so_far(self, move: Move) -> str:
        articles = move.report.things.get(_("Articles"), {})
        counts = {"articles": sum(articles.values()), "comments": move.report.comments.total()}
        return _("%(articles)d articles, %(comments)d comments") % counts
