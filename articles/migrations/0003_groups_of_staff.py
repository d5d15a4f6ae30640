"""Editors, and administrators, may do everything with articles and what stands around them."""

from django.db import migrations

from forum.accounts import groups

MODELS = [
    "article",
    "author",
    "block",
    "blocklink",
    "correction",
    "oldaddress",
    "page",
    "picture",
    "profilelink",
    "section",
    "tag",
]
EDIT = [
    f"articles.{act}_{model}" for act in ("add", "change", "delete", "view") for model in MODELS
]


def write(apps, schema_editor):
    groups.grant(
        apps,
        schema_editor.connection.alias,
        {groups.EDITORS: EDIT, groups.ADMINISTRATORS: EDIT},
    )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_scopes"),
        ("articles", "0002_sections_and_languages_of_discussions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
