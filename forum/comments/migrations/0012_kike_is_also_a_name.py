"""Kike, short for Enrique, may write: a moderator reads the word first, nothing refuses it.

What an editor changed stays as it is.
"""

import secrets

from django.db import migrations

MOVED = {"kike": ("banned", "suspect")}


def move(apps, schema_editor):
    words = apps.get_model("comments", "Word").objects
    moved = 0
    for text, (before, after) in MOVED.items():
        moved += words.filter(text=text, list=before, language="en", note="").update(list=after)
    if moved:  # running processes have the lists of this version compiled
        version = 1 + secrets.randbelow(2**31 - 1)
        apps.get_model("comments", "Policy").objects.update(words_version=version)


class Migration(migrations.Migration):
    dependencies = [("comments", "0011_find_comments_by_name_and_moment")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
