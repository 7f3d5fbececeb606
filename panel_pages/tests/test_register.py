"""The register: found by what one knows of a member, one page at a time, and every look written down."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from members.models import Enrolment, Member, RegisterEntry, Topic
from members.tests.builders import make_enrolment, make_member, make_notice
from outbox.models import Message
from panel_pages.register import pages
from panel_pages.register.access import EDIT, ERASE, LOG, OPEN, SEE
from panel_pages.register.filters import FilterForm
from panel_pages.tests.builders import fill_box, invite, make_staff, make_survey
from staff.tests.builders import make_employee

pytestmark = pytest.mark.django_db

ALL = (SEE, OPEN, EDIT, ERASE, LOG)
TODAY = timezone.localdate()


def url(name="list", *args):
    return reverse(f"register:{name}", args=args)


@pytest.fixture
def caretaker(client):
    """A client logged in as somebody who may do everything here."""
    client.force_login(make_staff(*ALL, username="vokter"))
    return client


def addresses(response):
    return [member.email for member in response.context["page"].members]


def entry():
    return RegisterEntry.objects.first()


def test_newest_members_stand_first(caretaker):
    old = make_member(joined_on=TODAY - timedelta(days=9))
    new, newer = make_member(), make_member()
    assert addresses(caretaker.get(url())) == [newer.email, new.email, old.email]


def test_pages_lead_on_and_back_and_show_everybody_once(caretaker, monkeypatch):
    monkeypatch.setattr(pages, "PAGE_SIZE", 3)
    members = [make_member(joined_on=TODAY - timedelta(days=number // 4)) for number in range(10)]
    seen, response = [], caretaker.get(url())
    while True:
        seen += addresses(response)
        older = response.context["page"].older
        if not older:
            break
        response = caretaker.get(url(), {"etter": older})
    assert len(seen) == len(set(seen)) == len(members)
    back = caretaker.get(url(), {"foer": response.context["page"].newer})
    assert addresses(back) == seen[6:9]
    assert addresses(caretaker.get(url(), {"foer": back.context["page"].newer})) == seen[3:6]


@pytest.mark.parametrize("key", ["x", "2026-99-99.1", "2026-01-01", "2026-01-01.x", "9" * 40, "\0"])
def test_a_key_that_is_none_leads_to_the_first_page(caretaker, key):
    member = make_member()
    assert addresses(caretaker.get(url(), {"etter": key})) == [member.email]


@pytest.mark.parametrize(
    ("chosen", "details"),
    [
        ({"q": "KARI@exam"}, {"email": "kari@example.org"}),
        ({"q": "kari"}, {"email": "kari@example.org"}),
        ({"q": "Kari@EXAMPLE.org"}, {"email": "kari@example.org"}),
        ({"q": "1351"}, {"postal_code": "1351"}),
        ({"q": "rykk"}, {"place": "Rykkinn"}),
        ({"state": "paused"}, {"state": "paused"}),
        ({"state": "unreachable"}, {"unreachable_since_on": TODAY}),
        ({"age": "75+"}, {"birth_year": TODAY.year - 80}),
        ({"age": "15–29"}, {"birth_year": TODAY.year - 14}),
        ({"gender": "man"}, {"gender": "man"}),
        ({"place": "Rykkinn"}, {"place": "Rykkinn"}),
        ({"language": "nn"}, {"language": "nn"}),
        ({"answers": "none"}, {"recent_answers": "000"}),
        ({"answers": "few"}, {"recent_answers": "0110"}),
        ({"answers": "many"}, {"recent_answers": "110100"}),
        ({"joined_to": "2020-01-01"}, {"joined_on": TODAY.replace(year=2019)}),
        ({"flagged": "on"}, {"postal_code_is_flagged": True}),
    ],
)
def test_each_filter_finds_the_one_and_not_the_others(caretaker, chosen, details):
    make_member(gender="woman", recent_answers="", email="anna@example.org")
    found = make_member(**({"gender": "woman", "recent_answers": ""} | details))
    assert addresses(caretaker.get(url(), chosen)) == [found.email]


def test_members_are_found_by_topic_and_zone_and_when_they_were_never_asked(caretaker):
    topic = Topic.objects.create(name_nb="Trafikk")
    zone = "Lysaker–Fornebu–Snarøya"
    found = make_member(zone=zone, joined_on=TODAY - timedelta(days=1))
    found.topics.add(topic)
    make_member(recent_answers="1")
    for chosen in ({"topic": topic.pk}, {"zone": zone}, {"answers": "unasked"}):
        assert addresses(caretaker.get(url(), chosen)) == [found.email]
    assert addresses(caretaker.get(url(), {"topic": topic.pk, "gender": "man"})) == []


def test_a_per_cent_sign_finds_only_itself(caretaker):
    make_member()
    assert addresses(caretaker.get(url(), {"q": "%"})) == []
    assert addresses(caretaker.get(url(), {"q": "_esident"})) == []


@pytest.mark.parametrize(
    "chosen", [{"state": "x"}, {"joined_from": "=cmd()"}, {"q": "\0"}, {"q": "x" * 300}, {"topic": "9" * 30}]
)
def test_a_filter_that_is_none_says_so_and_shows_all(caretaker, chosen):
    member = make_member()
    response = caretaker.get(url(), chosen)
    assert response.context["form"].errors
    assert addresses(response) == [member.email]


def test_the_list_costs_the_same_for_many_as_for_few(caretaker):
    make_member()
    caretaker.get(url())
    with CaptureQueriesContext(connection) as few:
        caretaker.get(url(), {"q": "resident", "state": "active"})
    for _ in range(60):
        make_member()
    with CaptureQueriesContext(connection) as many:
        caretaker.get(url(), {"q": "resident", "state": "active"})
    assert len(many) == len(few)
    # The choices of the filters (two), the list, its count and the entry in the log; the rest is Wagtail's own frame.
    assert len([query for query in many if "members_" in query["sql"]]) == 5


def test_the_list_costs_ten_queries_at_most_with_the_frame_around_it(client):
    client.force_login(make_employee("Paneladministrator"))
    for _ in range(3):
        make_member()
    client.get(url())
    with CaptureQueriesContext(connection) as queries:
        client.get(url(), {"q": "resident", "state": "active"})
    assert len(queries) <= 10, [query["sql"] for query in queries]


def test_counting_stops_at_a_limit(caretaker, monkeypatch):
    monkeypatch.setattr(pages, "COUNTED_AT_MOST", 2)
    for _ in range(5):
        make_member()
    assert caretaker.get(url()).context["page"].count == 3


@pytest.mark.postgresql
def test_a_few_among_many_are_looked_up_and_not_waited_for():
    make_many(20000)
    form = FilterForm({"q": "resident-77"})
    with CaptureQueriesContext(connection) as queries:
        found = pages.page_of(form.narrow(Member.objects.all()))
    assert (found.count, len(found.members)) == (111, pages.PAGE_SIZE)
    # Walking by date would read thousands of rows before the fifty were found.
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + queries[1]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "members_by_joined" not in plan, plan


def make_many(count):
    """So many members, quickly."""
    notice = make_notice()
    Member.objects.bulk_create(
        Member(
            email=f"resident-{number}@example.org", email_key=f"resident-{number}@example.org", postal_code="1338",
            zone="Zone" if number % 20 == 0 else "Other", birth_year=1980, notice=notice, gender="woman",
            joined_on=TODAY - timedelta(days=number % 900),
        )
        for number in range(count)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE members_member")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "chosen",
    [
        {}, {"q": "resident-77"}, {"q": "resident-7777@example.org"}, {"state": "paused"}, {"zone": "Zone"},
        {"flagged": "on"}, {"state": "unreachable"}, {"answers": "many"}, {"language": "en"}, {"gender": "other"},
    ],
)  # fmt: skip
def test_no_filter_reads_the_whole_table(chosen):
    make_many(20000)
    form = FilterForm(chosen)
    with CaptureQueriesContext(connection) as queries:
        pages.page_of(form.narrow(Member.objects.all()), after=f"{TODAY:%Y-%m-%d}.20000")
    # The last that asks for members: the list itself, or where nobody fits, the search that found that out.
    listing = [query["sql"] for query in queries if 'FROM "members_member"' in query["sql"]][-1]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + listing)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan on members_member" not in plan, plan


def test_every_look_at_the_list_is_written_down_without_what_was_searched_for(caretaker):
    make_member(email="kari@example.org")
    caretaker.get(url(), {"q": "kari@example.org", "state": "active"})
    seen = entry()
    assert (seen.action, seen.user_name, seen.count, seen.purpose) == ("listed", "vokter", 1, "q, state")
    assert "kari" not in str(RegisterEntry.objects.values())


def test_a_members_page_shows_what_is_stored_and_who_looked(caretaker):
    member = make_member(gender="woman")
    caretaker.get(url("member", member.pk))
    assert (entry().action, entry().member_number) == ("opened", member.pk)
    html = caretaker.get(url("member", member.pk)).content.decode()
    assert member.email in html
    assert "vokter" in html


def test_whether_she_answered_is_shown_only_when_the_survey_is_over(caretaker):
    member, page = make_member(), make_survey(title="Om bussen")
    invite(page, member, answered=True)
    html = caretaker.get(url("member", member.pk)).content.decode()
    assert "Om bussen" in html
    assert "td colspan" in html
    page.asking.cohort_fixed_at = timezone.now()
    page.asking.save()
    assert "td colspan" not in caretaker.get(url("member", member.pk)).content.decode()


def test_a_members_page_costs_the_same_however_often_she_was_asked(caretaker):
    member = make_member()
    invite(make_survey(), member)
    caretaker.get(url("member", member.pk))
    with CaptureQueriesContext(connection) as few:
        caretaker.get(url("member", member.pk))
    for _ in range(4):
        invite(make_survey(), member)
    with CaptureQueriesContext(connection) as many:
        caretaker.get(url("member", member.pk))
    assert len(many) == len(few)


@pytest.mark.parametrize("number", [0, 10**12, 10**30])
def test_a_number_no_member_has_is_404(caretaker, number):
    assert caretaker.get(url("member", number)).status_code == 404


def act(client, handling, *rows, **data):
    numbers = [row.pk for row in rows]
    return client.post(url("act"), {"handling": handling, "nr": numbers, "bekreftet": "1"} | data)


def test_nothing_happens_before_it_is_confirmed(caretaker):
    member = make_member()
    response = caretaker.post(url("act"), {"handling": "erase", "nr": [member.pk]})
    assert response.status_code == 200
    assert member.email in response.content.decode()
    assert Member.objects.get().state == "active"


def test_several_are_put_on_pause_and_each_is_written_down(caretaker):
    members, other = [make_member(), make_member()], make_member()
    until = TODAY + timedelta(days=30)
    act(caretaker, "pause", *members, until_on=until.isoformat())
    assert set(Member.objects.paused().values_list("paused_until_on", flat=True)) == {until}
    assert Member.objects.paused().count() == 2
    other.refresh_from_db()
    assert other.state == "active"
    assert set(RegisterEntry.objects.values_list("action", "member_number")) == {("paused", row.pk) for row in members}


@pytest.mark.parametrize("day", ["", "x", "2020-01-01", "2099-01-01"])
def test_a_pause_ends_within_a_year(caretaker, day):
    assert act(caretaker, "pause", make_member(), until_on=day).status_code == 200
    assert not Member.objects.paused().exists()


def test_erasing_needs_a_reason_without_an_address_and_leaves_the_number_in_the_log(caretaker):
    member = make_member()
    act(caretaker, "erase", member)
    act(caretaker, "erase", member, reason="kari@example.org ba om det")
    assert Member.objects.exists()
    act(caretaker, "erase", member, reason="Ringte 3. mai")
    assert not Member.objects.exists()
    assert (entry().action, entry().member_number, entry().purpose) == ("erased", member.pk, "Ringte 3. mai")


def test_confirmed_on_paper_makes_a_member_and_says_how(caretaker):
    enrolment = make_enrolment()
    act(caretaker, "paper", enrolment, reason="Sak 26/1234")
    member = Member.objects.get()
    assert (member.email, member.consent) == (enrolment.email, "paper")
    assert not Enrolment.objects.exists()
    assert (entry().action, entry().purpose) == ("confirmed", "Sak 26/1234")


def test_the_link_is_sent_again_but_not_twice_within_the_hour(caretaker):
    enrolment = make_enrolment()
    act(caretaker, "send", enrolment)
    act(caretaker, "send", enrolment)
    assert Message.objects.count() == 1
    Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(minutes=61))
    act(caretaker, "send", enrolment)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("handling", ["", "x", "erase"])
def test_an_act_on_nobody_or_that_is_none_does_nothing(caretaker, handling):
    make_member()
    response = caretaker.post(
        url("act"), {"handling": handling, "nr": ["x", "9" * 30], "bekreftet": "1", "reason": "a"}
    )
    assert response.status_code == 302
    assert Member.objects.exists()


@pytest.mark.parametrize(
    ("handling", "permission"), [("pause", EDIT), ("erase", ERASE), ("paper", EDIT), ("send", EDIT)]
)
def test_each_act_needs_its_permission(client, handling, permission):
    client.force_login(make_staff(*(set(ALL) - {permission})))
    row = make_enrolment() if handling in ("paper", "send") else make_member()
    response = act(client, handling, row, reason="a", until_on=(TODAY + timedelta(days=3)).isoformat())
    assert response.status_code == 403
    assert not RegisterEntry.objects.exists()


PHONED = {
    "email": "ny@example.org", "birth_year": "1987", "postal_code": "1338", "gender": "", "language": "nb",
    "consent": "mail",
}  # fmt: skip


def test_somebody_who_phones_confirms_by_mail(caretaker):
    make_notice()
    caretaker.post(url("add"), PHONED)
    assert Enrolment.objects.get().source == "phone"
    assert Message.objects.count() == 1
    assert not Member.objects.exists()
    assert entry().action == "added"


def test_somebody_who_has_signed_is_a_member_at_once(caretaker):
    make_notice()
    caretaker.post(url("add"), PHONED | {"consent": "paper"})
    assert not Member.objects.exists()
    caretaker.post(url("add"), PHONED | {"consent": "paper", "reason": "Sak 26/1"})
    assert (Member.objects.get().consent, Member.objects.get().source) == ("paper", "phone")


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "x"}, {"email": ""}, {"birth_year": "2020"}, {"birth_year": "-1"}, {"postal_code": "1300"},
        {"postal_code": "0150"}, {"postal_code": "=1+1"}, {"email": "a\0@example.org"}, {"language": "xx"},
        {"consent": "x"}, {"gender": "🙂"},
    ],
)  # fmt: skip
def test_what_staff_write_wrongly_stores_nothing(caretaker, changes):
    make_notice()
    assert caretaker.post(url("add"), PHONED | changes).context["form"].errors
    assert not Enrolment.objects.exists()


def test_an_address_that_is_here_already_is_not_added_twice(caretaker):
    make_member(email="ny@example.org")
    assert caretaker.post(url("add"), PHONED).context["form"].errors
    assert not Enrolment.objects.exists()


def test_details_are_corrected_and_the_address_is_not(caretaker):
    member = make_member(postal_code_is_flagged=True)
    topic = Topic.objects.create(name_nb="Trafikk")
    caretaker.post(url("correct", member.pk), PHONED | {"postal_code": "1351", "topics": [topic.pk]})
    after = Member.objects.get()
    assert (after.email, after.place, after.postal_code_is_flagged) == (member.email, "Rud", False)
    assert list(after.topics.all()) == [topic]
    assert (entry().action, entry().member_number) == ("corrected", member.pk)


@pytest.mark.parametrize(
    ("name", "permission"),
    [("list", SEE), ("waiting", SEE), ("add", EDIT), ("log", LOG), ("member", OPEN), ("correct", EDIT)],
)
def test_each_page_needs_its_permission(client, name, permission):
    client.force_login(make_staff(*(set(ALL) - {permission})))
    number = [make_member().pk] if name in ("member", "correct") else []
    assert client.get(url(name, *number)).status_code == 403
    assert not RegisterEntry.objects.exists()


def test_what_the_register_shows_is_kept_by_no_browser(caretaker):
    assert "no-store" in caretaker.get(url())["Cache-Control"]


def test_the_menu_leads_to_the_register_for_those_who_may_see_it(client):
    client.force_login(make_staff(SEE))
    assert url() in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(make_staff(OPEN))
    assert url() not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_desk_of_a_survey_shows_no_address(client):
    page = make_survey()
    fill_box(page, 2)
    client.force_login(make_staff("invitations.send_mailing", "surveys.see_answers"))
    html = client.get(reverse("survey_desk:desk", args=[page.pk])).content.decode()
    assert not re.search(r"resident-\d+@", html)


def test_a_member_who_phones_is_sent_the_link_to_her_own_page(caretaker):
    member = make_member()
    act(caretaker, "link", member)
    assert [message.kind for message in Message.objects.all()] == ["members.send_link"]
    assert (entry().action, entry().member_number) == ("link_sent", member.pk)


def test_what_is_deleted_by_itself_stands_with_its_dates(caretaker):
    survey = make_survey(title="Om bussen")
    make_member(state="stopped", state_since_on=TODAY - timedelta(days=360))
    response = caretaker.get(url("deletions"))
    html = response.content.decode()
    assert "Om bussen" in html
    assert date_format(survey.retention_on) in html
    stopped = [row["counts"] for row in response.context["rows"] if row["after"] == timedelta(days=365)]
    assert stopped == [[0, 1, 1]]


def test_looking_at_deletions_deletes_nothing_and_costs_the_same_for_many(caretaker):
    make_enrolment(created_at=timezone.now() - timedelta(days=40))
    caretaker.get(url("deletions"))
    with CaptureQueriesContext(connection) as few:
        caretaker.get(url("deletions"))
    for _ in range(5):
        make_member(unreachable_since_on=TODAY.replace(year=2020))
        make_survey()
    with CaptureQueriesContext(connection) as many:
        caretaker.get(url("deletions"))
    assert len(many) == len(few)
    assert Enrolment.objects.count() == 1
