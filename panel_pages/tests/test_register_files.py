"""Members out as a file, and lists in: what stands in the file, who may, and what the log says."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from figures.spreadsheets import neutral
from members.importing import files
from members.importing.jobs import read_lists
from members.importing.models import ListImport
from members.models import Enrolment, Member, RegisterEntry, Topic
from members.tests.builders import make_member, make_notice
from members.tests.test_tables import workbook
from panel_pages.register.access import EXPORT, IMPORT, SEE
from panel_pages.tests.builders import make_staff

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LIST = "Innbyggerpanelet 2019;;\r\nE-post;Fødselsår;Postnr\r\nåse@example.org;x;1338\r\nkari@example.org;1987;1338\r\nper@example.org;4.5.1960;1351\r\n".encode(
    "cp1252"
)


def url(name, *args):
    return reverse(f"register:{name}", args=args)


@pytest.fixture
def caretaker(client):
    client.force_login(make_staff(SEE, EXPORT, IMPORT, username="vokter"))
    return client


def export(client, kind="csv", query="", **data):
    form = {"purpose": "Utsending på papir", "delete_by_on": (TODAY + timedelta(days=30)).isoformat(), "kind": kind}
    return client.post(url("export") + query, form | data)


def body(response):
    return b"".join(response.streaming_content)


def csv_rows(response):
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig")), delimiter=";"))


def sheet_rows(response):
    sheet = openpyxl.load_workbook(io.BytesIO(body(response))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(("kind", "rows_in"), [("csv", csv_rows), ("xlsx", sheet_rows)])
def test_the_file_says_what_it_is_for_and_holds_each_member_once(caretaker, kind, rows_in):
    member = make_member(gender="woman")
    member.topics.add(Topic.objects.create(name_nb="Trafikk"))
    rows = rows_in(export(caretaker, kind))
    assert rows[0][1] == "Utsending på papir"
    assert "vokter" in rows[2][1]
    assert len(rows) == 6
    assert rows[5][1] == member.email
    assert "Trafikk" in rows[5]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
def test_no_cell_is_a_formula(start):
    assert neutral(f"{start}cmd()").startswith("'")


@pytest.mark.parametrize("text", ["kari@example.org", "1987-05-04", "", None, 7])
def test_ordinary_cells_stay_as_they_are(text):
    assert neutral(text) == ("" if text is None else str(text))


@pytest.mark.parametrize(("kind", "rows_in"), [("csv", csv_rows), ("xlsx", sheet_rows)])
def test_an_address_that_is_a_formula_and_a_purpose_that_is_one_are_neutralised(caretaker, kind, rows_in):
    make_member(email="=1+1@example.org")
    rows = rows_in(export(caretaker, kind, purpose="+cmd"))
    assert rows[0][1] == "'+cmd"
    assert rows[5][1] == "'=1+1@example.org"


def test_only_what_the_list_showed_is_taken_out(caretaker):
    make_member(gender="woman")
    man = make_member(gender="man")
    rows = csv_rows(export(caretaker, query="?gender=man"))
    assert [row[1] for row in rows[5:]] == [man.email]


def test_an_export_is_written_down(caretaker):
    make_member()
    export(caretaker)
    entry = RegisterEntry.objects.get()
    assert (entry.action, entry.count, entry.purpose, entry.user_name) == (
        "exported",
        1,
        "Utsending på papir",
        "vokter",
    )


@pytest.mark.parametrize(
    "changes",
    [{"purpose": ""}, {"purpose": "til kari@example.org"}, {"delete_by_on": ""}, {"delete_by_on": "2099-01-01"},
     {"delete_by_on": "2020-01-01"}, {"kind": "exe"}, {"purpose": "x" * 300}, {"purpose": "a\0"}],
)  # fmt: skip
def test_without_purpose_and_date_there_is_no_file(caretaker, changes):
    assert export(caretaker, **changes).context["form"].errors
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize("missing", [SEE, EXPORT])
def test_exporting_needs_its_own_permission(client, missing):
    client.force_login(make_staff(*({SEE, EXPORT} - {missing})))
    assert client.get(url("export")).status_code == 403
    assert export(client).status_code == 403


def test_the_export_asks_once_for_each_two_thousand_members(caretaker):
    make_member()
    with CaptureQueriesContext(connection) as few:
        body(export(caretaker))
    for _ in range(40):
        make_member()
    with CaptureQueriesContext(connection) as many:
        body(export(caretaker))
    assert len(many) == len(few)


def send(client, content=LIST, name="panel.csv", purpose="Panelet fra 2019"):
    return client.post(url("upload"), {"file": SimpleUploadedFile(name, content), "purpose": purpose})


def columns(client, item, **changes):
    return client.post(url("choose_columns", item.pk), {"email": "0", "birth_year": "1", "postal_code": "2"} | changes)


def test_a_list_is_uploaded_named_tried_accepted_and_taken_over(caretaker):
    make_notice()
    response = send(caretaker)
    item = ListImport.objects.get()
    assert response.url == url("list_import", item.pk)
    page = caretaker.get(response.url)
    assert page.context["form"].initial == {"email": "0", "birth_year": "1", "postal_code": "2"}
    assert "åse@example.org" in page.content.decode()
    columns(caretaker, item)
    waiting = caretaker.get(response.url)
    assert waiting.headers["Refresh"] == "3"
    read_lists(timezone.now())
    report = caretaker.get(response.url)
    assert "Refresh" not in report.headers
    assert (report.context["item"].usable_count, report.context["item"].problem_count) == (2, 1)
    wrong = caretaker.get(url("problems_file", item.pk)).content.decode("utf-8-sig")
    assert wrong.splitlines()[1].startswith("3;")
    assert "se@" not in wrong
    caretaker.post(url("accept_list", item.pk))
    assert not Enrolment.objects.exists()
    read_lists(timezone.now())
    assert sorted(Enrolment.objects.values_list("email", flat=True)) == ["kari@example.org", "per@example.org"]
    assert not Member.objects.exists()
    assert list(RegisterEntry.objects.values_list("action", flat=True)) == ["accepted", "uploaded"]
    assert caretaker.get(response.url).status_code == 200


def test_a_sheet_can_be_chosen_and_hidden_ones_cannot(caretaker):
    file = workbook([["Notater"]], Liste2=False, Skjult=True)
    send(caretaker, file.getvalue(), "panel.xlsx")
    item = ListImport.objects.get()
    page = caretaker.get(url("list_import", item.pk), {"ark": "Liste2"})
    assert page.context["sheet"] == "Liste2"
    assert page.context["hidden"] == ["Skjult"]
    assert caretaker.get(url("list_import", item.pk), {"ark": "Skjult"}).context["sheet"] == "Liste"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04abc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_of_the_wrong_kind_is_refused_and_not_kept(caretaker, content):
    assert send(caretaker, content).context["form"].errors
    assert not ListImport.objects.exists()
    assert list(files.folder().iterdir()) == []


def test_a_file_that_is_too_large_is_refused(caretaker, settings):
    settings.IMPORT_BYTES_AT_MOST = 10
    assert send(caretaker).context["form"].errors


def test_where_the_list_comes_from_must_be_said(caretaker):
    assert send(caretaker, purpose="").context["form"].errors


def test_the_columns_that_are_needed_must_be_named(caretaker):
    send(caretaker)
    item = ListImport.objects.get()
    for changes in ({"birth_year": ""}, {"email": "99"}, {"postal_code": "x"}):
        assert columns(caretaker, item, **changes).context["form"].errors
    item.refresh_from_db()
    assert item.state == "uploaded"


def test_whoever_may_not_see_members_is_not_told_who_is_one(client):
    make_notice()
    make_member(email="kari@example.org")
    client.force_login(make_staff(IMPORT))
    send(client)
    item = ListImport.objects.get()
    columns(client, item)
    read_lists(timezone.now())
    html = client.get(url("list_import", item.pk)).content.decode()
    assert 'id="usable"' in html
    assert 'id="known"' not in html


def test_a_long_list_is_accepted_by_a_colleague(caretaker, client, settings):
    settings.IMPORT_SECOND_PERSON_ABOVE = 1
    make_notice()
    send(caretaker)
    item = ListImport.objects.get()
    columns(caretaker, item)
    read_lists(timezone.now())
    caretaker.post(url("accept_list", item.pk))
    item.refresh_from_db()
    assert item.state == "read"
    client.force_login(make_staff(IMPORT))
    client.post(url("accept_list", item.pk))
    item.refresh_from_db()
    assert item.state == "accepted"


def test_a_cancelled_list_is_gone(caretaker):
    send(caretaker)
    item = ListImport.objects.get()
    caretaker.post(url("cancel_list", item.pk))
    assert list(files.folder().iterdir()) == []
    assert caretaker.get(url("list_import", item.pk)).status_code == 200
    assert columns(caretaker, item).status_code == 302


def test_a_list_whose_file_is_gone_says_so(caretaker):
    send(caretaker)
    item = ListImport.objects.get()
    files.discard(item.file_id)
    assert caretaker.get(url("list_import", item.pk)).url == url("upload")


ACTS = ["choose_columns", "accept_list", "cancel_list"]


@pytest.mark.parametrize("name", ["upload", "list_import", "problems_file", *ACTS])
def test_taking_over_needs_its_own_permission(client, name):
    client.force_login(make_staff(SEE, EXPORT))
    number = [] if name == "upload" else [1]
    answer = client.post(url(name, *number)) if name in ACTS else client.get(url(name, *number))
    assert answer.status_code == 403
