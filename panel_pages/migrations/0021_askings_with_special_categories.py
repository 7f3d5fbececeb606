from django.db import migrations


def tell_askings(apps, schema_editor):
    """What is published already says so at its next publishing only; the mail must know at once."""
    surveys = apps.get_model("panel_pages", "SurveyPage").objects.filter(has_special_categories=True)
    askings = apps.get_model("invitations", "Asking").objects.filter(page__in=surveys.values("page_ptr"))
    askings.update(has_special_categories=True)


class Migration(migrations.Migration):
    dependencies = [
        ("panel_pages", "0020_conditions_and_days_to_come"),
        ("invitations", "0007_special_categories"),
    ]

    operations = [migrations.RunPython(tell_askings, migrations.RunPython.noop)]
