"""What moderators fill in at the desk."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from forum.comments.models import Comment, Discussion
from forum.comments.rules import RULES, Hold, Refusal
from forum.moderation import decisions, queue
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.different import different
from forum.moderation.findings import WATCHED
from forum.moderation.models import Decision
from forum.moderation.numbers import HIGHEST

MESSAGE_LENGTH = 1000  # characters of a message to an author
REMARK_LENGTH = Decision._meta.get_field("reason").max_length
EVERY = [("", "–")]
NEWEST = 1000  # discussions whose languages a list can be narrowed to
STEPS = list(enumerate(decisions.LADDER, start=1))


def _rung(value: str) -> int | str:
    return value if value == decisions.GOOD else int(value)


class FilterForm(forms.Form):
    """What a list can be narrowed to by hand. A host comes by a link; one very discussion and one
    very person as well."""

    q = forms.CharField(label=_("Search"), widget=forms.TextInput(attrs={"type": "search"}))
    rule = forms.ChoiceField(label=_("rule"))
    section = forms.ChoiceField(label=_("section"))
    language = forms.ChoiceField(label=_("language"))
    article = forms.CharField(label=_("article: a part of its title"))
    by = forms.CharField(label=_("author: a part of the name or e-mail"))
    age = forms.ChoiceField(label=_("age"), choices=EVERY + list(queue.AGES.items()))
    order = forms.ChoiceField(label=_("order"))

    def __init__(self, sitting: Sitting):
        super().__init__(
            initial=sitting.filters.asked | {"order": sitting.order},
            auto_id="filter-%s",
            use_required_attribute=False,
        )
        self.fields["rule"].choices = [
            *EVERY,
            (_("held by"), _holding()),
            (_("only watched by"), _watching()),
        ]
        self.fields["section"].choices = EVERY + sections_within(sitting.sections)
        self.fields["language"].choices = EVERY + _languages(sitting.filters.language)
        self.fields["order"].choices = [(k, one.label) for k, one in queue.ORDERS.items()]


class DecisionForm(forms.Form):
    """One button of a card: it sends its verb, or the reason for which it removes. `seen` is what
    the moderator had before their eyes (`decisions.sight`), `row` the rows of the list beside it.
    """

    verb = forms.CharField(required=False)
    reason = forms.ChoiceField(choices=Comment.Reason.choices, required=False)
    message = forms.CharField(max_length=MESSAGE_LENGTH, required=False)
    remark = forms.CharField(max_length=REMARK_LENGTH, required=False)
    seen = forms.CharField(max_length=40, required=False)

    def clean(self):
        cleaned = super().clean()
        cleaned["verb"] = cleaned.get("verb") or "remove"
        if cleaned["verb"] == "remove" and not cleaned.get("reason"):
            self.add_error("reason", _("Choose a reason: readers and the author see it."))
        return cleaned


class ChangeForm(forms.Form):
    """One button about the discussion that the comment of a card stands in."""

    change = forms.CharField()
    remark = forms.CharField(max_length=REMARK_LENGTH, required=False)


class CrowdForm(DecisionForm):
    """One decision about many comments: those up to `newest`, with the words they had when the
    page was `shown`."""

    VERBS = [
        ("approve", _("Approve")),
        ("remove", _("Remove")),
        ("spam", _("Remove as spam")),
    ]
    verb = forms.ChoiceField(label=_("What to do"), choices=VERBS, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Reason, if you remove them"),
        choices=[("", "–"), *Comment.Reason.choices],
        required=False,
    )
    message = forms.CharField(
        label=_("Message to the authors"),
        help_text=_("Each sees it on the receipt of the comment. May stay empty."),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    remark = forms.CharField(
        label=_("Reason for the log"),
        help_text=_("May stay empty."),
        max_length=REMARK_LENGTH,
        required=False,
    )
    seen = None  # nobody sees them one by one
    newest = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=HIGHEST)
    shown = forms.DateTimeField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """Something to remember about a person."""

    body = forms.CharField(
        label=_("Note"),
        help_text=_("For moderators alone."),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StandingForm(forms.Form):
    """A verdict about a person; each button of the page sends its `verb`. What `by_address` means
    for them, `whose.Whom` says."""

    RUNGS = [
        ("", _("the next step of the ladder")),
        *((str(n), ngettext_lazy("%d day", "%d days", days) % days) for n, days in STEPS),
        (decisions.GOOD, _("for good")),
    ]
    verb = forms.ChoiceField(
        choices=[(verb, verb) for verb in ("warn", "suspend", "lift", "hold", "trust")],
        widget=forms.HiddenInput,
    )
    by_address = forms.BooleanField(
        help_text=_(
            "Whoever types an address may not be its owner. Lifting, and pre-moderating no longer,"
            " always go by both."
        ),
        required=False,
    )
    rung = forms.TypedChoiceField(
        label=_("For how long"), choices=RUNGS, coerce=_rung, empty_value=None, required=False
    )
    reason = forms.CharField(
        label=_("Reason for the log"),
        help_text=_("Kept with whichever you press. May stay empty."),
        max_length=REMARK_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),  # in a line of text, Enter would press a button
    )
    message = forms.CharField(
        label=_("Message"),
        help_text=_("It stands on their receipts until they say that they have read it."),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verb") == "warn" and not cleaned.get("message"):
            self.add_error("message", _("Say what the warning is about."))
        return cleaned


class RecentForm(forms.Form):
    """Which of a person's comments to remove."""

    HOURS = [("1", _("the last hour")), ("24", _("the last day")), ("168", _("the last 7 days"))]
    WHERE = [("here", _("in this discussion")), ("everywhere", _("everywhere"))]
    by_address = forms.BooleanField(
        help_text=_("Whoever types an address may not be its owner."), required=False
    )
    hours = forms.TypedChoiceField(label=_("Of"), choices=HOURS, coerce=int, initial="24")
    where = forms.ChoiceField(label=_("Where"), choices=WHERE)

    @property
    def which(self) -> list[forms.BoundField]:
        """The fields beside the choice of whom, which has a place of its own (`whose.Whom`)."""
        return [self["hours"], self["where"]]


