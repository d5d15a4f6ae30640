from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0012_kike_is_also_a_name")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="held_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="held"),
        ),
    ]
