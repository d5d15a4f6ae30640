from django.db import migrations, models


def write_the_first(apps, schema_editor):
    apps.get_model("comments", "Edition").objects.using(schema_editor.connection.alias).create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_spam_memory")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=1, editable=False)),
            ],
        ),
        migrations.RunPython(write_the_first, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="discussion",
            index=models.Index(fields=["opened_at"], name="discussions_opened"),
        ),
    ]
