import uuid

import django.db.models.deletion
from django.db import migrations, models


def notice():
    return models.ForeignKey(
        help_text="Which privacy notice was shown.",
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="members.privacynotice",
    )


class Migration(migrations.Migration):
    dependencies = [("members", "0005_fill_states_and_notices")]
    operations = [
        migrations.RemoveField(model_name="enrolment", name="notice_version"),
        migrations.RemoveField(model_name="member", name="notice_version"),
        migrations.AlterField(model_name="enrolment", name="notice", field=notice()),
        migrations.AlterField(model_name="member", name="notice", field=notice()),
        migrations.AlterField(
            model_name="member",
            name="erasure_id",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="Kept after erasure, to erase again after a restore.",
                unique=True,
            ),
        ),
    ]
