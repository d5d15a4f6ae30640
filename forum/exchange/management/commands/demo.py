"""`manage.py demo`: the demo magazine and its moderator, once."""

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from forum import environment
from forum.exchange.demo import building, magazine, moderator


class Command(BaseCommand):
    help = _("Fills the site with a demo magazine; what is there already stays as it is.")

    def handle(self, **options):
        try:
            self.stdout.write(self.furnish(magazine.read()))
        except magazine.Incomplete as incomplete:
            raise CommandError(_("The demo's content is incomplete: %s") % incomplete) from None
        except DatabaseError as error:
            sentence = _("The database is not ready; run “manage.py migrate” first (%s).") % error
            raise CommandError(sentence) from None

    def furnish(self, content: magazine.Magazine) -> str:
        """Build what is missing; the last line to print. Refusing is no failure: the site runs."""
        port = environment.number("PORT", 8000)
        if building.is_complete(content):
            self.stdout.write(_("The demo is in place."))
        elif building.has_other_articles():
            return _("No demo: this site has articles of its own.")
        else:
            for headline in building.build(content):
                self.stdout.write(f"  {headline}")
            self.stdout.write(_("  … and a morning’s work for its moderators"))
            building.fill_desk(content)
        try:
            password = moderator.password()
        except moderator.Taken:
            sentence = _("No demo login: the member “%s” was here before and keeps their password.")
            return sentence % moderator.USERNAME
        return f"Demo moderator: {moderator.USERNAME} / {password}   http://127.0.0.1:{port}/admin/"
