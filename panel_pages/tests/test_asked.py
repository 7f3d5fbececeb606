"""The list of what has been asked, and the front page that shows its newest part."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext

from home import kept
from invitations.askings import fix_cohort
from invitations.counts import count_reached
from invitations.models import Invitation
from members.headcount import count_members
from members.models import Member
from panel_pages.asked import list_asked, select
from panel_pages.models import ActivityPage, AskedPage
from panel_pages.templatetags.panel_tags import date_span
from panel_pages.tests.builders import fill_box, invite, make_asked_page, make_survey


def make_activity(**kwargs):
    fields = {"title": "A user test", "period": "June 2019", "starts_on": "2019-06-01", "state": "done", "lead": "Test"}
    return make_asked_page().add_child(instance=ActivityPage(**fields | kwargs))


@pytest.mark.django_db
def test_every_published_survey_and_activity_is_listed_and_no_draft(client):
    make_survey(title="Published")
    make_survey(title="A draft", is_published=False)
    make_activity()
    make_activity(title="A hidden one", live=False)
    html = client.get(AskedPage.objects.get().url).content.decode()
    assert "Published" in html
    assert "A user test" in html
    assert "A draft" not in html
    assert "A hidden one" not in html


@pytest.mark.django_db
def test_the_newest_comes_first():
    make_activity()
    make_survey(title="Newest")
    assert [entry.page.title for entry in list_asked(now=timezone.now())] == ["Newest", "A user test"]


@pytest.mark.django_db
def test_an_entry_tells_how_many_were_asked_and_answered():
    page, later = make_survey(), timezone.now() + timedelta(days=8)
    invite(page)
    fill_box(page, 3)
    fix_cohort(page.asking, now=later)
    (entry,) = list_asked(now=later)
    assert (entry.state.value, entry.counts.invited, entry.counts.answered) == ("working", 4, 3)
    assert entry.rate == "75\N{NO-BREAK SPACE}%"


@pytest.mark.django_db
def test_nobody_is_told_how_many_answered_while_some_may_still_send():
    page = make_survey()
    fill_box(page, 3)
    (entry,) = list_asked(now=page.closes_at + timedelta(minutes=1))
    assert (entry.state.value, entry.counts.invited, entry.counts.answered) == ("working", 3, None)
    assert (entry.has_closed, entry.rate) == (False, "")


@pytest.mark.django_db
def test_the_worker_counts_whom_the_mail_has_reached_until_the_cohort_is_fixed():
    page, later = make_survey(), timezone.now() + timedelta(days=8)
    counted = []
    for when in (None, None, later):
        invite(page)
        invite(page, reached=False)
        if when:
            fix_cohort(page.asking, now=when)
            invite(page)
        count_reached()
        (entry,) = list_asked(now=later)
        counted.append(entry.counts.invited)
    assert counted == [1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "asked", "survey"])
def test_no_page_counts_invitations_or_members(client, home_page, path):
    survey = make_survey()
    fill_box(survey, 3)
    count_reached()
    count_members()
    urls = {"asked": AskedPage.objects.get().url, "survey": survey.url}
    with CaptureQueriesContext(connection) as queries:
        html = client.get(urls.get(path, path)).content.decode()
    # What is not counted in a subquery that a stored number stands before.
    asked = [query["sql"] for query in queries if "COUNT(" in query["sql"].replace("COALESCE((SELECT COUNT(", "")]
    assert asked == []
    assert path == "survey" or "<b>3</b>" in html


@pytest.mark.django_db
def test_the_front_page_shows_the_numbers_that_were_counted_and_no_others(client, home_page):
    fill_box(make_survey(), 3)
    count_reached()
    count_members()
    Invitation.objects.all().delete()
    Member.objects.all().delete()
    html = client.get("/").content.decode()
    assert "<b>3</b>" in html
    assert "<dd>3</dd>" in html


@pytest.mark.django_db
def test_the_public_does_not_see_answers_come_in(client):
    page = make_survey()
    fill_box(page, 3)
    html = client.get(AskedPage.objects.get().url).content.decode()
    assert "100\N{NO-BREAK SPACE}%" not in html


@pytest.mark.django_db
@pytest.mark.usefixtures("memory_of_production")
@pytest.mark.parametrize("path", ["/", "asked"])
def test_queries_do_not_grow_with_surveys_members_or_answers(client, home_page, django_assert_max_num_queries, path):
    make_asked_page()
    url = (AskedPage.objects.get().url if path == "asked" else path) + "?a-page-as-just-purged"
    fill_box(make_survey(), 1)
    make_activity()
    client.get(url)
    with django_assert_max_num_queries(12) as few:
        client.get(url)
    for number in range(6):
        page = make_survey(title=f"Survey {number}")
        fill_box(page, 5)
        make_activity(title=f"Activity {number}")
    client.get(url)
    with django_assert_max_num_queries(12) as many:
        client.get(url)
    assert len(many) == len(few)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "asked", "survey", "activity"])
def test_a_page_without_a_form_sets_no_cookie_and_is_the_same_for_everyone(client, home_page, path):
    survey, activity = make_survey(), make_activity()
    urls = {"asked": AskedPage.objects.get().url, "survey": survey.url, "activity": activity.url}
    url = urls.get(path, path)
    response = client.get(url, headers={"accept-language": "en"})
    assert response.status_code == 200
    assert not response.cookies
    assert "Vary" not in response
    assert response.content == client.get(url, headers={"accept-language": "nn"}).content


def listed(client, query=""):
    """The titles on the page that lists what has been asked."""
    html = client.get(AskedPage.objects.get().url + query).content.decode()
    return {title for title in ("Of 2026", "A user test", "To come") if f">{title}</a>" in html}


@pytest.fixture
def three_entries():
    """A survey that is open, a test that is done and one to come."""
    make_survey(title="Of 2026", now=timezone.make_aware(datetime(2026, 9, 1)))
    make_activity()
    make_activity(title="To come", state="planned", starts_on="2027-02-01")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Of 2026", "A user test", "To come"}),
        ("?status=done", {"A user test"}),
        ("?aar=2026", {"Of 2026"}),
        ("?status=planned&aar=2027", {"To come"}),
        ("?status=planned&aar=2026", set()),
        ("?status=nonsense&aar=20261", {"Of 2026", "A user test", "To come"}),
    ],
)
def test_the_list_is_narrowed_by_status_and_year(client, three_entries, query, titles):
    assert listed(client, query) == titles


@pytest.mark.django_db
def test_a_choice_without_entries_says_so_and_leads_back(client, three_entries):
    html = client.get(AskedPage.objects.get().url + "?status=planned&aar=2026").content.decode()
    assert gettext("Nothing here fits your choice.") in html
    assert f'href="{AskedPage.objects.get().url}">{gettext("Show everything we have asked")}' in html
    assert gettext("We have not asked about anything yet.") not in html


@pytest.mark.django_db
def test_links_of_the_list_keep_the_other_choice_and_count_what_waits(three_entries):
    selection = select(list_asked(now=timezone.now()), state="planned", year="")
    years = {choice.label: (choice.query, choice.count) for choice in selection.years}
    assert years[""] == ("?status=planned", 1)
    assert years["2027"] == ("?status=planned&aar=2027", 1)
    assert years["2019"] == ("?status=planned&aar=2019", 0)
    assert [choice.is_chosen for choice in selection.states].count(True) == 1


@pytest.mark.django_db
def test_narrowing_takes_no_further_query(client, three_entries, django_assert_num_queries):
    url = AskedPage.objects.get().url
    client.get(url)
    with CaptureQueriesContext(connection) as all_of_it:
        client.get(url)
    with django_assert_num_queries(len(all_of_it)):
        client.get(url + "?status=done&aar=2019")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2019-09-09", "2019-09-27", "9.–27. september 2019"),
        ("2019-09-09", "2019-10-27", "9. september–27. oktober 2019"),
        ("2019-12-09", "2020-01-27", "9. desember 2019–27. januar 2020"),
        ("2019-09-09", "2019-09-09", "9. september 2019"),
    ],
)
def test_a_span_of_days_says_month_and_year_once(first, last, words):
    assert date_span(date.fromisoformat(first), date.fromisoformat(last)) == words.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_span_of_times_is_told_in_days_of_norway():
    midnight = datetime(2019, 9, 30, 22, 30, tzinfo=UTC)
    assert (
        date_span(midnight - timedelta(days=20), midnight)
        == "11.\N{NO-BREAK SPACE}september–1.\N{NO-BREAK SPACE}oktober\N{NO-BREAK SPACE}2019"
    )


@pytest.mark.django_db
def test_what_has_not_opened_tells_nothing_of_answers(client):
    page = make_survey(opens_at=timezone.now() + timedelta(days=3))
    invite(page)
    html = client.get(AskedPage.objects.get().url).content.decode()
    assert gettext("Invited") in html
    assert gettext("Response rate") not in html


@pytest.mark.django_db
@pytest.mark.usefixtures("memory_of_production")
def test_the_list_is_remembered_until_something_opens_closes_or_is_published(monkeypatch, django_assert_num_queries):
    clock = [1000.0]
    monkeypatch.setattr(kept, "monotonic", lambda: clock[0])
    survey, now = make_survey(), timezone.now()
    assert [entry.state.value for entry in list_asked(now=now)] == ["open"]
    with django_assert_num_queries(0):
        list_asked(now=now)
    make_activity()
    assert len(list_asked(now=now)) == 2
    kept.forget()
    list_asked(now=survey.closes_at - timedelta(seconds=2))
    clock[0] += 2
    assert "working" in [entry.state.value for entry in list_asked(now=survey.closes_at)]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2019-09-09", "2019-09-27", "9–27 September 2019"),
        ("2019-09-20", "2019-10-01", "20 September–1 October 2019"),
        ("2018-12-20", "2019-01-05", "20 December 2018–5 January 2019"),
    ],
)
def test_a_span_of_days_is_written_as_its_language_writes_days(first, last, words):
    with translation.override("en"):
        assert date_span(date.fromisoformat(first), date.fromisoformat(last)) == words.replace(
            " ", "\N{NO-BREAK SPACE}"
        )