class RemovalForm(RecentForm):
    """The same, with why."""

    by_address = forms.BooleanField(required=False, widget=forms.HiddenInput)
    hours = forms.TypedChoiceField(choices=RecentForm.HOURS, coerce=int, widget=forms.HiddenInput)
    where = forms.ChoiceField(choices=RecentForm.WHERE, widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *Comment.Reason.choices])
    message = forms.CharField(
        label=_("Message to the author"),
        help_text=_("Seen on the receipts of the comments. May stay empty."),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _holding() -> list[tuple[str, str]]:
    return [(rule.code, rule.label) for rule in RULES if isinstance(rule, Hold)]


def _watching() -> list[tuple[str, str]]:
    """The rules that watch or can be set to; whatever is refused is never written down."""
    rules = [rule for rule in RULES if not isinstance(rule, Refusal) and not rule.is_fixed]
    return [(f"{WATCHED}{rule.code}", rule.label) for rule in rules]


def sections_within(sections: set[str] | None) -> list[tuple[str, str]]:
    """Those of a moderator's reach; of one who reaches all, those that there are: 1 query."""
    return _choices(different(Discussion, "section") if sections is None else sections)


def _languages(asked: str) -> list[tuple[str, str]]:
    """Of the newest discussions, and the one that is asked for: 1 query."""
    newest = Discussion.objects.order_by("-pk").values("pk")[:NEWEST]
    found = Discussion.objects.filter(pk__in=newest).order_by().values_list("language", flat=True)
    return _choices({*found.distinct(), asked})


def _choices(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in sorted(set(values) - {""})]
