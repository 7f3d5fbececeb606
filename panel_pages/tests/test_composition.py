"""Who is on the panel: for staff with intervals, for everybody as a stored picture in which nobody can be found."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.models import Member, PopulationGroup, Portrait, PostalCode, RegisterEntry, Topic
from members.portrait import take_portrait, take_portrait_weekly
from members.tests.builders import make_member
from panel_pages.models import CompositionPage
from panel_pages.register.access import POPULATION, POSTAL_CODES, SEE
from panel_pages.tests.builders import make_staff
from staff.tests.builders import make_employee

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TABLE = "region;kjønn;alder;Personer 2025\n3201 Bærum;Menn;30 år;{men}\n3201 Bærum;Kvinner;30 år;{women}\n" + "".join(
    f"3201 Bærum;{gender};{age} år;-\n" for gender in ("Menn", "Kvinner") for age in (20, 50, 65, 80)
)


def url(name):
    return reverse(f"register:{name}")


@pytest.fixture
def caretaker(client):
    client.force_login(make_staff(SEE, POPULATION, POSTAL_CODES, username="vokter"))
    return client


@pytest.fixture
def page(home_page):
    return home_page.add_child(instance=CompositionPage(title="Hvem er med?", slug="hvem-er-med"))


def fill(women, men):
    for gender, count in (("woman", women), ("man", men)):
        for _ in range(count):
            make_member(gender=gender, birth_year=NOW.year - 32)


def upload(client, name, text, **data):
    return client.post(url(name), {"table": SimpleUploadedFile("t.csv", text.encode("utf-8"))} | data)


def population(client, **counts):
    return upload(client, "population", TABLE.format(**({"men": 500, "women": 500} | counts)), source="SSB 07459")


def test_figures_are_uploaded_shown_and_written_down(caretaker):
    fill(women=30, men=10)
    population(caretaker)
    html = caretaker.get(url("composition")).content.decode()
    assert "SSB 07459" in html
    assert "25,0" in html
    assert ('<td class="number">+25,0</td>' in html, '<td class="number">−25,0</td>' in html) == (True, True)
    assert RegisterEntry.objects.get().action == "population"


def test_who_is_missing_stands_on_the_start_page_for_those_who_see_the_register(caretaker, client):
    fill(women=36, men=4)
    population(caretaker)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert 'id="panel-missing' in home or "missing" in home
    assert url("composition") in home
    client.force_login(make_staff())
    assert url("composition") not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("text", ["", "a;b\n", "region;kjønn;alder;Personer 2025\nBærum;Menn;x;1\n"])
def test_a_wrong_table_is_refused_and_the_old_one_stays(caretaker, text):
    population(caretaker)
    assert upload(caretaker, "population", text, source="x").context["form"].errors
    assert PopulationGroup.objects.count() == 10


def test_figures_of_men_alone_are_refused(caretaker):
    text = TABLE.format(men=500, women=500)
    response = upload(caretaker, "population", text.replace("Kvinner", "Begge kjønn"), source="x")
    assert response.context["form"].errors
    assert not PopulationGroup.objects.exists()


def test_zones_without_figures_are_held_against_nothing(caretaker):
    fill(women=20, men=20)
    population(caretaker)
    (zone,) = next(rows for heading, rows in caretaker.get(url("composition")).context["parts"] if len(rows) == 1)
    assert (zone["count"], zone["is_compared"], zone["is_missing"]) == (40, False, False)


def test_staffs_page_costs_the_same_for_many_as_for_few(caretaker):
    fill(women=1, men=1)
    caretaker.get(url("composition"))
    with CaptureQueriesContext(connection) as few:
        caretaker.get(url("composition"))
    fill(women=20, men=20)
    with CaptureQueriesContext(connection) as many:
        caretaker.get(url("composition"))
    assert len(many) == len(few)


def groups(part):
    return {group["name"]: group for group in Portrait.objects.get().data["parts"][part]}


def test_the_public_picture_hides_a_small_group_and_the_one_it_could_be_worked_out_from(caretaker):
    fill(women=30, men=4)
    population(caretaker)
    seen = groups("genders")
    assert seen["man"]["percent"] is None
    assert seen["woman"]["percent"] is None


def test_the_public_picture_holds_shares_and_no_counts(caretaker):
    fill(women=33, men=14)
    population(caretaker)
    data = Portrait.objects.get().data
    assert data["size"] == 40
    assert {key for group in data["parts"]["genders"] for key in group} == {"name", "percent", "expected", "is_missing"}
    assert groups("genders")["woman"]["percent"] == 70
    assert groups("genders")["man"]["is_missing"]


def test_a_panel_of_nine_has_no_public_picture(client, page):
    fill(women=9, men=0)
    take_portrait(now=NOW)
    assert Portrait.objects.get().data == {}
    assert "result" not in client.get(page.url, secure=True).content.decode()


def test_the_picture_is_taken_once_a_week():
    assert take_portrait_weekly(now=NOW)
    assert not take_portrait_weekly(now=NOW + timedelta(days=6))
    assert take_portrait_weekly(now=NOW + timedelta(days=7))
    assert Portrait.objects.count() == 1


def test_the_page_shows_the_stored_picture_and_asks_once(client, page):
    fill(women=30, men=14)
    PopulationGroup.objects.create(
        year=2025, age_band="30–44", gender="woman", count=10, source="Oppdiktet", is_example=True
    )
    take_portrait(now=NOW)
    Member.objects.all().delete()
    with CaptureQueriesContext(connection) as queries:
        html = client.get(page.url, secure=True).content.decode()
    assert "68" in html
    assert "Oppdiktet" in html
    assert 'class="example"' in html
    assert len([query for query in queries if "members_" in query["sql"]]) == 1


def test_without_a_picture_the_page_says_so(client, page):
    assert client.get(page.url, secure=True).status_code == 200


HEAD = "postnummer;sted;type;sone\n"


def test_the_table_of_postal_codes_goes_down_and_up_unchanged(caretaker):
    before = list(PostalCode.objects.values())
    text = b"".join(caretaker.get(url("postal_codes_file")).streaming_content).decode("utf-8-sig")
    upload(caretaker, "postal_codes", text)
    assert list(PostalCode.objects.values()) == before


def test_a_zero_that_a_spreadsheet_swallowed_comes_back(caretaker):
    PostalCode.objects.create(code="0150", place="Sentrum", kind="street", zone="Sentrum")
    upload(caretaker, "postal_codes", HEAD + "150;Sentrum;gate;Sentrum\n")
    assert list(PostalCode.objects.values_list("code", flat=True)) == ["0150"]


def test_members_move_with_their_codes(caretaker):
    moved, gone, known = (
        make_member(postal_code="1338"),
        make_member(postal_code="1351"),
        make_member(postal_code="9999"),
    )
    upload(caretaker, "postal_codes", HEAD + "1338;Sandvika;gate;Ny sone\n9999;Nyby;gate;Ny sone\n")
    for member in (moved, gone, known):
        member.refresh_from_db()
    assert (moved.zone, moved.postal_code_is_flagged) == ("Ny sone", False)
    assert (gone.place, gone.zone, gone.postal_code_is_flagged) == ("", "", True)
    assert (known.place, known.postal_code_is_flagged) == ("Nyby", False)
    assert PostalCode.objects.count() == 2


@pytest.mark.parametrize(
    "text",
    ["", "a;b\n", HEAD, HEAD + "138;A;gate;B\n", HEAD + "1338;A;slott;B\n", HEAD + "1338;;gate;B\n",
     HEAD + "1338;A;gate;B\n1338;A;gate;B\n", HEAD + f"1338;{'x' * 90};gate;B\n", HEAD + "1338;A\n",
     HEAD + "1338;A\0;gate;B\n", HEAD + "１３３８;A;gate;B\n"],
)  # fmt: skip
def test_a_wrong_table_of_postal_codes_changes_nothing(caretaker, text):
    before = PostalCode.objects.count()
    assert upload(caretaker, "postal_codes", text).context["form"].errors
    assert PostalCode.objects.count() == before


@pytest.mark.parametrize(
    ("name", "permission"),
    [
        ("composition", SEE),
        ("population", POPULATION),
        ("postal_codes", POSTAL_CODES),
        ("postal_codes_file", POSTAL_CODES),
    ],
)
def test_each_page_needs_its_permission(client, name, permission):
    client.force_login(make_staff(*({SEE, POPULATION, POSTAL_CODES} - {permission})))
    assert client.get(url(name)).status_code == 403


def test_one_code_is_edited_in_the_admin_and_its_members_move(client):
    member = make_member(postal_code="1338", postal_code_is_flagged=True)
    client.force_login(make_employee("Paneladministrator"))
    row = {"place": "Sandvika", "kind": "street", "zone": "Sør"}
    client.post(reverse("postal_codes:edit", args=["1338"]), row | {"code": "0001"}, secure=True)
    member.refresh_from_db()
    assert (member.zone, member.postal_code_is_flagged) == ("Sør", False)
    assert not PostalCode.objects.filter(code="0001").exists()
    client.post(reverse("postal_codes:add"), row | {"code": "12a4"}, secure=True)
    assert not PostalCode.objects.filter(code="12a4").exists()
    client.post(reverse("postal_codes:delete", args=["1338"]), secure=True)
    member.refresh_from_db()
    assert member.postal_code_is_flagged


def test_topics_are_kept_by_the_panel_administrator_and_not_by_the_editor(client):
    client.force_login(make_employee("Paneladministrator"))
    client.post(reverse("topics:add"), {"name_nb": "Trafikk", "position": 1}, secure=True)
    assert Topic.objects.filter(name_nb="Trafikk").exists()
    client.force_login(make_employee("Redaktør", username="per"))
    client.post(reverse("topics:add"), {"name_nb": "Skole", "position": 1}, secure=True)
    assert not Topic.objects.filter(name_nb="Skole").exists()
