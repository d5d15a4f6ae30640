"""The forms of the word lists: many words at once, or one; nothing is listed unrehearsed."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from forum.comments import wordlists
from forum.comments.models import Phrase, Policy, Word
from forum.comments.rehearsal import Rehearsal, rehearse
from forum.comments.words import Entry, Matcher

MOST = 500  # words pasted at once


class RehearsedForm(forms.ModelForm):
    """Valid once it was seen what its words would have done to the comments of the past.

    `rehearsed` comes back with the fingerprint of what was rehearsed on the page before.
    """

    rehearsed = forms.CharField(required=False, widget=forms.HiddenInput)

    rehearsal: Rehearsal | None = None

    class Meta:
        model = Word
        fields = ["list", "language", "note"]

    def full_clean(self):
        """The last step: only what is valid is worth a rehearsal."""
        super().full_clean()
        if self.is_bound and not self.errors and self._differs():
            self._rehearse()

    def _rehearse(self) -> None:
        words = self._words()
        seen = _fingerprint(words)
        if self.cleaned_data["rehearsed"] == seen and "_try" not in self.data:
            return
        without = [self.instance.pk] if self.instance.pk else []
        self.rehearsal = rehearse(
            Policy.objects.current(),
            words=wordlists.compiled(words, without=without),
            only_more=not without,
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("rehearsed")] = seen
        self.add_error(None, ValidationError(_("Not saved yet."), code="rehearsed"))


class WordsForm(RehearsedForm):
    """Words or phrases to put on a list, one a line."""

    words = forms.CharField(
        label=_("words or phrases"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line, as they are written; case does not matter."),
    )

    field_order = ["words", "list", "language", "note"]

    def clean_words(self) -> list[str]:
        lines = map(wordlists.tidy, self.cleaned_data["words"].splitlines())
        texts = list({line.casefold(): line for line in lines if line}.values())
        if len(texts) > MOST:
            raise ValidationError(_("At most %s at once.") % MOST)
        for text in texts:
            _check(text)
        return texts

    def clean(self):
        cleaned = super().clean()
        known = wordlists.known(cleaned.get("words", []), cleaned.get("language", ""))
        if known and len(known) == len(cleaned["words"]):
            self.add_error("words", _("All of these are listed already."))
        return cleaned

    def _differs(self) -> bool:
        return True

    def _words(self) -> list[Word]:
        one = self.cleaned_data
        return [
            Word(text=text, list=one["list"], language=one["language"]) for text in one["words"]
        ]


class WordForm(RehearsedForm):
    """One word that is listed: on another list, or spelt differently."""

    class Meta(RehearsedForm.Meta):
        fields = ["text", *RehearsedForm.Meta.fields]

    def clean_text(self) -> str:
        text = wordlists.tidy(self.cleaned_data["text"])
        _check(text)
        return text

    def _differs(self) -> bool:
        return bool({"text", "list", "language"} & set(self.changed_data))

    def _words(self) -> list[Word]:
        return [self.instance]


class PhraseForm(forms.ModelForm):
    class Meta:
        model = Phrase
        fields = ["text", "note"]

    def clean_text(self) -> str:
        return wordlists.tidy(self.cleaned_data["text"])


def _check(text: str) -> None:
    """Raises ValidationError for what cannot be listed, or would find nothing."""
    longest = Word._meta.get_field("text").max_length
    if len(text) > longest:
        shown = {"longest": longest, "text": text[:30]}
        raise ValidationError(_("At most %(longest)s characters each: “%(text)s…”") % shown)
    if not Matcher([Entry(text, Word.List.WATCH)]).find(text):
        raise ValidationError(_("“%s” would find nothing.") % text)


def _fingerprint(words: list[Word]) -> str:
    told = [(word.text, word.list, word.language) for word in words]
    return salted_hmac("words", json.dumps(told)).hexdigest()
