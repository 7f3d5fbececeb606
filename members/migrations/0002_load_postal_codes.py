import csv
from pathlib import Path

from django.db import migrations


def load(apps, schema_editor):
    PostalCode = apps.get_model("members", "PostalCode")
    with (Path(__file__).parents[1] / "postal_codes.csv").open(encoding="utf-8", newline="") as file:
        PostalCode.objects.bulk_create(
            PostalCode(code=row["postal_code"], place=row["place"], kind=row["kind"], zone=row["zone"])
            for row in csv.DictReader(file)
        )


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
