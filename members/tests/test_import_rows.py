"""What a row of somebody else's list says, and what is wrong with it."""

import pytest

from members.importing.columns import guess_columns, look_at
from members.importing.rows import SENTENCES, Problem, RowReader, Wrong
from members.models import PostalCode, Topic

pytestmark = pytest.mark.django_db

FIELDS = ["email", "birth_year", "postal_code", "gender", "language", "wants_workshops"]
GOOD = ["kari@example.org", "1987", "1338", "Kvinne", "Nynorsk", "Ja"]


def read(**changes):
    row = [changes.get(field, value) for field, value in zip(FIELDS, GOOD, strict=True)]
    return RowReader({field: column for column, field in enumerate(FIELDS)}, year=2026).read(row)


def read_topics(text):
    columns = {field: column for column, field in enumerate([*FIELDS, "topics"])}
    return RowReader(columns, year=2026).read([*GOOD, text])["topics"]


def test_a_good_row_is_understood():
    assert read() == {
        "email": "kari@example.org", "email_key": "kari@example.org", "birth_year": 1987, "postal_code": "1338",
        "gender": "woman", "language": "nn", "wants_workshops": True,
        "topics": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "text", "meaning"),
    [
        ("email", "Kari Nordmann <Kari@Example.org>", "Kari@Example.org"),
        ("email", "mailto:kari@example.org;", "kari@example.org"),
        ("birth_year", "04.05.1987", 1987),
        ("birth_year", "1987-05-04", 1987),
        ("birth_year", "4.5.1987", 1987),
        ("birth_year", "1987.0", 1987),
        ("postal_code", "1338 Sandvika", "1338"),
        ("postal_code", "NO-1338", "1338"),
        ("gender", "M", "man"),
        ("gender", "Ønsker ikke å svare", ""),
        ("language", "Bokmål", "nb"),
        ("wants_workshops", "x", True),
        ("wants_workshops", "", False),
    ],
)
def test_people_write_the_same_thing_in_many_ways(field, text, meaning):
    assert read(**{field: text})[field] == meaning


def test_a_zero_that_a_workbook_swallowed_comes_back_where_there_is_such_a_code():
    PostalCode.objects.create(code="0150", place="Sentrum", kind="street", zone="Sentrum")
    assert read(postal_code="150")["postal_code"] == "0150"
    with pytest.raises(Wrong) as wrong:
        read(postal_code="151")
    assert wrong.value.problem == Problem.BAD_POSTAL_CODE


