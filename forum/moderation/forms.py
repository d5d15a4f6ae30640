"""The shape of what readers send to the editors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments import text
from forum.comments.forms import PlainForm
from forum.comments.models import NAME_LENGTH
from forum.comments.rules import Commenter

SUBJECT_LENGTH, LENGTH = 200, 20_000  # characters


class LetterForm(PlainForm):
    """A letter by a guest; for a member with an e-mail address the fields of the person fall away.

    Names that belong to somebody else are taken here as they are: a letter is read by editors.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We answer to this address, and use it for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT_LENGTH)
    body = forms.CharField(
        label=_("Letter"),
        strip=False,  # nor has it a max_length: browsers cut off what is pasted beyond it
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args, member: Member | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member if member and member.email else None
        if self.member:
            del self.fields["name"], self.fields["email"]

    def clean_name(self) -> str:
        return self._words("name")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_subject(self) -> str:
        return self._words("subject")

    def clean_body(self) -> str:
        words = self._words("body", text.clean)
        if len(words) > LENGTH:
            told = _("That is %(length)s characters long; %(most)s are allowed.")
            raise forms.ValidationError(told, params={"length": len(words), "most": LENGTH})
        return words

    def author(self, *, network: str, hand: str) -> Commenter:
        """Who wrote this valid form: from the network, and for a guest by the hand, with these
        keys."""
        if self.member:
            return Commenter(str(self.member), self.member.email, self.member, network)
        told = self.cleaned_data
        return Commenter(told["name"], told["email"], network=network, hand=hand)

    def _words(self, field: str, clean=text.clean_line) -> str:
        words = clean(self.cleaned_data[field])
        if text.is_blank(words):
            raise forms.ValidationError(self.fields[field].error_messages["required"])
        return words
