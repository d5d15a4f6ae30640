"""Who may do what at the desk. Articles give their editors the rest."""

from django.db import migrations

from forum.accounts import groups

READ = [
    "accounts.view_standing",
    "comments.view_comment",
    "comments.view_discussion",
    "moderation.view_batch",
    "moderation.view_decision",
    "moderation.view_letter",
    "moderation.view_note",
]
MODERATE = [
    *READ,
    "comments.change_discussion",
    "comments.moderate_comment",
    "moderation.add_note",
    "moderation.change_letter",
]
MODERATE_AS_SENIOR = [
    *MODERATE,
    "accounts.change_standing",
    "comments.change_policy",
    "comments.view_policy",
    *(
        f"comments.{act}_{model}"
        for act in ("add", "change", "delete", "view")
        for model in ("phrase", "word")
    ),
]
EDIT = [
    "comments.add_document",
    "comments.change_discussion",
    "comments.view_comment",
    "comments.view_discussion",
    "comments.view_document",
    "moderation.change_letter",
    "moderation.view_letter",
]
ADMINISTRATE = [
    *MODERATE_AS_SENIOR,
    *EDIT,
    "accounts.add_member",
    "accounts.add_scope",
    "accounts.change_member",
    "accounts.change_scope",
    "accounts.delete_scope",
    "accounts.view_member",
    "accounts.view_scope",
    "auth.view_group",
]


def write(apps, schema_editor):
    groups.grant(
        apps,
        schema_editor.connection.alias,
        {
            groups.MODERATORS: MODERATE,
            groups.SENIOR_MODERATORS: MODERATE_AS_SENIOR,
            groups.EDITORS: EDIT,
            groups.ADMINISTRATORS: ADMINISTRATE,
        },
    )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_scopes"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("comments", "0005_spam_memory"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("moderation", "0004_decisions_have_batches"),
    ]

    operations = [
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
