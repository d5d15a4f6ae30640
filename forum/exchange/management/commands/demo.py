"""`manage.py demo`: the demo magazine and its moderator, once."""

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from forum import environment
from forum.exchange.demo import building, magazine, moderator


class Command(BaseCommand):
    help = _("Fills the site with a demo magazine; what is there already stays as it is.")

    def handle(self, **options):
        port = environment.number("PORT", 8000)
        try:
            self.build(magazine.read())
            password = moderator.password()
        except magazine.Incomplete as incomplete:
            raise CommandError(_("The demo's content is incomplete: %s") % incomplete) from None
        except DatabaseError as error:
            sentence = _("The database is not ready; run “manage.py migrate” first (%s).") % error
            raise CommandError(sentence) from None
        self.stdout.write(
            f"Demo moderator: {moderator.USERNAME} / {password}   http://127.0.0.1:{port}/admin/"
        )

    def build(self, content: magazine.Magazine) -> None:
        if building.is_complete(content):
            self.stdout.write(_("The demo is in place."))
            return
        for headline in building.build(content):
            self.stdout.write(f"  {headline}")
