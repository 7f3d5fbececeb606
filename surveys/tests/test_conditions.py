"""Who is shown what, and which conditions the builder refuses."""

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import StreamBlockValidationError

from surveys.blocks import QuestionsBlock, with_ids
from surveys.condition_checks import own_answers
from surveys.questionnaire import Questionnaire
from surveys.structure import compile_stream, meaning
from surveys.tests.builders import stream
from surveys.tests.strategies import answered

ALL = {"help_text": "", "required": True}
FIRST = [
    ("single_choice", ALL | {"label": "Dog?", "options": ["Yes", "No", "Had one"]}),
    ("multiple_choice", ALL | {"label": "What else?", "required": False, "options": ["Cat", "Fish"]}),
    ("scale", ALL | {"label": "How fond?", "lowest": 0, "highest": 10, "lowest_label": "not", "highest_label": "very"}),
    ("number", ALL | {"label": "How many?", "lowest": 0, "highest": 5, "unit": ""}),
    ("long_text", ALL | {"label": "Why?"}),
]


def when(question, rule, answers):
    return {"shown_if": {"question": question, "rule": rule, "answers": answers}}


def section(**condition):
    return ("section", {"heading": "On", "text": "", **condition})


def asked(label="Its name?", **condition):
    return ("short_text", ALL | {"label": label, **condition})


def survey(*blocks):
    return Questionnaire(*compile_stream(stream(with_ids(blocks))))


def shown(condition, **answers):
    """Whether the question with `condition` is shown to somebody who answered so."""
    questionnaire = survey(*FIRST, section(), asked(**condition))
    by_label = {question.label: question for question in questionnaire.questions}
    given = {}
    for label, words in {"dog": "Dog?", "else_": "What else?", "fond": "How fond?", "many": "How many?"}.items():
        if label in answers:
            question, answer = by_label[words], answers[label]
            keys = {text: key for key, text in question.values()}
            given[question.key] = [keys[one] for one in answer] if isinstance(answer, list) else keys[str(answer)]
    return by_label["Its name?"].key in {key for step in questionnaire.path(given) for key in step.keys}


@pytest.mark.parametrize(
    ("condition", "answers", "is_shown"),
    [
        (when("Dog?", "is", "Yes"), {"dog": "Yes"}, True),
        (when(" dog? ", "is", "yes"), {"dog": "Yes"}, True),
        (when("Dog?", "is", "Yes"), {"dog": "No"}, False),
        (when("Dog?", "is", "Yes"), {}, False),
        (when("Dog?", "is_not", "No"), {"dog": "Had one"}, True),
        (when("Dog?", "is_not", "No"), {"dog": "No"}, False),
        (when("Dog?", "is_not", "No"), {}, False),
        (when("Dog?", "is_any_of", "Yes\nHad one"), {"dog": "Had one"}, True),
        (when("What else?", "is", "Fish"), {"else_": ["Cat", "Fish"]}, True),
        (when("What else?", "is_not", "Fish"), {"else_": ["Cat", "Fish"]}, False),
        (when("How fond?", "is_at_least", "7"), {"fond": 7}, True),
        (when("How fond?", "is_at_least", "7"), {"fond": 6}, False),
        (when("How fond?", "is_at_most", "6"), {"fond": 6}, True),
        (when("How fond?", "is_at_most", "6"), {"fond": 7}, False),
        (when("How fond?", "is_at_most", "6"), {}, False),
        (when("How many?", "is", "0"), {"many": 0}, True),
        ({}, {}, True),
    ],
)
def test_a_question_is_shown_when_its_condition_is_true(condition, answers, is_shown):
    assert shown(condition, **answers) is is_shown


def test_a_step_is_hidden_with_all_its_questions():
    questionnaire = survey(*FIRST, section(**when("Dog?", "is", "Yes")), asked(), section(), asked("And?"))
    assert [step.number for step in questionnaire.path({})] == [1, 3]


def test_a_step_whose_questions_are_all_hidden_is_hidden_with_its_headings():
    heading = ("heading", {"heading": "Dogs", "text": ""})
    questionnaire = survey(*FIRST, section(), heading, asked(**when("Dog?", "is", "Yes")))
    assert [step.number for step in questionnaire.path({})] == [1]


