from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = (
    "newspaper issue page article articleversion part byline author editorsnote pointer picture correction review"
).split()


def each(actions, *models):
    return [f"articles.{action}_{model}" for model in models for action in actions.split()]


SEE = [*each("view", *SEEN), "taggit.view_tag"]
WRITE = [
    *each("add change", "article", "part"),
    *each("add change delete", "byline", "picture"),
    "articles.add_author",
    "taggit.add_tag",
]
EDIT = [
    "articles.change_any_article",
    *each("delete", "article", "part"),
    *each("add change delete", "page", "pointer", "editorsnote"),
    *each("add change", "issue", "correction"),
    "articles.change_author",
    *each("view change", "errorreport"),
    *each("view", "event", "importbatch", "sourcefile"),
    "articles.import_issue",
    "articles.sign_first_page",
]
LEAD = [
    "articles.sign_second_page",
    "articles.change_public_issue",
    "articles.merge_author",
    "articles.count_author",
    *each("delete", "author", "correction"),
    *("taggit.change_tag", "taggit.delete_tag"),
]
DECIDE = [
    "articles.sign_final_page",
    "articles.publish_issue",
    *each("add change", "newspaper"),
    *each("delete", "issue"),
]

# As they were when this migration was written; articles/permissions.py has them as they are today.
ROLES = {
    "记者": [*SEE, *WRITE],
    "责任编辑": [*SEE, *WRITE, *EDIT],
    "部门主任": [*SEE, *WRITE, *EDIT, *LEAD],
    "总编辑": [*SEE, *WRITE, *EDIT, *LEAD, *DECIDE],
    "导入员": [*SEE, "articles.import_issue", *each("view", "importbatch", "sourcefile")],
}


def make_roles(apps, schema_editor):
    # Permissions are otherwise made only after the last migration.
    for label in ("articles", "taggit"):
        config = apps.get_app_config(label)
        # What a state of migrations calls an app has no module of models, and would be passed over.
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, wanted in ROLES.items():
        # A group of this name that somebody made keeps what it has.
        group, made = Group.objects.get_or_create(name=name)
        if made:
            group.permissions.set([known[code] for code in wanted])


def name_subjects(apps, schema_editor):
    """Events so far are about issues, and say so from now on in their own words."""
    Event = apps.get_model("articles", "Event")
    for event in Event.objects.filter(subject="").select_related("issue__newspaper").iterator():
        if event.issue:
            edition = f" {event.issue.edition}" if event.issue.edition else ""
            event.subject = f"{event.issue.newspaper.name} {event.issue.date.isoformat()}{edition}"
            event.save(update_fields=["subject"])


def review_as_before(apps, schema_editor):
    """Papers that published without signatures until now go on so, until somebody chooses otherwise."""
    apps.get_model("articles", "Newspaper").objects.update(reviews_required=0)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(name_subjects, migrations.RunPython.noop),
        migrations.RunPython(review_as_before, migrations.RunPython.noop),
    ]
