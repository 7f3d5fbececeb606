"""Population figures in the shape of Statistics Norway's table 07459, and the panel beside them."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.composition import compare, wilson
from members.models import Member, PopulationGroup, PostalCode
from members.population import replace_population
from members.population_table import read_population, refuse_gaps
from members.tables import BadTable
from members.tests.builders import make_member

pytestmark = pytest.mark.django_db

HEAD = '"07459: Befolkning, etter region, kjønn, alder, statistikkvariabel og år"\n\n'
WIDE = '"region";"kjønn";"alder";"Personer 2024";"Personer 2025"\n'
LONG = '"region";"kjønn";"alder";"statistikkvariabel";"år";"07459: Befolkning, etter region"\n'
NAMES = {"woman": "Women", "man": "Men"}


def read(text, encoding="utf-8"):
    return read_population(io.BytesIO(text.encode(encoding)))


def test_the_wide_shape_is_read_and_the_newest_year_counts():
    table = read(
        HEAD
        + WIDE
        + '"3201 Bærum";"Menn";"14 år";90;100\n"3201 Bærum";"Menn";"17 år";700;1 701\n"3201 Bærum";"Kvinner";"105 år eller eldre";1;2\n'
    )
    assert table.year == 2025
    assert table.counts == {("", "15–29", "man"): 1701, ("", "75+", "woman"): 2}


def test_the_long_shape_is_read():
    table = read(
        LONG + '"3201 Bærum";"Menn";"30 år";"Personer";"2024";5\n"3201 Bærum";"Menn";"30 år";"Personer";"2025";7\n'
    )
    assert (table.year, table.counts) == (2025, {("", "30–44", "man"): 7})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_five_year_groups_and_other_letters_are_read(encoding):
    table = read(WIDE + "Bærum;Kvinner;15-19 år;1;10\nBærum;Kvinner;20-24 år;1;20\n", encoding)
    assert table.counts == {("", "15–29", "woman"): 30}


# As the statbank hands it out: every text in quotes, carriage returns, a title and an empty line above, notes below.
DOWNLOADS = {
    "wide": '"07459: Befolkning, etter region, kjønn, alder, statistikkvariabel og år"\r\n\r\n'
    '"region";"kjønn";"alder";"Personer 2026"\r\n'
    '"3201 Bærum";"Menn";"0 år";700\r\n"3201 Bærum";"Menn";"15 år";11\r\n"3201 Bærum";"Menn";"104 år";0\r\n'
    '"3201 Bærum";"Menn";"105 år eller eldre";-\r\n"3201 Bærum";"Kvinner";"30 år";13\r\n',
    "wide, without its title, codes and commas": '"region","kjønn","alder","Personer 2026"\r\n'
    '"K-3201 Bærum","Menn","15 år",11\r\n"K-3201 Bærum","Kvinner","30 år",13\r\n',
    "long, with years that lack figures": '"region";"kjønn";"alder";"statistikkvariabel";"år";"07459: Befolkning"\r\n'
    '"3201 Bærum";"Menn";"15 år";"Personer";"2025";..\r\n"3201 Bærum";"Menn";"15 år";"Personer";"2026";11\r\n'
    '"3201 Bærum";"Kvinner";"30 år";"Personer";"2026";13\r\n',
    "tabs and groups of five years": "region\tkjønn\talder\tPersoner 2026\r\n"
    "3201 Bærum\tMenn\t0-4 år\t99\r\n3201 Bærum\tMenn\t15-19 år\t11\r\n3201 Bærum\tKvinner\t30-34 år\t13\r\n",
    "dashes of print and spaces that do not break": "region;kjønn;alder;Personer 2026\r\n"
    "Bærum;Menn;0–4 år;1\u00a0099\r\nBærum;Menn;15–19 år;11\r\nBærum;Kvinner;30–34 år;13\r\n",
    "English": '"07459: Population, by region, sex, age, contents and year"\r\n\r\n'
    '"region";"sex";"age";"Persons 2026"\r\n'
    '"3201 Bærum";"Males";"15 years";11\r\n"3201 Bærum";"Females";"30 years";13\r\n'
    '"3201 Bærum";"Both sexes";"30 years";99\r\n',
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("shape", DOWNLOADS)
def test_what_a_person_downloads_is_read(shape, encoding):
    table = read(DOWNLOADS[shape], encoding)
    assert table.year == 2026
    assert {key: count for key, count in table.counts.items() if count} == {
        ("", "15–29", "man"): 11, ("", "30–44", "woman"): 13,
    }  # fmt: skip


@pytest.mark.parametrize("sign", ["..", ":"])
def test_a_figure_that_is_not_known_is_not_taken_for_none(sign):
    with pytest.raises(BadTable, match="2"):
        read(WIDE + f"Bærum;Menn;30 år;1;{sign}\n")


def test_sums_and_footnotes_are_no_people():
    table = read(WIDE + "Bærum;Begge kjønn;30 år;1;99\nBærum;Menn;I alt;1;99\nBærum;Menn;30 år;1;7\n\nFotnote: noe\n")
    assert table.counts == {("", "30–44", "man"): 7}


def test_zones_have_figures_of_their_own():
    zone = PostalCode.objects.get(code="1338").zone
    table = read(WIDE + f"3201 Bærum;Menn;30 år;1;7\n{zone};Menn;30 år;1;3\n")
    assert table.counts == {("", "30–44", "man"): 7, (zone, "30–44", "man"): 3}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("navn;antall\na;1\n", "kjønn"),
        ("region;kjønn;alder\n", "."),
        ("region;kjønn;alder;Personer\nBærum;Menn;30 år;7\n", "2025"),
        (WIDE, "."),
        (WIDE + "Bærum;Menn;30 år;1;7\nBærum;Hest;30 år;1;7\n", "3"),
        (WIDE + "Bærum;Menn;gammel;1;7\n", "2"),
        (WIDE + "Bærum;Menn;20-34 år;1;7\n", "2"),
        (WIDE + "Bærum;Menn;30 år;1;..\n", "2"),
        (WIDE + "Bærum;Menn;30 år;1;-7\n", "2"),
        (WIDE + "Bærum;Menn;30 år;1\n", "2"),
        (WIDE + "Bærum;Menn;30 år;1;7\nBærum;Menn;30 år;1;8\n", "3"),
        (WIDE + "Bærum;Menn;30 år;1;7\nBærum;Menn;30-34 år;1;8\n", "3"),
        (WIDE + "Bærum;Menn;30 år;1;7\nAsker;Menn;30 år;1;8\n", "3"),
        (WIDE + "0301 Oslo;Menn;30 år;1;7\n", "Oslo"),
        (WIDE + "Bærumsmark;Menn;30 år;1;7\n", "Bærumsmark"),
    ],
)
def test_a_wrong_table_is_refused_with_the_row(text, words):
    with pytest.raises(BadTable, match=words):
        read(text)


@pytest.mark.parametrize("region", ["Bærum", "3201 Bærum", "K-3024 Bærum (2020-2023)", "Bærum kommune"])
def test_the_municipality_is_known_by_its_name_whatever_the_statbank_adds(region):
    assert read(WIDE + f"{region};Menn;30 år;1;7\n").counts == {("", "30–44", "man"): 7}


def test_a_table_without_a_gender_or_an_age_does_not_say_that_nobody_lives_here():
    rows = [f"Bærum;{gender};{age} år;1;0" for gender in ("Menn", "Kvinner") for age in (20, 35, 50, 65, 80)]
    refuse_gaps(read(WIDE + "\n".join(rows) + "\n"))
    with pytest.raises(BadTable, match="75"):
        refuse_gaps(read(WIDE + "\n".join(rows[:-1]) + "\n"))
    with pytest.raises(BadTable):
        refuse_gaps(read(WIDE + "\n".join(rows[:5]) + "\n"))


def test_new_figures_take_the_place_of_the_old():
    replace_population(read(WIDE + "Bærum;Menn;30 år;1;7\n"), source="a")
    replace_population(read(WIDE + "Bærum;Kvinner;30 år;1;8\n"), source="SSB 07459", is_example=True)
    row = PopulationGroup.objects.get()
    assert (row.gender, row.count, row.year, row.source, row.is_example) == ("woman", 8, 2025, "SSB 07459", True)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Worked out by hand from the formula; 81 of 263 is Newcombe's example (1998), 0.2553 to 0.3662.
    [(81, 263, 0.2553, 0.3662), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 10, 0.0179, 0.4042)],
)
def test_the_interval_is_honest_for_small_numbers(part, whole, low, high):
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.0001)


def test_an_empty_panel_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


def fill_population(young, old):
    for gender in ("woman", "man"):
        for band, count in (("15–29", young), ("60–74", old)):
            PopulationGroup.objects.create(year=2025, age_band=band, gender=gender, count=count, source="made up")


def look():
    return compare(Member.objects.active(), PopulationGroup.objects.all(), year=2026, gender_names=NAMES)


def named(groups, name):
    return next(group for group in groups if group.name == name)


def test_a_group_far_too_small_is_missing_people_and_a_group_a_little_too_small_is_not():
    fill_population(young=300, old=200)
    for _ in range(36):
        make_member(birth_year=1960, gender="woman")
    for _ in range(4):
        make_member(birth_year=2005, gender="man")
    seen = look()
    young = named(seen.ages, "15–29")
    assert (young.count, young.panel_size, young.expected) == (4, 40, 0.6)
    assert young.is_missing_people
    # With so many more the share is the one of the population.
    assert (young.count + young.missing) / (young.panel_size + young.missing) == pytest.approx(0.6, abs=0.01)
    assert not named(seen.ages, "60–74").is_missing_people
    assert named(seen.genders, "Men").is_missing_people
    assert [group.name for group in seen.missing] == ["Women 15–29", "Men 60–74", "Men 15–29"]


def test_a_panel_of_three_is_too_small_to_say_that_anybody_is_missing():
    fill_population(young=100, old=100)
    for _ in range(3):
        make_member(birth_year=1960, gender="woman")
    assert not named(look().ages, "15–29").is_missing_people


def test_those_who_do_not_say_their_gender_count_in_ages_only():
    fill_population(young=100, old=100)
    make_member(birth_year=2005)
    make_member(birth_year=2005, gender="other")
    make_member(birth_year=2005, gender="man")
    seen = look()
    assert named(seen.ages, "15–29").count == 3
    assert named(seen.genders, "Men").panel_size == 1
    assert seen.without_gender == 2


def test_paused_members_are_not_counted():
    make_member(state=Member.State.PAUSED)
    assert look().size == 0


def test_comparing_asks_as_often_for_many_as_for_few():
    fill_population(young=100, old=100)
    make_member()
    with CaptureQueriesContext(connection) as few:
        look()
    for born in range(1940, 1990):
        make_member(birth_year=born, gender="woman", zone=f"Zone {born}")
    with CaptureQueriesContext(connection) as many:
        look()
    assert len(many) == len(few) == 2
