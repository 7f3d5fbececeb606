"""Min deltakelse: let in once by a link in a mail, shown and allowed everything about oneself, and nothing of others."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from invitations.tests.builders import make_asking, make_invitation
from members.links import Purpose, make, make_short_lived
from members.models import AddressChange, Enrolment, LinkRequest, Member, MonthlyCount, Topic
from members.pauses import ends_of_pauses
from members.tests.builders import make_enrolment, make_member
from outbox.models import Message
from outbox.sending import drain
from panel_pages.participation.visits import COOKIE

pytestmark = pytest.mark.django_db
OWN_PAGE = "/min-deltakelse/"
PAGES = ["own_page", "details", "address", "everything", "download", "leave"]


@pytest.fixture
def member():
    return make_member(email="kari@example.org", birth_year=1953, postal_code="1367", place="Snarøya", zone="Lysaker")


def link_for(member, *, minutes=30, purpose=Purpose.ENTER):
    return make_short_lived(purpose, member, until=timezone.now() + timedelta(minutes=minutes))


def enter(client, member, **kwargs):
    return client.post(reverse("participation:enter", args=[link_for(member, **kwargs)]))


@pytest.fixture
def inside(client, member):
    """A browser that has been let in."""
    assert enter(client, member).status_code == 302
    member.refresh_from_db()
    return client


def details(**changes):
    data = {"birth_year": "1953", "postal_code": "1367", "gender": "woman", "language": "nb"} | changes
    return {name: value for name, value in data.items() if value is not None}


def test_the_link_in_the_mail_lets_in_once(client, member, mailoutbox):
    client.post(OWN_PAGE, {"email": " KARI@example.org "})
    drain()
    (letter,) = mailoutbox
    path = re.search(r"/min-deltakelse/inn/\S+", letter.body)[0]
    assert "kari@example.org" not in client.get(path).content.decode()
    assert client.post(path, follow=True).redirect_chain == [(OWN_PAGE, 302)]
    assert "kari@example.org" in client.get(OWN_PAGE).content.decode()
    assert client.get(path).status_code == Client().post(path).status_code == 404


@pytest.mark.parametrize(("prefix", "language"), [("", "nb"), ("/nn", "nn"), ("/en", "en")])
def test_the_link_is_asked_for_in_three_languages_and_comes_in_the_members_own(
    client, member, mailoutbox, prefix, language
):
    Member.objects.update(language="nn")
    form = client.get(prefix + OWN_PAGE).content.decode()
    assert f'<html lang="{language}"' in form
    languages = form.split('class="languages"')[1].split("</nav>")[0]
    others = {"/min-deltakelse/": "nb", "/nn/min-deltakelse/": "nn", "/en/min-deltakelse/": "en"}
    assert dict(re.findall(r'href="([^"]+)" hreflang="(\w+)"', languages)) == {
        address: code for address, code in others.items() if code != language
    }
    assert f'<html lang="{language}"' in client.post(prefix + OWN_PAGE, {"email": "nobody"}).content.decode()
    response = client.post(prefix + OWN_PAGE, {"email": "kari@example.org"}, follow=True)
    assert response.redirect_chain == [(f"{prefix}/min-deltakelse/sjekk-eposten/", 302)]
    answer = response.content.decode()
    assert f'<html lang="{language}"' in answer
    assert ("Check your e-mail" if language == "en" else "Sjekk e-posten din") in answer
    drain()
    assert '<html lang="nn"' in mailoutbox[0].alternatives[0][0]
    path = re.search(r"http://[^/]+(/min-deltakelse/inn/\S+)", mailoutbox[0].body)[1]
    assert '<html lang="nn"' in client.get(path).content.decode()
    assert '<html lang="nn"' in client.post(path, follow=True).content.decode()


def test_whoever_is_in_finds_back_from_the_form_in_another_language(inside):
    form = inside.get("/nn/min-deltakelse/").content.decode()
    assert "kari@example.org" not in form
    assert f'href="{OWN_PAGE}"' in form.split("</form>")[1]
    assert f'href="{OWN_PAGE}"' not in Client().get(OWN_PAGE).content.decode()


def test_looking_at_the_link_writes_nothing_and_does_not_use_it_up(client, member):
    path = reverse("participation:enter", args=[link_for(member)])
    for method in (client.get, client.head):
        with CaptureQueriesContext(connection) as queries:
            assert method(path).status_code == 200
        assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert client.post(path).status_code == 302


def test_a_link_of_another_purpose_or_age_lets_nobody_in(client, member):
    wrong = [link_for(member, purpose=Purpose.VISIT), link_for(member, minutes=-1), make(Purpose.LEAVE, member), "x"]
    for link in wrong:
        assert client.post(f"/min-deltakelse/inn/{link}/").status_code == 404
    assert COOKIE not in client.cookies


def test_the_visit_is_a_cookie_for_these_pages_alone_and_nothing_of_it_is_stored(client, member):
    enter(client, member)
    cookie = client.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        OWN_PAGE,
        True,
        "Strict",
        1800,
    )
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("page", PAGES)
def test_without_a_visit_every_page_asks_for_the_address(client, member, page):
    foreign = [
        "", "x", "\0", make(Purpose.LEAVE, member), link_for(member), link_for(member, purpose=Purpose.VISIT, minutes=-1),
        f"{make_member().pk}.{link_for(member, purpose=Purpose.VISIT).partition('.')[2]}",
    ]  # fmt: skip
    for value in foreign:
        client.cookies[COOKIE] = value
        response = client.get(reverse(f"participation:{page}"), follow=True)
        assert 'name="email"' in response.content.decode()
        assert "kari@example.org" not in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_visit_is_kept_or_found(inside, page):
    response = inside.get(reverse(f"participation:{page}"))
    assert response.status_code == 200
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_another_visit_or_closing_the_page_ends_the_visit(inside, member):
    other = Client()
    enter(other, member)
    assert inside.get(reverse("participation:details")).status_code == 302
    other.post(reverse("participation:go_out"))
    assert other.get(reverse("participation:details")).status_code == 302
    member.refresh_from_db()
    still_signed = Client()
    still_signed.cookies[COOKIE] = other.cookies[COOKIE].value
    assert still_signed.get(reverse("participation:details")).status_code == 302


def test_links_in_mails_go_on_working_after_a_visit(inside, member):
    assert Client().get(reverse("members:leave", args=[make(Purpose.LEAVE, member)])).status_code == 200


def test_everything_stored_about_a_member_is_in_the_file_and_on_the_page(inside, member):
    topic = Topic.objects.create(name_nb="Trafikk")
    member.topics.add(topic)
    file = json.loads(inside.get(reverse("participation:download")).content)
    keys = set(file["details"]) | set(file["membership"]) | set(file["technical"])
    fields = {field.name for field in Member._meta.get_fields() if field.concrete} - {"id"}
    assert fields - keys == set()
    assert file["technical"]["number"] == member.pk
    assert file["details"]["topics"] == ["Trafikk"]
    page = inside.get(reverse("participation:everything")).content.decode()
    for value in ("kari@example.org", "1953", "1367", "Snarøya", "Trafikk", "We store little."):
        assert value in page


def test_the_surveys_she_was_asked_about_say_whether_and_never_what_or_when(inside, member):
    answered, not_answered = make_asking(), make_asking()
    make_invitation(answered, member, answered=True)
    make_invitation(not_answered, member)
    make_invitation(make_asking(page=None), make_member())
    surveys = json.loads(inside.get(reverse("participation:download")).content)["surveys"]
    assert {survey["title"]: survey["answered"] for survey in surveys} == {
        answered.page.title: True, not_answered.page.title: False,
    }  # fmt: skip
    assert set(surveys[0]) == {"title", "address", "opened_at", "closes_at", "answered", "mail_left"}


def test_the_pages_ask_as_often_for_many_surveys_as_for_one(inside, member):
    make_invitation(make_asking(), member)
    for page in ("own_page", "everything", "download"):
        inside.get(reverse(f"participation:{page}"))
        with CaptureQueriesContext(connection) as few:
            inside.get(reverse(f"participation:{page}"))
        for _time in range(8):
            make_invitation(make_asking(), member)
        with CaptureQueriesContext(connection) as many:
            inside.get(reverse(f"participation:{page}"))
        assert len(many) == len(few) <= 15


def test_she_corrects_what_she_has_told(inside, member):
    topic = Topic.objects.create(name_nb="Trafikk")
    Member.objects.update(details_confirmed_on=timezone.localdate() - timedelta(days=300))
    shown = inside.get(reverse("participation:details")).content.decode()
    assert 'value="1953"' in shown
    changes = details(birth_year="1954", postal_code="1338", language="nn", topics=[topic.pk], wants_workshops="on")
    assert inside.post(reverse("participation:details"), changes).status_code == 302
    member.refresh_from_db()
    assert (member.birth_year, member.postal_code, member.place, member.language) == (1954, "1338", "Sandvika", "nn")
    assert (member.wants_workshops, list(member.topics.all())) == (True, [topic])
    assert member.details_confirmed_on == timezone.localdate()
    assert '<html lang="nn"' in inside.get(OWN_PAGE).content.decode()


BAD_DETAILS = [
    {"birth_year": None}, {"birth_year": ""}, {"birth_year": "x" * 10_000}, {"birth_year": "19٥3"}, {"birth_year": "1\x0053"},
    {"birth_year": "🙂"}, {"birth_year": "=1+1"}, {"birth_year": "1850"}, {"birth_year": "2020"},
    {"postal_code": ""}, {"postal_code": "\u202e7631"}, {"postal_code": "<b>1"}, {"postal_code": "1300"},
    {"postal_code": "0150"}, {"gender": "x"}, {"gender": "\0"}, {"language": "de"}, {"language": "<script>"},
    {"topics": "x"}, {"topics": "\0"}, {"topics": "9" * 40}, {"topics": ["1", "x"]},
]  # fmt: skip


@pytest.mark.parametrize("changes", BAD_DETAILS, ids=str)
def test_what_cannot_be_stored_comes_back_with_a_sentence_and_changes_nothing(inside, member, changes):
    Topic.objects.create(name_nb="Trafikk")
    before = Member.objects.filter(pk=member.pk).values().get()
    response = inside.post(reverse("participation:details"), details(**changes))
    assert response.status_code == 200
    assert 'class="ds-error-summary"' in response.content.decode()
    assert Member.objects.filter(pk=member.pk).values().get() == before


BAD_ADDRESSES = [
    "", "x" * 300 + "@example.org", "kari", "kari@localhost", "kari@[127.0.0.1]", "🙂@example.org", "\u202ekari@example.org",
    "ka\0ri@example.org", "<b>@example.org", '=cmd()@example.org"', "a@b.no, c@d.no", "a@b.no\nBcc: c@d.no",
]  # fmt: skip


@pytest.mark.parametrize("email", BAD_ADDRESSES)
def test_what_is_no_address_is_told_and_nothing_is_queued(inside, email):
    for browser, url in ((Client(), OWN_PAGE), (inside, reverse("participation:address"))):
        response = browser.post(url, {"email": email})
        assert response.status_code == 200
        assert 'class="ds-error-summary"' in response.content.decode()
    for model in (LinkRequest, AddressChange, Message):
        assert not model.objects.exists()


def test_she_pauses_stops_and_comes_back_from_her_page(inside, member):
    until_on = ends_of_pauses(timezone.localdate())[0][1]
    for data, state in [
        ({"choice": "pause", "until_on": until_on}, "paused"),
        ({"choice": "stay"}, "active"),
        ({"choice": "stop"}, "stopped"),
        ({"choice": "stay"}, "active"),
        ({"choice": "nonsense"}, "active"),
        ({"choice": "pause", "until_on": "2020-01-01"}, "active"),
    ]:
        inside.post(OWN_PAGE, data)
        member.refresh_from_db()
        assert member.state == state


def test_leaving_erases_at_once_and_ends_the_visit(inside, member):
    page = inside.get(reverse("participation:leave")).content.decode()
    assert "left_too_often" in page
    assert Member.objects.exists()
    response = inside.post(reverse("participation:leave"), {"reason": "left_no_effect"})
    assert response.status_code == 200
    assert not Member.objects.exists()
    assert set(MonthlyCount.objects.values_list("transition", flat=True)) == {"left", "left_no_effect"}
    assert inside.get(OWN_PAGE, follow=True).context["form"].fields.keys() == {"email", "website"}


def test_two_tabs_leave_once_and_the_other_is_asked_for_the_address(inside, member):
    inside.post(reverse("participation:leave"))
    inside.cookies[COOKIE] = link_for(member, purpose=Purpose.VISIT)
    for page in ("own_page", "details", "address", "leave"):
        assert inside.post(reverse(f"participation:{page}"), details()).status_code in (200, 302)
    assert MonthlyCount.objects.get().count == 1


def test_another_site_cannot_act_in_a_visit(inside, member):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[COOKIE] = inside.cookies[COOKIE].value
    for page in ("own_page", "details", "address", "leave", "go_out"):
        assert strict.post(reverse(f"participation:{page}"), {"choice": "stop"}).status_code == 403
    member.refresh_from_db()
    assert member.state == "active"


def test_a_change_of_address_from_the_page_goes_to_both_mailboxes(inside, member, mailoutbox):
    inside.post(reverse("participation:address"), {"email": "new@example.org"})
    drain()
    assert {letter.to[0] for letter in mailoutbox} == {"kari@example.org", "new@example.org"}


def test_a_member_cannot_write_to_any_number_of_strangers(half_past, inside, settings):
    settings.ASKS_PER_ADDRESS = 2
    for number in range(3):
        response = inside.post(reverse("participation:address"), {"email": f"stranger-{number}@example.org"})
    assert response.status_code == 429
    assert AddressChange.objects.get().email == "stranger-1@example.org"


def test_a_mailbox_that_was_gone_and_opens_the_link_is_there_again(client, member):
    Member.objects.update(unreachable_since_on=timezone.localdate())
    enter(client, member)
    member.refresh_from_db()
    assert member.unreachable_since_on is None


def test_the_link_to_confirm_can_be_sent_again_after_an_hour_and_not_before(client, mailoutbox):
    enrolment = make_enrolment(email="ola@example.org")
    client.post(OWN_PAGE, {"email": "ola@example.org"})
    drain()
    client.post(OWN_PAGE, {"email": "ola@example.org"})
    drain()
    assert len(mailoutbox) == 1
    assert reverse("members:confirm", args=[make(Purpose.CONFIRM, enrolment)]) in mailoutbox[0].body
    Message.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
    client.post(OWN_PAGE, {"email": "ola@example.org"})
    drain()
    assert len(mailoutbox) == 2
    assert Enrolment.objects.exists()
