from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_readers_edition")]
    operations = [migrations.RenameModel("WorkflowEvent", "Event")]
