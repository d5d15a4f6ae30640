from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_sitemaps_read_an_index'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='article',
            name='article_sitemap',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['status', 'id', 'published_at', 'changed_at', 'day', 'slug'], name='article_sitemap'),
        ),
    ]
