"""The shape of what readers send."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments import text
from forum.comments.models import NAME_LENGTH, Policy
from forum.comments.rules import NOTHING_TO_POST, Commenter


class CommentForm(forms.Form):
    """A comment by a guest; for a member the fields of the person fall away."""

    # The form's ids must differ between the form of the page and one opened in a thread.
    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    body = forms.CharField(
        label=_("Comment"),
        # Emptiness and length are rules, with sentences of their own (rules.py).
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "aria-required": "true"}),
        help_text=_("*emphasis*, > quote, `code`, lists and links work."),
    )
    terms = forms.IntegerField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False  # the server's sentences say more than the browser's bubble

    def __init__(self, *args, policy: Policy, member: Member | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.policy = policy
        self.fields["body"].is_required_by_rule = True
        self.initial.setdefault("terms", policy.terms_version)
        if member:
            del self.fields["name"], self.fields["email"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)

    def clean_name(self) -> str:
        name = text.clean_line(self.cleaned_data["name"])
        if text.is_blank(name):
            raise forms.ValidationError(_("Tell us a name that can be seen."), code="blank")
        return name

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

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

    def author(self, network: str) -> Commenter:
        """Who wrote this valid form, from the network with the key `network`."""
        if self.member:
            return Commenter(str(self.member), self.member.email, self.member, network)
        return Commenter(self.cleaned_data["name"], self.cleaned_data["email"], None, network)
