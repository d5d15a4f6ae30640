"""manage.py spam_filter: teaches the filter from a file, says how good it is, keeps it in order."""

from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.comments.jsonlines import Unreadable
from forum.comments.models import Policy
from forum.comments.spam import akismet, bayes, examples, feedback, learned, ledger, starter
from forum.comments.spam.bayes import Count
from forum.comments.spam.figures import Figures, figures, over

FILE_HELP = _("JSON lines with “text” (a string) and “spam” (true or false); - is standard input")


class Command(BaseCommand):
    help = _("Teach the spam filter, measure it, and keep it in order.")

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, about in (
            ("train", _("add labelled examples, and say what a filter made of them is worth")),
            ("evaluate", _("say what the filter, as it is, makes of labelled examples")),
        ):
            added = verbs.add_parser(verb, help=about)
            added.add_argument("file", help=FILE_HELP)
        verbs.add_parser("starter", help=_("begin with the counts that come with the site"))
        verbs.add_parser("forget", help=_("unlearn all files and the starter, not the decisions"))
        verbs.add_parser("service", help=_("ask the outside service whether it knows the key"))
        verbs.add_parser("tend", help=_("the daily round: count, send feedback, drop the old"))

    def handle(self, *, verb, file="", **options):
        with suppress(BrokenPipeError):
            getattr(self, verb)(*([_read(file)] if file else []))

    def train(self, given: list[examples.Example]) -> None:
        counts = examples.tally(given)
        if not given:
            raise CommandError(_("There is nothing to learn: the file has no examples."))
        ledger.give(counts)
        self.stdout.write(_("Learned %s.") % _amount(counts[bayes.EVERY_COMMENT]))
        self._say_what_is_known()
        self._cross_validate(given)

    def evaluate(self, given: list[examples.Example]) -> None:
        if not given:
            raise CommandError(_("There is nothing to measure: the file has no examples."))
        self._say_what_is_known()
        self.stdout.write(_("The filter as it is, on %s:") % _amount(_sorts(given)))
        tokens = {token for example in given for token in example.tokens}
        known = learned.counts_of([bayes.EVERY_COMMENT, *tokens])
        self._show(list(examples.scored(given, known)))
        if min(known.get(bayes.EVERY_COMMENT, Count())) < bayes.ENOUGH:
            self._cross_validate(given)

    def starter(self) -> None:
        if any(trace.given_spam for trace in ledger.traces_of([bayes.EVERY_COMMENT])):
            raise CommandError(
                _("The filter has learned from files already; `spam_filter forget` unlearns them.")
            )
        ledger.give(starter.counts())
        self._say_what_is_known()

    def forget(self) -> None:
        ledger.take_away_what_was_given()
        self._say_what_is_known()

    def service(self) -> None:
        if not akismet.is_on():
            self.stdout.write(_("No outside service is asked: AKISMET_KEY is not set."))
            return
        try:
            known = akismet.key_is_valid()
        except akismet.Unavailable as problem:
            raise CommandError(_("The outside service is unavailable: %s.") % problem) from None
        if not known:
            raise CommandError(_("The outside service does not know this key for this site."))
        self.stdout.write(_("The outside service answers and knows the key."))

    def tend(self) -> None:
        ledger.fold()
        told, dropped = feedback.deliver(timezone.now()), ledger.purge(timezone.now())
        self.stdout.write(
            _("%(told)d verdicts sent, %(dropped)d old traces dropped.")
            % {"told": told, "dropped": dropped}
        )

    def _say_what_is_known(self) -> None:
        known = learned.seen()
        self.stdout.write(_("The filter knows %s.") % _amount(known))
        if min(known) < bayes.ENOUGH:
            sentence = _("It scores nothing before it knows %d of each sort.")
            self.stdout.write(sentence % bayes.ENOUGH)

    def _cross_validate(self, given: list[examples.Example]) -> None:
        self.stdout.write("")
        self.stdout.write(
            _("Held out: each tenth of the file, judged by a filter that saw only the other nine:")
        )
        self._show(examples.cross_validated(given))

    def _show(self, scores: list[tuple[int | None, bool, int]]) -> None:
        threshold = Policy.objects.current().spam_threshold
        for line in _table(figures(scores, threshold)):
            self.stdout.write(line)
        self.stdout.write("")
        self.stdout.write(_("threshold  precision  recall  good held"))
        for one in over(scores, threshold):
            self.stdout.write(_line(one))


def _read(file: str) -> list[examples.Example]:
    try:
        with Path("/dev/stdin" if file == "-" else file).open("rb") as opened:
            return list(examples.read(opened))
    except OSError as problem:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": file, "why": problem.strerror}
        ) from None
    except Unreadable as problem:
        raise CommandError(str(problem)) from None


def _sorts(given: list[examples.Example]) -> Count:
    spam = sum(example.is_spam for example in given)
    return Count(spam, len(given) - spam)


def _amount(count: Count) -> str:
    return _("%(spam)d spam comments and %(ham)d good ones") % count._asdict()


def _table(found: Figures) -> list[str]:
    """The confusion table at the threshold in force, with precision and recall."""
    return [
        "",
        _("At %d %%, the policy's threshold:") % found.threshold,
        "",
        f"{'':12}{_('held'):>10}{_('passed'):>10}",
        f"{_('spam'):12}{found.spam_held:10}{found.spam_missed:10}",
        f"{_('good'):12}{found.ham_held:10}{found.ham_passed:10}",
        "",
        f"{_('precision'):12}{_percent(found.precision):>10}",
        f"{_('recall'):12}{_percent(found.recall):>10}",
    ]


def _line(found: Figures) -> str:
    shares = (found.precision, found.recall, found.false_alarms)
    precision, recall, false_alarms = (_percent(share) for share in shares)
    return f"{found.threshold:7} % {precision:>10} {recall:>7} {false_alarms:>10}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1f} %"
