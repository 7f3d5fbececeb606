"""The list of what has been asked, and the front page that shows its newest part."""

from datetime import timedelta

import pytest
from django.utils import timezone

from panel_pages.asked import list_asked
from panel_pages.models import ActivityPage, AskedPage
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
    page = make_survey()
    invite(page)
    fill_box(page, 3)
    (entry,) = list_asked(now=timezone.now() + timedelta(days=8))
    assert (entry.state.value, entry.counts.invited, entry.counts.answered) == ("working", 4, 3)
    assert entry.rate == "75\N{NO-BREAK SPACE}%"


@pytest.mark.django_db
def test_the_public_does_not_see_answers_come_in(client):
    page = make_survey()
    fill_box(page, 3)
    html = client.get(AskedPage.objects.get().url).content.decode()
    assert "100\N{NO-BREAK SPACE}%" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "asked"])
def test_queries_do_not_grow_with_surveys_members_or_answers(client, home_page, django_assert_max_num_queries, path):
    make_asked_page()
    url = AskedPage.objects.get().url if path == "asked" else path
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
