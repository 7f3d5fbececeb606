"""What each type of question takes, and the sentence with which it refuses the rest."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from surveys.blocks import QuestionsBlock, with_ids
from surveys.blocks.written import DateBlock
from surveys.structure import compile_stream, meaning
from surveys.tests.examples import EXAMPLES, form_of


def read(question, **sent):
    """The answer in what a browser sends; names are what follows the question's own name."""
    return question.read(
        MultiValueDict({question.clean_name + (f"_{name}" if name else ""): [value] for name, value in sent.items()})
    )


def refusal(question, **sent):
    with pytest.raises(ValidationError) as refused, translation.override(None):
        read(question, **sent)
    (sentence,) = refused.value.messages
    assert "Which?" in sentence
    return sentence


def name_of(key):
    return key.replace("-", "")


@pytest.mark.parametrize(("sent", "answer"), [("7", 7), (" 7 ", 7), ("0", 0), ("20", 20)])
def test_a_number_between_the_limits_is_taken(sent, answer):
    assert read(form_of("number")[1], **{"": sent}) == answer


@pytest.mark.parametrize("sent", ["21", "-1", "7.5", "7,5", "1e1", "seven", "٣", "9" * 5000])
def test_another_number_is_refused_with_the_limits(sent):
    assert "from 0 to 20" in refusal(form_of("number")[1], **{"": sent})


def test_a_large_number_may_have_spaces_between_its_thousands():
    question = form_of("number", highest=2_000_000)[1]
    assert read(question, **{"": "1 200 000"}) == 1_200_000


def test_numbers_are_counted_in_ten_bands_that_meet():
    (table,) = form_of("number", lowest=0, highest=100)[1].tables()
    assert len(table.cells) == 10
    assert table.cells[0][1] == "0–10"
    assert [table.counted(number) for number in (0, 10, 11, 100)] == [[0], [0], [11], [99]]


def test_large_numbers_are_read_and_written_with_a_space_and_years_without():
    _form_class, question = form_of("number", lowest=1950, highest=100_000, unit="kroner")
    assert question.hint() == _("A whole number from %(lowest)s to %(highest)s.") % {
        "lowest": "1950",
        "highest": "100\N{NO-BREAK SPACE}000",
    }
    for sent in ("85000", "85 000", "85\N{NO-BREAK SPACE}000"):
        assert question.parse({question.clean_name: sent}) == 85_000
    assert question.in_words(85_000) == "85\N{NO-BREAK SPACE}000 kroner"


def test_numbers_below_zero_have_a_minus_and_may_be_written_with_one_or_a_hyphen():
    question = form_of("number", lowest=-20, highest=9, unit="degrees")[1]
    assert [read(question, **{"": sent}) for sent in ("-5", "−5")] == [-5, -5]
    with translation.override(None):
        assert question.hint() == "A whole number from −20 to 9."
    assert "from −20 to 9" in refusal(question, **{"": "-21"})
    assert question.in_words(-5) == "−5 degrees"
    (table,) = question.tables()
    assert [words for _first, words in table.cells][0] == "−20 – −18"
    assert [words for _first, words in table.cells][-1] == "7–9"


@pytest.mark.parametrize("parts", [("17", "5", "2026"), ("01", "01", "2020"), ("29", "2", "2024")])
def test_a_date_that_exists_is_taken(parts):
    day, month, year = parts
    answer = read(form_of("date")[1], day=day, month=month, year=year)
    assert answer == f"{int(year)}-{int(month):02}-{int(day):02}"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("30", "2", "2024"), "does not exist"),
        (("31", "2", "2026"), "does not exist"),
        (("1", "13", "2024"), "does not exist"),
        (("0", "0", "0"), "does not exist"),
        (("1", "", "2024"), "digits"),
        (("x", "1", "2024"), "digits"),
    ],
)
def test_a_date_that_does_not_exist_is_refused_for_what_is_wrong_with_it(parts, words):
    day, month, year = parts
    assert words in refusal(form_of("date")[1], day=day, month=month, year=year)


def test_a_day_to_come_is_refused_where_the_editor_says_so_and_today_is_taken():
    today, year = timezone.localdate(), timezone.localdate().year
    days = {"first_year": year - 1, "last_year": year + 1}
    for allows_future, day in ((True, today), (True, today + timedelta(days=1)), (False, today)):
        question = form_of("date", allows_future=allows_future, **days)[1]
        assert read(question, day=str(day.day), month=str(day.month), year=str(day.year)) == day.isoformat()
    tomorrow = today + timedelta(days=1)
    sent = {"day": str(tomorrow.day), "month": str(tomorrow.month), "year": str(tomorrow.year)}
    question = form_of("date", allows_future=False, **days)[1]
    assert "still to come" in refusal(question, **sent)
    # What was taken once stays an answer: nothing is measured by the day on which the box is opened.
    assert question.fit(tomorrow.isoformat()) == tomorrow.isoformat()


def test_a_date_that_was_published_before_days_to_come_could_be_refused_asks_the_same_as_before():
    block = dict(EXAMPLES["date"])
    assert "allows_future" not in block
    before, _texts = compile_stream(QuestionsBlock().to_python(with_ids([("date", block)])))
    assert before["items"][0].keys() == {"id", "type", "required", "first_year", "last_year"}
    raw = with_ids([("date", block | {"allows_future": False})])
    raw[0]["id"] = before["items"][0]["id"]
    after, _texts = compile_stream(QuestionsBlock().to_python(raw))
    assert meaning(after) == meaning(before) and after != before


