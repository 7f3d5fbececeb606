"""Test answers belong to a page, which has no box before it is published, and hold what was not sent yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def find_pages(apps, schema_editor):
    Box, TestAnswer = (apps.get_model("surveys", name) for name in ("Box", "TestAnswer"))
    page = Box.objects.filter(pk=OuterRef("box")).values("page")[:1]
    # Until now a row was only made when something was sent.
    TestAnswer.objects.update(page=Subquery(page), is_sent=True)


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
        ('surveys', '0008_open_link'),
    ]

    operations = [
        migrations.AddField(
            model_name='testanswer',
            name='page',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='survey_test_answers', to=settings.WAGTAIL_PAGE_MODEL),
        ),
        migrations.AddField(
            model_name='testanswer',
            name='is_sent',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='testanswer',
            name='step',
            field=models.PositiveSmallIntegerField(default=0, help_text='The last step that was saved.'),
        ),
        migrations.RunPython(find_pages, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='testanswer',
            name='box',
        ),
        migrations.AlterField(
            model_name='testanswer',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_test_answers', to=settings.WAGTAIL_PAGE_MODEL),
        ),
    ]
