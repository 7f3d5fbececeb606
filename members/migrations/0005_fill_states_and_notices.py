import uuid

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    """Every row points at its notice, every member has an id that may outlive her."""
    PrivacyNotice = apps.get_model("members", "PrivacyNotice")
    Enrolment, Member = apps.get_model("members", "Enrolment"), apps.get_model("members", "Member")
    for model in (Enrolment, Member):
        for version in model.objects.order_by().values_list("notice_version", flat=True).distinct():
            # The text itself is in the revisions of the page to join on; panel_pages moves the newest one here.
            notice, _created = PrivacyNotice.objects.get_or_create(version=version)
            model.objects.filter(notice_version=version).update(notice=notice)
    Member.objects.update(details_confirmed_on=F("joined_on"), state_since_on=F("joined_on"))
    members = list(Member.objects.only("pk"))
    for member in members:
        member.erasure_id = uuid.uuid4()
    Member.objects.bulk_update(members, ["erasure_id"], batch_size=500)


class Migration(migrations.Migration):
    # Apart from the changes of the tables around it: PostgreSQL does not do both in one transaction.
    dependencies = [("members", "0004_states_and_notices")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
