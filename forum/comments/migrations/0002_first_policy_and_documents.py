"""The policy's one row, and a first version of the documents that bind readers."""

from django.db import migrations

TERMS = """\
By posting a comment you agree to these terms.

## Your words

What you write stays yours. You let us show it on this site, under the article you wrote it for,
for as long as the article stands here.

## What you promise

- The words are your own, or you say whose they are.
- They break no law and nobody's rights.
- You follow the [rules](/rules/) of the discussion.

## What we may do

We may remove a comment that breaks the rules, close a discussion, or ask a moderator to read
comments before they appear. Nobody has a claim that a comment is published.
"""

PRIVACY = """\
We keep what you give us to run the discussion, and nothing beyond that.

## What we keep

- The name you type; it stands above your comment.
- The e-mail address you type. It is never shown and never given to anyone.
- Your comment, when you posted it, and which version of the Terms you accepted.
- Your report of a comment, or your letter to the editors. Whoever wrote the comment is not told
  who reported it.
- A scrambled mark of your network, which changes each month and cannot be turned back into an
  address. It helps against floods of spam.
- A scrambled mark of your browser. For that your browser gets a cookie, a random number, when you
  post or report something, and keeps it for a year. It lets you find and edit your comments again.
- Once you post, report or write to us, a cookie with a random number, for a year, and a scrambled
  mark of it beside what you sent: so we know that a comment is yours, and nothing else.

## What we do not do

If you only read, this site stores nothing in your browser. There are no advertisements that
follow you, no counters and no files from other sites.
"""

RULES = """\
- Keep it clean, and argue with what was said, not with who said it.
- Stay on the subject of the article.
- No advertising, and no private details of other people.
- One name a person: do not speak as somebody else.

We may remove what breaks these rules. Where you see it, report it: the link stands below every
comment. For all else, [write to the editors](/write-to-us/).
"""


def write(apps, schema_editor):
    apps.get_model("comments", "Policy").objects.create(pk=1)
    document = apps.get_model("comments", "Document")
    for kind, body in (("terms", TERMS), ("privacy", PRIVACY), ("rules", RULES)):
        document.objects.create(kind=kind, version=1, body=body)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_discussions")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
