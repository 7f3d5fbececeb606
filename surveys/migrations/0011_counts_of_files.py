from django.db import migrations

# These counted the survey's answers, or those who were asked, and hold neither.
KINDS = ["texts", "codebook", "archive"]


def forget_counts(apps, schema_editor):
    """How many texts were in a file that is gone cannot be known any more, so the log says nothing of it."""
    for model in ("AnswerEntry", "AnswerFile"):
        apps.get_model("surveys", model).objects.filter(kind__in=KINDS).update(count=None)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0010_log_of_codes")]

    operations = [migrations.RunPython(forget_counts, migrations.RunPython.noop)]
