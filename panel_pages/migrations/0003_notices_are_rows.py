import hashlib

from django.db import migrations


def move(apps, schema_editor):
    """The notice of the page becomes the row that residents' own rows point at. Its name is the fingerprint it had."""
    EnrolmentPage = apps.get_model("panel_pages", "EnrolmentPage")
    PrivacyNotice = apps.get_model("members", "PrivacyNotice")
    for page in EnrolmentPage.objects.all():
        version = hashlib.sha256(page.notice.encode()).hexdigest()[:16]
        PrivacyNotice.objects.update_or_create(version=version, defaults={"text_nb": page.notice})


class Migration(migrations.Migration):
    dependencies = [("panel_pages", "0002_body_blocks"), ("members", "0006_hold_states_and_notices")]
    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(model_name="enrolmentpage", name="notice"),
    ]
