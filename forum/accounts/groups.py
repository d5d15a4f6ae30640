"""The groups of staff: each app, in a migration, gives them what concerns its own models."""

from collections.abc import Iterable, Mapping

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

MODERATORS = "Moderators"
SENIOR_MODERATORS = "Senior moderators"
EDITORS = "Editors"
ADMINISTRATORS = "Administrators"


def grant(apps, using: str, permissions: Mapping[str, Iterable[str]]) -> None:
    """Give groups, by name, permissions like "comments.view_comment"; `apps` is a migration's.

    Groups that are missing are made. So are permissions: Django itself makes them only when all
    migrations have run, and on a new database none are there yet. Raises DoesNotExist for one
    that no model has.
    """
    wanted = {name: [one.split(".") for one in codes] for name, codes in permissions.items()}
    for label in {label for codes in wanted.values() for label, _code in codes}:
        create_permissions(installed.get_app_config(label), verbosity=0, using=using, apps=apps)
    known = apps.get_model("auth", "Permission").objects.using(using)
    groups = apps.get_model("auth", "Group").objects.using(using)
    for name, codes in wanted.items():
        group, _is_new = groups.get_or_create(name=name)
        group.permissions.add(
            *(known.get(content_type__app_label=label, codename=code) for label, code in codes)
        )