def test_the_way_gets_shorter_by_what_is_answered_and_never_longer():
    questionnaire = survey(
        section(), FIRST[0], section(**when("Dog?", "is", "Yes")), asked(), section(**when("Dog?", "is", "No")), asked("2?"),
        section(), asked("3?"),
    )  # fmt: skip
    dog = questionnaire.by_key[questionnaire.steps[0].keys[0]]
    yes, no, once = (key for key, _words in dog.values())

    def numbers(answers, here=None):
        return [step.number for step in questionnaire.path(answers, here)]

    assert numbers({}, here=1) == [1, 2, 3, 4]
    assert numbers({}) == [1, 4]
    assert numbers({dog.key: yes}, here=2) == numbers({dog.key: yes}, here=1) == [1, 2, 4]
    assert numbers({dog.key: no}, here=3) == [1, 3, 4]
    assert numbers({dog.key: once}, here=4) == [1, 4]
    # What was passed without an answer calls for nothing any more.
    assert numbers({}, here=4) == [1, 4]


def test_an_answer_that_becomes_hidden_counts_for_nothing_further_on():
    questionnaire = survey(
        *FIRST,
        section(),
        ("yes_no", ALL | {"label": "Big?", "offers_dont_know": False, **when("Dog?", "is", "Yes")}),
        section(),
        asked(**when("Big?", "is", "Ja")),
    )
    dog, *_others, big, name = questionnaire.questions
    yes, no, _had = (key for key, _label in dog.options)
    answers = {dog.key: yes, big.key: "yes", name.key: "Rex"}
    assert questionnaire.shown(answers) == answers
    assert questionnaire.shown(answers | {dog.key: no}) == {dog.key: no}


def test_all_on_one_page_asks_only_what_the_answers_on_it_call_for():
    questionnaire = survey(FIRST[0], section(), asked(**when("Dog?", "is", "Yes")))
    dog, name = questionnaire.questions
    yes, no, _had = (key for key, _label in dog.options)

    def sent(choice, text=""):
        return MultiValueDict({dog.clean_name: [choice], name.clean_name: [text]})

    assert questionnaire.read(sent(no)) == {dog.key: no}
    assert questionnaire.read(sent(no, "Rex")) == {dog.key: no}
    assert questionnaire.read(sent(yes)) is None
    assert questionnaire.read(sent(yes, "Rex")) == {dog.key: yes, name.key: "Rex"}
    assert name.clean_name in questionnaire.whole_form(sent(yes)).errors
    assert not questionnaire.whole_form(sent(no)).errors


def refusal(*blocks):
    """(place, field) of the one thing the builder refuses, None if it takes it."""
    try:
        QuestionsBlock().clean(stream(with_ids(blocks)))
    except StreamBlockValidationError as refused:
        ((place, error),) = refused.block_errors.items()
        ((field, _sentence),) = error.block_errors["shown_if"].block_errors.items()
        return place, field
    return None


TAKEN = [*FIRST, section()]


def test_the_builder_takes_conditions_that_look_back():
    assert refusal(*TAKEN, asked(**when("Dog?", "is", "Yes"))) is None
    assert refusal(*FIRST, section(**when("How fond?", "is_at_least", "3")), asked()) is None


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        (when("Cat?", "is", "Yes"), "question"),
        (when("Later?", "is", "Yes"), "question"),
        (when("Why?", "is", "Yes"), "question"),
        (when("Dog?", "is", "Maybe"), "answers"),
        (when("Dog?", "is", ""), "answers"),
        (when("Dog?", "is_at_least", "Yes"), "rule"),
        (when("How fond?", "is_at_least", "3\n4"), "rule"),
        (when("How fond?", "is_at_least", "11"), "answers"),
        (when("Dog?", "is_at_most", "Yes"), "rule"),
        (when("How fond?", "is_at_most", "3\n4"), "rule"),
    ],
)
def test_the_builder_refuses_what_leads_nowhere_beside_its_block(condition, field):
    later = ("single_choice", ALL | {"label": "Later?", "options": ["Yes", "No"]})
    assert refusal(*TAKEN, asked(**condition), section(), later) == (len(TAKEN), field)


def test_the_builder_refuses_a_condition_on_the_same_step():
    assert refusal(*FIRST, asked(**when("Dog?", "is", "Yes"))) == (len(FIRST), "question")


def test_the_builder_names_a_question_that_nobody_can_be_shown():
    big = ("yes_no", ALL | {"label": "Big?", "offers_dont_know": True, **when("Dog?", "is", "Yes")})
    blocks = [*TAKEN, big, section(**when("Dog?", "is", "No")), asked(**when("Big?", "is", "Ja"))]
    assert refusal(*blocks) == (len(blocks) - 1, "answers")


