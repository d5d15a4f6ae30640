from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_editions")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="hand",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
    ]
