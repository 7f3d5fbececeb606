"""Migrations that move what is stored, walked back and forward with rows in the tables."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from invitations.models import Asking
from panel_pages.models import SurveyPage
from panel_pages.tests.builders import make_survey

BEFORE = [("panel_pages", "0020_conditions_and_days_to_come"), ("invitations", "0006_recorded_once")]


def migrate(targets):
    """Bring the database to `targets`; return the models as they are there."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.mark.django_db(transaction=True)
def test_askings_learn_of_special_categories_from_their_surveys_and_lose_it_again():
    pages = {said: make_survey(has_special_categories=bool(said)).pk for said in (True, False, None)}
    # As nobody can publish now, and somebody may have before the question was asked.
    SurveyPage.objects.filter(pk=pages[None]).update(has_special_categories=None)
    newest = [
        key
        for key in MigrationExecutor(connection).loader.graph.leaf_nodes()
        if key[0] in ("panel_pages", "invitations")
    ]
    try:
        old = migrate(BEFORE).get_model("invitations", "Asking")
        assert "has_special_categories" not in {field.name for field in old._meta.get_fields()}
        assert set(old.objects.values_list("page_id", flat=True)) == set(pages.values())
    finally:
        migrate(newest)
    said = dict(Asking.objects.values_list("page_id", "has_special_categories"))
    assert said == {pages[True]: True, pages[False]: False, pages[None]: False}
    assert SurveyPage.objects.get(pk=pages[None]).has_special_categories is None