@pytest.mark.parametrize(("at_most", "refused"), [("8", False), ("7", True)])
def test_the_builder_knows_which_numbers_are_left(at_most, refused):
    few = section(**when("How fond?", "is_at_least", "8"))
    found = refusal(*FIRST, few, asked(**when("How fond?", "is_at_most", at_most)))
    assert found == ((len(FIRST) + 1, "answers") if refused else None)


def test_the_answers_offered_are_those_a_condition_may_name():
    offered = own_answers()
    assert offered["yes_no"] == ["Ja", "Nei", "Vet ikke"]
    assert offered["zone"] == ["North", "South", "Et annet sted"]
    place = ("place", ALL | {"label": "Where?", "level": "zone", "offers_elsewhere": True})
    for words in offered["zone"]:
        assert refusal(place, section(), asked(**when("Where?", "is", words))) is None


@pytest.fixture
def draft_block():
    """The block as it is while a draft is saved."""
    block = QuestionsBlock()
    block.defer_required_validation()
    yield block
    block.restore_deferred_validation()  # the blocks inside are shared by all


def test_a_draft_with_half_a_question_can_be_saved(draft_block):
    value = {"label": "", "help_text": "", "required": False, "first_year": None, "last_year": None}
    assert len(draft_block.clean(stream(with_ids([("date", value)])))) == 1


def test_a_draft_with_half_a_condition_can_be_saved_but_not_with_one_that_leads_nowhere(draft_block):
    half = [*TAKEN, asked(**when("Dog?", "is", ""))]
    assert len(draft_block.clean(stream(with_ids(half)))) == len(half)
    with pytest.raises(StreamBlockValidationError):
        draft_block.clean(stream(with_ids([*TAKEN, asked(**when("Cat?", "is", ""))])))


def how(question="Dog?", rule="is", answers="Yes", option="Bus", kind="single_choice", **changes):
    """A question of which one option depends on the dog."""
    condition = {"option": option, "question": question, "rule": rule, "answers": answers}
    return kind, ALL | {"label": "How?", "options": ["Bus", "Foot"], "option_conditions": [condition]} | changes


def test_an_option_is_shown_when_its_condition_is_true_and_refused_when_not():
    questionnaire = survey(*FIRST, section(), how())
    dog, how_ = questionnaire.questions[0], questionnaire.questions[-1]
    yes, no, _had = (key for key, _label in dog.options)
    bus, foot = (key for key, _label in how_.options)
    shown_to = {
        choice: [key for key, _label in questionnaire.questions_in(questionnaire.path({dog.key: choice})[1])[0].options]
        for choice in (yes, no)
    }
    assert shown_to == {yes: [bus, foot], no: [foot]}
    step = questionnaire.path({dog.key: no})[1]
    form = questionnaire.step_form(step, MultiValueDict({how_.clean_name: [bus]}))
    assert how_.clean_name in form.errors
    assert bus not in form[how_.clean_name].as_field_group()
    assert not questionnaire.step_form(step, MultiValueDict({how_.clean_name: [foot]})).errors


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
def test_an_answer_is_dropped_with_its_option(kind):
    questionnaire = survey(*FIRST, section(), how(kind=kind))
    dog, how_ = questionnaire.questions[0], questionnaire.questions[-1]
    yes, no, _had = (key for key, _label in dog.options)
    bus, foot = (key for key, _label in how_.options)
    both, left = ([bus, foot], [foot]) if kind == "multiple_choice" else (bus, None)
    assert questionnaire.shown({dog.key: yes, how_.key: both}) == {dog.key: yes, how_.key: both}
    dropped = questionnaire.shown({dog.key: no, how_.key: both})
    assert dropped == {dog.key: no} | ({how_.key: left} if left else {})
    assert bool(questionnaire.unfinished({dog.key: no, how_.key: both}).number == 1)
    assert questionnaire.is_complete(questionnaire.path({dog.key: no})[1], {how_.key: both}) == bool(left)


