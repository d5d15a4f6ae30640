from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_groups_of_staff'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['status', 'id', 'published_at', 'changed_at'], name='article_sitemap'),
        ),
    ]
