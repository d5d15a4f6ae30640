"""Every decision belongs to a batch, and says before and after by column."""

from django.db import migrations


def put_in_batches(apps, schema_editor):
    """A batch for each decision there is; a code becomes the columns that it stood for."""
    batches = apps.get_model("moderation", "Batch").objects
    decisions = apps.get_model("moderation", "Decision").objects
    while some := list(decisions.filter(batch=None).order_by("pk")[:500]):
        made = batches.bulk_create(
            batches.model(verb=one.verb, moderator_id=one.moderator_id, made_at=one.made_at)
            for one in some
        )
        for one, batch in zip(some, made, strict=True):
            one.batch = batch
            one.before, one.after = columns(one, one.before_code), columns(one, one.after_code)
        decisions.bulk_update(some, ["batch", "before", "after"])


def columns(decision, code):
    if decision.verb != "configure":
        return {"status": code}
    opening, _plus, premoderated = code.partition("+")
    return {"opening": opening, "premoderated": bool(premoderated)}


class Migration(migrations.Migration):

    dependencies = [
        ("moderation", "0002_batches_notes_claims_and_letters"),
    ]

    operations = [
        migrations.RunPython(put_in_batches, migrations.RunPython.noop),
    ]