def test_all_on_one_page_says_on_what_an_option_depends_and_refuses_it():
    questionnaire = survey(FIRST[0], section(), how())
    dog, how_ = questionnaire.questions
    yes, no, _had = (key for key, _label in dog.options)
    bus, _foot = (key for key, _label in how_.options)
    (sentence,) = list(questionnaire.form_class().parts)[-1]["only_if"]
    assert sentence.startswith("«Bus»: ") and "Dog?" in sentence
    sent = MultiValueDict({dog.clean_name: [no], how_.clean_name: [bus]})
    assert questionnaire.read(sent) is None
    form = questionnaire.whole_form(sent)
    assert how_.clean_name in form.errors
    assert bus in form[how_.clean_name].as_field_group(), "she may still change what it depends on"
    assert questionnaire.read(MultiValueDict({dog.clean_name: [yes], how_.clean_name: [bus]}))


def test_a_question_is_hidden_with_the_last_of_its_options():
    condition = {"question": "Dog?", "rule": "is", "answers": "Yes"}
    block = how(option_conditions=[{"option": "Bus", **condition}, {"option": "Foot", **condition}])
    questionnaire = survey(*FIRST, section(), block)
    assert [step.number for step in questionnaire.path({})] == [1]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"question": "Cat?"}, "question"),
        ({"answers": "Maybe"}, "answers"),
        ({"option": "Train"}, "option"),
        ({"rule": "is_at_least"}, "rule"),
    ],
)
def test_the_builder_refuses_a_condition_on_an_option_beside_it(changes, field):
    with pytest.raises(StreamBlockValidationError) as refused:
        QuestionsBlock().clean(stream(with_ids([*TAKEN, how(**changes)])))
    beside = refused.value.block_errors[len(TAKEN)].block_errors["option_conditions"]
    assert list(beside.block_errors[0].block_errors) == [field]


def test_the_builder_takes_a_condition_on_an_option():
    assert len(QuestionsBlock().clean(stream(with_ids([*TAKEN, how()])))) == len(TAKEN) + 1


def test_the_builder_names_an_option_and_what_hangs_on_it_that_nobody_can_be_shown():
    with pytest.raises(StreamBlockValidationError) as refused:
        QuestionsBlock().clean(stream(with_ids([*TAKEN, how(**when("Dog?", "is", "No"))])))
    assert "option_conditions" in refused.value.block_errors[len(TAKEN)].block_errors
    after = (section(), asked(**when("How?", "is", "Bus")))
    assert refusal(*TAKEN, how(), *after) is None
    on_the_way = section(**when("Dog?", "is", "No"))
    assert refusal(*TAKEN, how(), on_the_way, asked(**when("How?", "is", "Bus"))) == (len(TAKEN) + 2, "answers")


def test_conditions_are_part_of_what_may_not_change():
    raw = with_ids([*TAKEN, asked(**when("Dog?", "is", "Yes"))])
    before = meaning(compile_stream(stream(raw))[0])
    raw[0]["value"]["label"] = raw[-1]["value"]["shown_if"]["question"] = "A dog?"
    assert meaning(compile_stream(stream(raw))[0]) == before
    raw[-1]["value"]["shown_if"]["rule"] = "is_not"
    assert meaning(compile_stream(stream(raw))[0]) != before


@given(st.data())
def test_whatever_is_answered_nothing_hidden_is_kept_and_nothing_shown_is_lost(data):
    questionnaire = survey(
        *FIRST,
        section(**data.draw(st.sampled_from([{}, when("Dog?", "is_not", "No")]))),
        asked("One?", **data.draw(st.sampled_from([{}, when("How fond?", "is_at_least", "5")]))),
        section(),
        asked("Two?", **when("What else?", "is_any_of", "Cat\nFish")),
    )
    answers = data.draw(answered(questionnaire.questions))
    kept = questionnaire.shown(answers)
    on_the_path = {key for step in questionnaire.path(answers) for key in step.keys}
    assert set(kept) == set(answers) & on_the_path
    assert questionnaire.path(kept) == questionnaire.path(answers)


@pytest.mark.parametrize(("words", "is_named"), [("dog", True), ("Hvow fond?", True), ("Nothing like it", False)])
def test_a_refusal_names_the_question_that_was_probably_meant(words, is_named):
    with pytest.raises(StreamBlockValidationError) as refused:
        QuestionsBlock().clean(stream(with_ids([*TAKEN, asked(**when(words, "is", "Yes"))])))
    errors = refused.value.block_errors[len(TAKEN)].block_errors["shown_if"].block_errors
    assert ("«" in str(errors["question"].messages[0])) is is_named
