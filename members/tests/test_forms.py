import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from members.addresses import LETTERS_ERROR
from members.forms import AddressForm, EnrolmentForm
from members.models import PanelRules

from .builders import filled_in

pytestmark = pytest.mark.django_db


def errors(**changes):
    return EnrolmentForm(filled_in(**changes)).errors


def cleaned(**changes):
    form = EnrolmentForm(filled_in(**changes))
    assert form.is_valid(), form.errors
    return form.cleaned_data


def test_a_correct_form_is_taken():
    data = cleaned(email="  Kari+Panel@Example.org ", postal_code=" 1338 ")
    assert data["email"] == "Kari+Panel@Example.org"
    assert (data["postal_code"], data["postal_code_is_flagged"], data["birth_year"]) == ("1338", False, 1987)


@pytest.mark.parametrize("name", ["email", "lives_here", "postal_code", "birth_year", "is_old_enough", "agrees"])
def test_what_must_be_filled_in(name):
    found = errors(**{name: None})
    assert list(found) == [name]
    assert len(found[name]) == 1


@pytest.mark.parametrize("name", ["gender", "wants_workshops", "website"])
def test_what_may_be_left_out(name):
    assert not errors(**{name: None})


@pytest.mark.parametrize(
    "email",
    [
        "kari",
        "kari.example.org",
        "kari@",
        "@example.org",
        "kari@example",
        "a b@example.org",
        '"kari"@example.org',
        "kari@[127.0.0.1]",
        "kari@localhost",
        "kari@example..org",
    ],
)
def test_an_address_with_a_typo_is_refused_with_an_example(email):
    (sentence,) = errors(email=email)["email"]
    assert "@" in sentence


@pytest.mark.parametrize("code", ["133", "13380", "l338", "1338 Sandvika", "１３３８", "-133"])
def test_a_postal_code_has_four_digits(code):
    form = EnrolmentForm(filled_in(postal_code=code))
    assert list(form.errors) == ["postal_code"]
    assert not form.asks_again_about_residence


def test_a_po_box_gets_a_sentence_of_its_own_and_no_way_round():
    (box,), (outside,) = errors(postal_code="1300")["postal_code"], errors(postal_code="0150")["postal_code"]
    assert box != outside
    assert errors(postal_code="1300", lives_here_all_the_same="on")["postal_code"] == [box]


def test_a_code_from_outside_is_asked_about_and_taken_when_the_answer_is_yes():
    form = EnrolmentForm(filled_in(postal_code="0150"))
    assert list(form.errors) == ["postal_code"]
    assert form.asks_again_about_residence
    assert cleaned(postal_code="0150", lives_here_all_the_same="on")["postal_code_is_flagged"]


def test_a_code_of_ours_is_never_flagged():
    assert not cleaned(lives_here_all_the_same="on")["postal_code_is_flagged"]


@pytest.mark.parametrize("year", ["87", "19870", "0000", "1887", "nitten", "2999", "１９８７", "-987"])
def test_a_birth_year_that_cannot_be_is_refused(year):
    assert list(errors(birth_year=year)) == ["birth_year"]


def test_too_young_is_refused_and_old_enough_this_year_is_taken():
    this_year = timezone.localdate().year
    assert list(errors(birth_year=str(this_year - 14))) == ["birth_year"]
    assert cleaned(birth_year=str(this_year - 15))
    PanelRules.objects.create(minimum_age=16)
    assert list(errors(birth_year=str(this_year - 15))) == ["birth_year"]
    assert "16" in str(EnrolmentForm()["is_old_enough"].label)


@pytest.mark.parametrize("name", ["email", "postal_code", "birth_year", "gender"])
@pytest.mark.parametrize("value", ["\0", "1\x0038", "<script>alert(1)</script>", "🙂" * 4, "x" * 1_000_000])
def test_strange_input_gets_a_short_sentence(name, value):
    found = errors(**{name: value})
    assert list(found) == [name]
    assert all(len(sentence) < 200 and "script" not in sentence for sentence in found[name])


def test_a_program_that_fills_in_everything_is_noticed():
    form = EnrolmentForm(filled_in(website="https://example.org"))
    assert form.is_valid()
    assert form.was_filled_by_a_program


def test_what_browsers_can_fill_in_is_named_for_them():
    form = EnrolmentForm()
    attributes = {name: form.fields[name].widget.attrs for name in ("email", "postal_code", "birth_year")}
    assert [attrs["autocomplete"] for attrs in attributes.values()] == ["email", "postal-code", "bday-year"]
    assert [attrs["inputmode"] for attrs in attributes.values()] == ["email", "numeric", "numeric"]


def test_an_address_that_plain_smtp_cannot_carry_is_refused_and_one_whose_domain_can_be_spelled_is_sent_to():
    for form in (EnrolmentForm(filled_in(email="kåre@example.org")), AddressForm({"email": "kåre@example.org"})):
        assert form.errors["email"] == [LETTERS_ERROR]
    assert AddressForm({"email": "kari@blåbær.example.org"}).is_valid()
    message = EmailMessage("Hei", "Hei", to=["kari@blåbær.example.org"]).message()
    assert message["To"] == "kari@xn--blbr-roah.example.org"
