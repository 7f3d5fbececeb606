import pytest

from members.links import Purpose, find, make
from members.models import Enrolment, Member

from .builders import make_enrolment, make_member

pytestmark = pytest.mark.django_db
LEAVE = Purpose.LEAVE
members = Member.objects.all()


def test_a_link_opens_its_row_and_no_other():
    first, second = make_member(), make_member()
    assert find(LEAVE, make(LEAVE, first), members) == first
    mac = make(LEAVE, first).partition(".")[2]
    assert find(LEAVE, f"{second.pk}.{mac}", members) is None


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose != LEAVE])
def test_one_purpose_never_stands_in_for_another(purpose):
    assert find(LEAVE, make(purpose, make_member()), members) is None


def test_a_link_of_an_enrolment_does_not_open_the_member_with_the_same_id():
    enrolment = make_enrolment()
    make_member(pk=enrolment.pk)
    assert find(LEAVE, make(Purpose.CONFIRM, enrolment), members) is None
    assert find(Purpose.CONFIRM, make(Purpose.CONFIRM, enrolment), Enrolment.objects.all()) == enrolment


def test_raising_the_generation_kills_the_link():
    member = make_member()
    link = make(LEAVE, member)
    Member.objects.update(link_generation=1)
    assert find(LEAVE, link, members) is None
    member.refresh_from_db()
    assert find(LEAVE, make(LEAVE, member), members) == member


def test_a_link_of_an_older_secret_opens_only_while_that_secret_is_listed(settings):
    member = make_member()
    link = make(LEAVE, member)
    settings.PANEL_SECRET_FALLBACKS, settings.PANEL_SECRET = [settings.PANEL_SECRET], "a new one"
    assert find(LEAVE, link, members) == member
    assert make(LEAVE, member) != link
    settings.PANEL_SECRET_FALLBACKS = []
    assert find(LEAVE, link, members) is None


def spoilt(link):
    """Ways in which a link can be wrong in its shape."""
    pk, _, mac = link.partition(".")
    return [
        "", ".", pk, mac, f"{pk}.", f".{mac}", link[:-1], link + "A", f"0{link}", f"-{link}", f"{link}\n", f"{pk}..{mac}",
        f"{pk}.{mac[:-1]}=", f"١.{mac}", f"{'9' * 40}.{mac}", f"{pk}.{'é' * 22}", "\0", "x" * 1_000_000,
    ]  # fmt: skip


def test_a_malformed_link_costs_no_query(django_assert_num_queries):
    link = make(LEAVE, make_member())
    with django_assert_num_queries(0):
        assert [find(LEAVE, wrong, members) for wrong in spoilt(link)] == [None] * 18


def test_a_link_costs_one_query_whether_it_opens_or_not(django_assert_num_queries):
    link = make(LEAVE, make_member())
    for tried in (link, link[:-2] + "AA", f"999{link}"):
        with django_assert_num_queries(1):
            find(LEAVE, tried, members)