def test_a_new_date_begins_with_the_years_that_are_counted_one_by_one():
    value = DateBlock().get_default()
    assert value["last_year"] == timezone.localdate().year
    question = form_of("date", first_year=value["first_year"], last_year=value["last_year"])[1]
    assert len(question.tables()[0].cells) == value["last_year"] - value["first_year"] + 1 == 10


def test_a_date_outside_the_years_is_refused_with_the_years():
    assert "from 2020 to 2026" in refusal(form_of("date")[1], day="1", month="1", year="2019")


def test_a_matrix_that_must_be_answered_names_the_first_row_left_empty():
    question = form_of("matrix")[1]
    (roads, _), (paths, _) = question.rows
    good = question.columns[0][0]
    assert read(question, **{name_of(roads): good, name_of(paths): good}) == {roads: good, paths: good}
    assert "Paths" in refusal(question, **{name_of(roads): good})
    assert "Roads" in refusal(question, **{name_of(roads): paths})


def test_a_matrix_that_may_be_left_empty_takes_some_rows():
    question = form_of("matrix", required=False)[1]
    (roads, _), good = question.rows[0], question.columns[0][0]
    assert read(question, **{name_of(roads): good}) == {roads: good}
    assert read(question) is None


def test_a_matrix_is_said_in_the_order_of_its_rows_however_a_database_gave_it_back():
    question = form_of("matrix")[1]
    (roads, first), (paths, second) = question.rows
    good, words = question.columns[0]
    assert question.in_words({paths: good, roads: good}) == f"{first}: {words}\n{second}: {words}"


def test_a_ranking_is_stored_in_order():
    question = form_of("ranking")[1]
    a, b, c, d = (key for key, _label in question.options)
    assert read(question, **{name_of(a): "3", name_of(c): "1", name_of(d): "2"}) == [c, d, a]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ({0: "1", 1: "1", 2: "2"}, "Only one"),
        ({0: "1", 1: "3"}, "place 2"),
        ({0: "1", 1: "2"}, "place 3"),
        ({0: "4"}, "one of the places"),
        ({0: "0"}, "one of the places"),
    ],
)
def test_a_ranking_with_a_place_twice_missing_or_unknown_is_refused(places, words):
    question = form_of("ranking")[1]
    keys = [key for key, _label in question.options]
    assert words in refusal(question, **{name_of(keys[number]): place for number, place in places.items()})


def test_some_places_are_enough_where_none_must_be_given():
    question = form_of("ranking", required=False)[1]
    keys = [key for key, _label in question.options]
    assert read(question, **{name_of(keys[1]): "1"}) == [keys[1]]
    assert "place 1" in refusal(question, **{name_of(keys[1]): "2"})


MANY = {
    "options": ["A", "B", "C", {"label": "None", "stands_alone": True}],
    "at_least": 2,
    "at_most": 2,
}


def choose(question, *labels):
    keys = [key for key, label in question.options if label in labels]
    return question.read(MultiValueDict({question.clean_name: keys}))


def test_as_many_answers_as_asked_for_are_taken():
    question = form_of("multiple_choice", **MANY)[1]
    assert len(choose(question, "A", "C")) == 2
    assert len(choose(question, "None")) == 1


@pytest.mark.parametrize(
    ("labels", "words"),
    [(["A"], "at least 2"), (["A", "B", "C"], "at most 2"), (["A", "None"], "«None» cannot be chosen together")],
)
def test_too_few_too_many_and_a_loner_in_company_are_refused(labels, words):
    question = form_of("multiple_choice", **MANY)[1]
    with pytest.raises(ValidationError, match=words), translation.override(None):
        choose(question, *labels)


@pytest.mark.parametrize(("count", "is_list"), [(7, False), (8, True)])
def test_a_long_choice_is_a_list_to_open(count, is_list):
    form_class, question = form_of("single_choice", options=[f"Option {number}" for number in range(count)])
    html = form_class()[question.clean_name].as_field_group()
    assert ("<select" in html) is is_list
    assert ("<fieldset" in html) is not is_list


@pytest.mark.parametrize(("offers", "count"), [(True, 3), (False, 2)])
def test_yes_and_no_come_with_dont_know_where_the_editor_offers_it(offers, count):
    assert len(form_of("yes_no", offers_dont_know=offers)[1].options) == count


def test_the_words_of_yes_and_no_are_the_sites_whoever_publishes():
    with translation.override(None):
        assert form_of("yes_no")[1].options[0] == ("yes", "Ja")


def test_that_several_can_be_chosen_is_said_where_no_limit_says_it():
    with translation.override(None):
        assert form_of("multiple_choice", at_least=None, at_most=None)[1].hint() == "You can choose several."
        assert form_of("multiple_choice", at_least=None, at_most=2)[1].hint() == "Choose at most 2 answers."
        assert form_of("single_choice")[1].hint() == ""


def test_half_a_date_may_be_taken_away_again_where_nothing_has_to_be_answered():
    assert "leave all three empty" in refusal(form_of("date", required=False)[1], day="", month="5", year="2020")
    assert "leave all three empty" not in refusal(form_of("date", required=True)[1], day="", month="5", year="2020")


@pytest.mark.parametrize("unit", [None, ""])
def test_a_number_without_a_unit_is_said_without_one(unit):
    assert form_of("number", unit=unit)[1].in_words(7) == "7"
