from django.db import migrations, models

from articles.issue_text.length import length_of

#: Rows that are written at once: an archive of decades has hundreds of thousands.
SOME = 500


def count(apps, schema_editor):
    """Give each part its length."""
    parts = apps.get_model("articles", "Part").objects.using(schema_editor.connection.alias)
    last = 0
    while some := list(parts.filter(pk__gt=last).only("pk", "body").order_by("pk")[:SOME]):
        for part in some:
            part.characters = length_of(part.body)
        parts.bulk_update(some, ["characters"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_distinct_authors")]

    operations = [
        migrations.AddField(
            model_name="part",
            name="characters",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="characters"),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
