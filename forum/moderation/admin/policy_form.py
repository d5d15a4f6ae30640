"""The form of the policy: its numbers, how each rule is set, and a rehearsal before it is saved."""

import json
from copy import copy

from django import forms
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Policy
from forum.comments.rehearsal import Rehearsal, changed_rules, rehearse
from forum.comments.rules import BY_CODE, RULES, Hold, Refusal, Rule, Watch

MODES = {"on": _("on"), "watch": _("watch only"), "off": _("off")}
KINDS = [
    (Refusal, _("Refuse: the text stays in the form")),
    (Hold, _("Hold: a moderator reads first")),
    (Watch, _("Watch: noted for moderators, published all the same")),
]


class ModesTable(forms.Widget):
    """The rules that can be set, each with its sentence and a choice of modes."""

    use_fieldset = True
    policy = Policy()  # whose numbers stand in the sentences

    def render(self, name, value, attrs=None, renderer=None):
        chosen = copy(self.policy)
        chosen.rule_modes = value or {}
        kinds = [(kind, _rows(rule_class, name, chosen)) for rule_class, kind in KINDS]
        return render_to_string("admin/comments/policy/_modes.html", {"kinds": kinds})

    def value_from_datadict(self, data, files, name):
        return {rule.code: data.get(f"{name}-{rule.code}", "") for rule in settable()}


class ModesField(forms.Field):
    """A mode for each rule, kept where it is not the rule's usual one."""

    widget = ModesTable

    def clean(self, value):
        for code, mode in value.items():
            if mode not in BY_CODE[code].modes:
                raise forms.ValidationError(_("Choose for each rule what it does."))
        return {code: mode for code, mode in value.items() if mode != BY_CODE[code].modes[0]}

    def has_changed(self, initial, data):
        return self.clean(data) != (initial or {})


class NamesField(forms.CharField):
    """Names, one a line; browsers end lines with two characters, the policy with one."""

    widget = forms.Textarea

    def to_python(self, value):
        return "\n".join(filter(None, map(str.strip, super().to_python(value).splitlines())))


class PolicyForm(forms.ModelForm):
    """Valid once its rehearsal has been seen.

    `rehearsed` comes back with the fingerprint of the settings whose rehearsal stood on the page.
    Where others would treat comments differently, they are rehearsed, and saved the next time.
    """

    rule_modes = ModesField(label=_("What each rule does"), required=False)
    rehearsed = forms.CharField(required=False, widget=forms.HiddenInput)

    rehearsal: Rehearsal | None = None

    class Meta:
        model = Policy
        fields = ["rule_modes"]  # the numbers: PolicyAdmin.fieldsets
        field_classes = {"reserved_names": NamesField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rule_modes"].widget.policy = self.instance

    def full_clean(self):
        """Rehearses what is valid: the last step, for only here all numbers are checked."""
        super().full_clean()
        if self.is_bound and not self.errors:
            self._rehearse(self.instance)

    def _rehearse(self, proposed: Policy) -> None:
        changed = changed_rules(Policy.objects.current(), proposed)
        seen = fingerprint(proposed)
        has_seen = self.cleaned_data["rehearsed"] == seen or not changed
        if has_seen and "_try" not in self.data:
            return
        self.rehearsal = rehearse(proposed)
        self.data = self.data.copy()
        self.data[self.add_prefix("rehearsed")] = seen
        self.add_error(None, forms.ValidationError(_("Not saved yet."), code="rehearsed"))


def settable() -> list[Rule]:
    return [rule for rule in RULES if not rule.is_fixed]


def fingerprint(policy: Policy) -> str:
    """Equal for policies under which all rules answer alike."""
    numbers = sorted({name for rule in RULES for name in rule.numbers})
    told = [policy.rule_modes, *(getattr(policy, name) for name in numbers)]
    return salted_hmac("policy", json.dumps(told, sort_keys=True)).hexdigest()


def _rows(rule_class: type[Rule], name: str, policy: Policy) -> list[dict]:
    return [
        {
            "label": rule.label,
            "sentence": rule.in_words(policy),
            "name": f"{name}-{rule.code}",
            "choices": [(mode, MODES[mode], mode == rule.mode(policy)) for mode in rule.modes],
        }
        for rule in settable()
        if isinstance(rule, rule_class)
    ]
