import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def number(apps, schema_editor):
    """Give the record the numbers of the articles that are still there; what was deleted before has none."""
    alias = schema_editor.connection.alias
    events = apps.get_model("articles", "Event").objects.using(alias)
    articles = apps.get_model("articles", "Article").objects.using(alias)
    numbers = articles.filter(pk=OuterRef("article")).values("number")
    events.filter(article__isnull=False).update(article_number=Subquery(numbers))


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_part_characters")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="article_number",
            field=models.PositiveIntegerField(
                editable=False,
                help_text="By which it is found when it was deleted.",
                null=True,
                verbose_name="number of the article",
            ),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="articleversion",
            name="at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="at"),
        ),
        migrations.AlterField(
            model_name="part",
            name="page",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="parts",
                to="articles.page",
                verbose_name="page",
            ),
        ),
    ]
