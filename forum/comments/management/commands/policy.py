"""manage.py policy: shows the numbers of the posting rules and of the pages, or sets one."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import models
from django.utils.translation import gettext as _

from forum.comments.models import Policy
from forum.comments.rules import BY_CODE

YES, NO = ("yes", "1", "true"), ("no", "0", "false")


class Command(BaseCommand):
    help = _("Show every number of the policy, show one, or set it.")

    def add_arguments(self, parser):
        parser.add_argument("name", nargs="?", help=_("one of the names that `policy` prints"))
        parser.add_argument(
            "value",
            nargs="?",
            help=_(
                "a number; yes or no; of reserved_names the names, with commas; of rule_modes"
                ' {"links": "watch"}, JSON with "on", "watch" or "off" by the code of a rule'
            ),
        )

    def handle(self, *, name, value, **options):
        policy, fields = Policy.objects.current(), _fields()
        if name is None:
            for field in fields.values():
                self.stdout.write(_line(field, policy))
            return
        if name not in fields:
            raise CommandError(
                _("The policy has no %(name)r; it has %(names)s.")
                % {"name": name, "names": ", ".join(fields)}
            )
        if value is not None:
            _set(policy, fields[name], value)
        self.stdout.write(_shown(fields[name], policy))


def _fields() -> dict[str, models.Field]:
    return {
        field.name: field for field in Policy._meta.fields if field.editable and field.name != "id"
    }


def _line(field: models.Field, policy: Policy) -> str:
    label = " ".join(str(part) for part in (f"{field.verbose_name}.", field.help_text) if part)
    return f"{field.name:24} {_shown(field, policy):>6}  {label}"


def _shown(field: models.Field, policy: Policy) -> str:
    value = getattr(policy, field.name)
    if isinstance(value, bool):
        return YES[0] if value else NO[0]
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True)
    return ", ".join(str(value).splitlines())


def _set(policy: Policy, field: models.Field, value: str) -> None:
    """Write the one value, if the policy is valid with it. Raises CommandError."""
    try:
        setattr(policy, field.name, _read(field, value))
        policy.full_clean()
    except ValidationError as error:
        sentence = " ".join(error.messages)
        raise CommandError(
            _("%(name)s cannot be %(value)r: %(sentence)s")
            % {"name": field.name, "value": value, "sentence": sentence}
        ) from None
    # Not the whole row: an editor may be changing another number of it.
    Policy.objects.update_or_create(pk=1, defaults={field.name: getattr(policy, field.name)})


def _read(field: models.Field, value: str):
    if isinstance(field, models.BooleanField):
        if value.lower() not in YES + NO:
            raise ValidationError(_("It must be yes or no."))
        return value.lower() in YES
    if isinstance(field, models.JSONField):
        return _modes(value)
    if isinstance(field, models.TextField):
        return "\n".join(name.strip() for name in value.split(","))
    return field.to_python(value)


def _modes(value: str) -> dict[str, str]:
    """What each rule does, by its code. Raises ValidationError."""
    try:
        modes = json.loads(value)
    except ValueError:
        modes = None
    if not isinstance(modes, dict):
        raise ValidationError(_('It must be JSON like {"links": "watch"}.'))
    for code, mode in modes.items():
        rule = BY_CODE.get(code)
        if rule is None or rule.is_fixed:
            raise ValidationError(_("There is no rule %r that can be set.") % code)
        if mode not in rule.modes:
            choices = {"code": code, "modes": ", ".join(rule.modes)}
            raise ValidationError(_("The rule %(code)s can be %(modes)s.") % choices)
    return modes
