import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("moderation", "0003_put_old_decisions_in_batches"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="moderation.batch",
                verbose_name="batch",
            ),
        ),
        migrations.RemoveField(model_name="decision", name="before_code"),
        migrations.RemoveField(model_name="decision", name="after_code"),
    ]
