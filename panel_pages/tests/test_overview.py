"""The register of all surveys: what stands in it, who sees it, and what goes out of it."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import GroupPagePermission

from invitations.models import Asking
from panel_pages import steering
from panel_pages.jobs import open_boxes
from panel_pages.life import Step, surveys, with_lives
from panel_pages.models import ExternalSurvey, SurveyPage
from panel_pages.overview.calendar import beside, month_of, weeks_of
from panel_pages.overview.rows import list_rows
from panel_pages.overview.tables import register_table
from panel_pages.tests.builders import fill_box, make_asked_page, make_staff, make_survey
from staff.models import User
from surveys.models import Box
from surveys.results import publish_results

pytestmark = pytest.mark.django_db


def make_external(**kwargs):
    today = timezone.localdate()
    return ExternalSurvey.objects.create(
        **{
            "title": "About parks", "tool": "SurveyXact", "purpose": "Better parks", "legal_basis": "Consent",
            "owner_unit": "Parks", "contact_name": "Ola", "contact_email": "ola@example.org",
            "identity_mode": "anonymous", "has_special_categories": False, "who_is_asked": "Those who live near",
            "opens_on": today, "closes_on": today + timedelta(days=7), "retention_on": today + timedelta(days=99),
            "reported_on": today, "reported_by": "Ola", "invited": 40, "answered": 10,
        }
        | kwargs
    )  # fmt: skip


@pytest.fixture
def reader(client):
    client.force_login(make_staff("panel_pages.see_survey_register"))
    return client


def step_of(page):
    ((_page, life),) = with_lives(surveys().filter(pk=page.pk), now=timezone.now())
    return life


def test_a_life_follows_from_what_has_happened():
    now = timezone.now()
    page = make_survey(is_published=False, reported_on=None)
    assert (step_of(page).step, [str(name) for name in step_of(page).missing]) == (
        Step.DRAFT,
        [str(SurveyPage._meta.get_field("reported_on").verbose_name)],
    )
    page.reported_on = timezone.localdate()
    page.save_revision()
    assert step_of(page).step == Step.CHECKED
    page.opens_at = now + timedelta(days=1)
    page.save_revision().publish()
    assert step_of(page).step == Step.SCHEDULED
    Asking.objects.update(opens_at=now - timedelta(days=3))
    assert step_of(page).step == Step.OPEN
    fill_box(SurveyPage.objects.get(pk=page.pk), 10)
    Asking.objects.update(closes_at=now - timedelta(days=1))
    open_boxes(now)
    assert step_of(page).step == Step.CLOSED
    SurveyPage.objects.update(results_due_on=timezone.localdate() - timedelta(days=1))
    assert step_of(page).step == Step.DUE
    publish_results(Box.objects.get(), invited=10, by=make_staff(username="kari"), now=now)
    life = step_of(page)
    assert (life.step, life.who, life.on) == (Step.PUBLISHED, "kari", timezone.localdate(now))


@pytest.mark.parametrize("name", ["list", "month", "protocol"])
def test_the_register_has_a_permission_of_its_own(client, name):
    client.force_login(make_staff("invitations.send_mailing", "surveys.see_answers"))
    assert client.get(reverse(f"survey_register:{name}")).status_code == 403


def test_it_holds_drafts_planned_and_finished_ones_and_those_made_elsewhere(reader):
    make_survey(title="A draft", is_published=False)
    make_survey(title="Open")
    make_external()
    response = reader.get(reverse("survey_register:list"))
    assert {row.source.title for row in response.context["rows"]} == {"A draft", "Open", "About parks"}
    html = response.content.decode()
    assert "SurveyXact" in html
    assert "ola@example.org" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("step=draft", set()),
        ("step=checked", {"A draft"}),
        ("unit=Parks", {"About parks"}),
        ("special=yes", {"Open"}),
        ("q=PARK", {"About parks"}),
        ("year=1999", {"A draft", "Open", "About parks"}),
        ("mode=anonymous&unit=The+unit", {"A draft", "Open"}),
    ],
)
def test_filters_narrow_and_nonsense_narrows_nothing(reader, query, found):
    make_survey(title="A draft", is_published=False)
    make_survey(title="Open", has_special_categories=True)
    make_external()
    response = reader.get(f"{reverse('survey_register:list')}?{query}")
    assert {row.source.title for row in response.context["rows"]} == found


@pytest.mark.parametrize("name", ["list", "protocol"])
def test_files_run_no_formula(reader, name):
    make_external(title="=1+1")
    address = f"{reverse(f'survey_register:{name}')}?fil="
    text = b"".join(reader.get(address + "csv").streaming_content).decode()
    assert text.startswith("\ufeff")
    assert "\n'=1+1;" in text
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(reader.get(address + "xlsx").streaming_content))).active
    assert sheet["A2"].value == "'=1+1"


def test_the_files_of_the_register_say_through_whom_a_survey_came_where_it_stands():
    page, ola = make_survey(), make_staff(username="ola")
    steering.close_early(page, user=ola, now=timezone.now())
    heads, line = register_table(list_rows(now=timezone.now()))
    assert len(heads) == len(line)
    assert dict(zip(heads, line, strict=True))[gettext("Through")] == "ola"


def test_the_protocol_says_what_the_law_asks_of_each(reader):
    make_survey(has_special_categories=True)
    lines = reader.get(reverse("survey_register:protocol")).context["lines"]
    assert len(lines[0]) == 11
    assert all(lines[0])


def test_more_surveys_cost_no_more_queries(reader):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            reader.get(reverse("survey_register:list"))
        return len(queries)

    make_survey(is_published=False)
    make_survey()
    make_external()
    few = cost()
    make_survey(is_published=False)
    make_survey()
    make_external()
    assert cost() <= few


def test_the_calendar_shows_what_opens_closes_and_goes_in_a_month(reader):
    make_external(opens_on=date(2026, 3, 2), closes_on=date(2026, 3, 31), retention_on=date(2026, 9, 1))
    response = reader.get(f"{reverse('survey_register:month')}?maaned=2026-03")
    happening = [day for week in response.context["weeks"] for day, _here, rows in week if rows]
    assert happening == [date(2026, 3, 2), date(2026, 3, 31)]
    weeks = weeks_of(list_rows(now=timezone.now()), date(2026, 2, 1))
    assert weeks[-1][-1][0] == date(2026, 3, 1)


def test_months_that_are_none_are_this_one():
    today = date(2026, 12, 24)
    assert month_of("2026-02", today=today) == date(2026, 2, 1)
    assert {month_of(text, today=today) for text in ("", "2026-13", "9999-01", "x")} == {date(2026, 12, 1)}
    assert (beside(date(2026, 12, 1), 1), beside(date(2026, 1, 1), -1)) == (date(2027, 1, 1), date(2025, 12, 1))


def tried(html):
    """The numbers of the pages whose drafts can be tried from `html`."""
    return re.findall(r'href="/svar/test-(\d+)-utkast-', html)


def test_whoever_may_not_edit_a_survey_is_not_led_to_its_draft(client):
    page = make_survey(is_published=False)
    locker = make_staff()
    locker.groups.add(group := Group.objects.create(name="Lockers"))
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="lock_page")
    GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=permission)
    client.force_login(locker)
    html = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    assert page.title in html
    assert tried(html) == []


def test_the_explorer_shows_where_each_survey_stands_and_filters_by_it(client):
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    make_survey(title="Being answered")
    make_survey(title="In the making", is_published=False)
    address = reverse("wagtailadmin_explore", args=[make_asked_page().pk])
    html = client.get(address).content.decode()
    assert str(Step.OPEN.label) in html
    assert str(Step.CHECKED.label) in html
    # The explorer's menu of a row leads to what the editor's does.
    assert tried(html) == [str(SurveyPage.objects.get(title="In the making").pk)]
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    make_survey(title="Another", is_published=False)
    with CaptureQueriesContext(connection) as many:
        assert len(tried(client.get(address).content.decode())) == 2
    assert len(many) <= len(few)
    html = client.get(f"{address}?step=open").content.decode()
    assert "Being answered" in html
    assert "In the making" not in html