@pytest.mark.parametrize(
    ("field", "text", "problem"),
    [
        ("email", "", Problem.NO_ADDRESS),
        ("email", "kari", Problem.BAD_ADDRESS),
        ("email", "kari@", Problem.BAD_ADDRESS),
        ("email", "kari@example.org, per@example.org", Problem.BAD_ADDRESS),
        ("email", "k@" + "x" * 300 + ".org", Problem.BAD_ADDRESS),
        ("email", "🙂@example.org", Problem.BAD_ADDRESS),
        ("email", "\u202ekari@example.org", Problem.BAD_ADDRESS),
        ("email", "=cmd()@example.org", Problem.BAD_ADDRESS),
        ("email", "ka\0ri@example.org", Problem.CHARACTERS),
        ("email", "k\ufffdre@example.org", Problem.CHARACTERS),
        ("birth_year", "", Problem.NO_BIRTH_YEAR),
        ("birth_year", "87", Problem.BAD_BIRTH_YEAR),
        ("birth_year", "04.05.87", Problem.BAD_BIRTH_YEAR),
        ("birth_year", "31.02.1987", Problem.BAD_BIRTH_YEAR),
        ("birth_year", "1887", Problem.BAD_BIRTH_YEAR),
        ("birth_year", "2031", Problem.BAD_BIRTH_YEAR),
        ("birth_year", "2015", Problem.TOO_YOUNG),
        ("birth_year", "04058712345", Problem.NATIONAL_ID),
        ("postal_code", "", Problem.NO_POSTAL_CODE),
        ("postal_code", "138", Problem.BAD_POSTAL_CODE),
        ("postal_code", "13380", Problem.BAD_POSTAL_CODE),
        ("postal_code", "0150", Problem.OUTSIDE),
        ("postal_code", "1300", Problem.PO_BOX),
        ("gender", "=1+1", Problem.GENDER),
        ("language", "klingon", Problem.LANGUAGE),
        ("wants_workshops", "<b>ja</b>", Problem.WORKSHOPS),
    ],
)
def test_what_cannot_be_used_is_named(field, text, problem):
    with pytest.raises(Wrong) as wrong:
        read(**{field: text})
    assert (wrong.value.field, wrong.value.problem) == (field, problem)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []), ("Trafikk", ["Trafikk"]), ("trafikk; SKOLE.", ["Trafikk", "Skole"]), ("Skole,Trafikk", ["Trafikk", "Skole"]),
        ("Plan, bygg og vei", ["Plan, bygg og vei"]), ("Traffic/Skole", ["Trafikk", "Skole"]),
        ("Trafikk;Plan, bygg og vei", ["Trafikk", "Plan, bygg og vei"]), ("Skole;;Skole", ["Skole"]),
    ],
)  # fmt: skip
def test_topics_are_known_by_any_of_their_names(text, names):
    for name, english in (("Trafikk", "Traffic"), ("Skole", ""), ("Plan, bygg og vei", "")):
        Topic.objects.create(name_nb=name, name_en=english)
    assert read_topics(text) == sorted(Topic.objects.filter(name_nb__in=names).values_list("pk", flat=True))


@pytest.mark.parametrize("text", ["Hund", "Trafikk, Hund", "=cmd()", "🙂"])
def test_a_topic_we_do_not_have_is_named(text):
    Topic.objects.create(name_nb="Trafikk")
    with pytest.raises(Wrong) as wrong:
        read_topics(text)
    assert (wrong.value.field, wrong.value.problem) == ("topics", Problem.TOPIC)


def test_every_problem_has_a_sentence():
    assert set(SENTENCES) == set(Problem)


def test_short_rows_lack_what_stands_beyond_their_end():
    reader = RowReader({"email": 0, "birth_year": 1, "postal_code": 2}, year=2026)
    with pytest.raises(Wrong) as wrong:
        reader.read(["kari@example.org", "1987"])
    assert wrong.value.problem == Problem.NO_POSTAL_CODE
    assert reader.read(["kari@example.org", "1987", "1338"])["language"] == "nb"


def test_norwegian_heads_are_guessed():
    names = [
        "Nr.",
        "Fornavn",
        "E-postadresse",
        "Fødselsdato",
        "Postnr./sted",
        "Kjønn",
        "Målform",
        "Workshop?",
        "Fødselsnummer",
        "Temaer",
    ]
    assert guess_columns(names) == {
        "email": 2, "birth_year": 3, "postal_code": 4, "gender": 5, "language": 6, "wants_workshops": 7,
        "topics": 9,
    }  # fmt: skip


def test_without_a_head_the_address_is_where_the_at_sign_is():
    look = look_at([["1", "kari@example.org"], ["2", "per@example.org"]])
    assert look.head_row == 0
    assert guess_columns(look.names, look.rows) == {"email": 1}


def test_a_title_and_notes_above_the_head_are_passed_over():
    rows = [["Innbyggerpanelet 2019", "", ""], [], ["E-post", "Postnr", "Født"], [], ["a@example.org", "1338", "1987"]]
    look = look_at(iter(rows))
    assert look.head_row == 3
    assert look.rows == [["a@example.org", "1338", "1987"]]


def test_a_column_of_national_identity_numbers_is_seen_and_never_chosen():
    look = look_at([["E-post", "Postnr", "Fødselsnummer"], ["a@example.org", "1338", "x"]])
    assert look.holds_national_ids
    assert "birth_year" not in guess_columns(look.names)
    assert not look_at([["E-post", "Postnr", "Fødselsår"]]).holds_national_ids
