"""Discussions know the section and the language of their articles."""

from django.conf import settings
from django.db import migrations


def fill(apps, schema_editor):
    sections = apps.get_model("articles", "Section").objects
    discussions = apps.get_model("comments", "Discussion").objects
    articles = apps.get_model("articles", "Article").objects
    for section in sections.all():
        under = articles.filter(section=section).values("discussion")
        discussions.filter(pk__in=under).update(section=section.name)
    under = articles.values("discussion")
    discussions.filter(pk__in=under, language="").update(language=settings.LANGUAGE_CODE)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0001_articles"),
        ("comments", "0003_findings_reports_and_revisions"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
