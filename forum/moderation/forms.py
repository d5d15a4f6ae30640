"""The shape of what readers send to the editors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments import text
from forum.comments.forms import PersonForm

SUBJECT_LENGTH, LENGTH = 200, 20_000  # characters


class LetterForm(PersonForm):
    """A letter by a guest; for a member with an e-mail address the fields of the person fall away.

    Names that belong to somebody else are taken here as they are: a letter is read by editors.
    """

    email_serves = _("We answer to this address, and use it for nothing else.")

    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT_LENGTH)
    body = forms.CharField(
        label=_("Letter"),
        strip=False,  # nor has it a max_length: browsers cut off what is pasted beyond it
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args, member: Member | None = None, **kwargs):
        super().__init__(*args, member=member if member and member.email else None, **kwargs)

    def clean_subject(self) -> str:
        return self._words("subject")

    def clean_body(self) -> str:
        words = self._words("body", text.clean)
        if len(words) > LENGTH:
            told = _("That is %(length)s characters long; %(most)s are allowed.")
            raise forms.ValidationError(told, params={"length": len(words), "most": LENGTH})
        return words

    def _words(self, field: str, clean=text.clean_line) -> str:
        words = clean(self.cleaned_data[field])
        if text.is_blank(words):
            raise forms.ValidationError(self.fields[field].error_messages["required"])
        return words
