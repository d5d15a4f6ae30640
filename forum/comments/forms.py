"""The shape of what readers send."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments import text
from forum.comments.models import NAME_LENGTH, Policy, Report
from forum.comments.posting import Asked, Refused
from forum.comments.reporting import NOTE_LENGTH
from forum.comments.rules import NOTHING_TO_POST, Commenter


class PlainForm(forms.Form):
    """A form whose fields our own template pack draws; the <form> around them is the page's."""

    use_required_attribute = False  # the server's sentences say more than the browser's bubble

    @property
    def first_wrong(self) -> str:
        """The first field to type into that has an error; "" where there is none: then the list
        of errors itself takes the focus (`afterword/errors.html`)."""
        return next((one.name for one in self.visible_fields() if _can_take_focus(one)), "")

    @property
    def helper(self) -> FormHelper:
        if self.first_wrong:
            self.fields[self.first_wrong].widget.attrs["autofocus"] = True
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*(field.name for field in self.visible_fields()))
        return helper


def _can_take_focus(field: forms.BoundField) -> bool:
    return bool(field.errors) and not field.use_fieldset


class PersonForm(PlainForm):
    """What somebody writes: a guest with name and e-mail; for a `member` these fields fall away.

    `email_serves` tells what their address is for.
    """

    email_serves = _("Never shown.")

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, member: Member | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["email"].help_text = self.email_serves
        if member:
            del self.fields["name"], self.fields["email"]

    def clean_name(self) -> str:
        name = text.clean_line(self.cleaned_data["name"])
        if text.is_blank(name):
            raise forms.ValidationError(_("Tell us a name that can be seen."), code="blank")
        return name

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def author(self, *, network: str, hand: str) -> Commenter:
        """Who wrote this valid form: from the network, and for a guest by the hand, with these
        keys."""
        if self.member:
            return Commenter(str(self.member), self.member.email, self.member, network)
        told = self.cleaned_data
        return Commenter(told["name"], told["email"], network=network, hand=hand)


class WordsForm(PlainForm):
    """Words that will be judged.

    `asked`: a moderator would read them first, and the reader may post them all the same.
    `stamp` says when the form was made; it is sent along, but is no field that anybody fills.
    """

    body = forms.CharField(
        label=_("Comment"),
        # Emptiness and length are rules, with sentences of their own (rules.py).
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "aria-required": "true"}),
        help_text=_("*emphasis*, > quote, `code`, lists and links work."),
    )

    asked = False
    stamp = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].is_required_by_rule = True

    def tell(self, outcome: Refused | Asked) -> None:
        """Put what the rules say where it belongs."""
        if isinstance(outcome, Refused):
            field = outcome.field if outcome.field in self.fields else None
            self.add_error(field, outcome.message)
            return
        self.asked = True
        for found, message in zip(outcome.holds, outcome.messages, strict=True):
            self.add_error(found.field if found.field in self.fields else None, message)
        if len(outcome.words) > 1:
            words = ", ".join(f"“{word}”" for word in outcome.words)
            self.add_error("body", gettext("The words are: %(words)s.") % {"words": words})


class EditForm(WordsForm):
    """New words for a comment, by its author."""


class CommentForm(PersonForm, WordsForm):
    """A comment. `suspension` is the sentence for a member who may not write now."""

    suspension = ""

    # The form's ids must differ between the form of the page and one opened in a thread.
    terms = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ["name", "email", "body", "terms"]

    def __init__(self, *args, policy: Policy, **kwargs):
        super().__init__(*args, **kwargs)
        self.policy = policy
        self.initial.setdefault("terms", policy.terms_version)

    @property
    def is_blank(self) -> bool:
        """Whether it is a guest's who has typed nothing yet: its fields are the same for all."""
        return not self.is_bound and self.member is None

    def clean_terms(self) -> int | None:
        """The version the reader was shown must be the one in force; else show the new one."""
        shown = self.cleaned_data["terms"]
        if shown != self.policy.terms_version:
            self.data = self.data.copy()
            self.data[self.add_prefix("terms")] = self.policy.terms_version or ""
            raise forms.ValidationError(
                _("The Terms of Service have changed. Please read them and send this again."),
                code="terms",
            )
        return shown

    def clean(self) -> dict:
        """An empty comment is refused by a rule; beside other errors it is told with them."""
        if self.errors and "body" not in self.errors and not text.clean(self.cleaned_data["body"]):
            self.add_error("body", NOTHING_TO_POST)
        return self.cleaned_data


class ReportForm(PlainForm):
    """What a reader finds wrong with a comment; whether it will do, `reporting` judges."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )
    body = forms.CharField(
        label=_("Note for the moderators"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=format_lazy(
            _("At most {most} characters; needed where you choose “Something else”."),
            most=NOTE_LENGTH,
        ),
    )
