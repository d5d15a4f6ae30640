"""The pictures of a site that moves in: rows for its attachments, copies for those in its texts."""

from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from forum.exchange import furnishing
from forum.exchange.ledger import Ledger
from forum.exchange.models import Arrival
from forum.exchange.wordpress.report import Report
from forum.exchange.wordpress.survey import Survey
from forum.exchange.wordpress.uploads import Uploads

BATCH = 100  # pictures without a file written in one transaction


class Gallery:
    """Where the pictures of one move go; `options` are those of `moving`."""

    def __init__(self, site: Survey, ledger: Ledger, report: Report, options):
        self.site = site
        self.ledger = ledger
        self.report = report
        self.is_rehearsal = options.is_rehearsal
        self.uploads = Uploads(options.media, site.hosts)
        self.folder = f"uploads/{get_valid_filename(site.source.replace('/', '_'))}"

    def hang(self) -> Iterator[None]:
        """A row for every attachment, with its file if that was brought along; a pause after each
        transaction."""
        before = self.ledger.find_all(Arrival.Kind.PICTURE, self.site.pictures)
        for number, picture in self.site.pictures.items():
            state = _("with their file") if picture.read else _("without their file")
            self.report.count(_("Pictures"), _("here before") if number in before else state)
        if self.is_rehearsal:
            return
        bare = [p for n, p in self.site.pictures.items() if not p.read and n not in before]
        for start in range(0, len(bare), BATCH):
            with transaction.atomic():
                for picture in bare[start : start + BATCH]:
                    furnishing.picture(self.ledger, picture)
            yield
        for picture in [picture for picture in self.site.pictures.values() if picture.read]:
            furnishing.picture(self.ledger, picture)
            yield

    def local(self, url: str) -> str:
        """The address here of the picture that stood at `url`, "" if it was not brought along."""
        upload = self.uploads.find(url)
        if not upload:
            return ""
        name = f"{self.folder}/{upload.name}"
        if not self.is_rehearsal and not default_storage.exists(name):
            default_storage.save(name, ContentFile(upload.read()))
        return default_storage.url(name)
