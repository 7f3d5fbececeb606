"""The sealed box: nobody reads it early, and it opens once."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from nacl.encoding import Base64Encoder
from nacl.public import PrivateKey, PublicKey, SealedBox

from surveys.blocks import with_ids
from surveys.box import boxes_without_key, delete_expired, erase_traces, open_box, pad, seal
from surveys.jobs import every_box_has_its_key
from surveys.models import Box, FreeText, Response, ResultSnapshot, SealedAnswer
from surveys.results import NothingToPublish, publish_results, published_results
from surveys.slot import drop
from surveys.structure import largest_answer
from surveys.tests.builders import answer, keys, make_box

NOW = timezone.now()
OTHER_KEY = PrivateKey(b"7" * 32).encode(Base64Encoder).decode()


def opened(box):
    return open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=NOW)


@pytest.mark.django_db
def test_every_sealed_answer_has_one_length():
    box = make_box()
    answer(box)
    answer(box, where=["Phone", "Desk", "Web"], content=5, word="æ" * 200, first="😀" * 2000)
    assert len({len(bytes(sealed.ciphertext)) for sealed in SealedAnswer.objects.all()}) == 1


@pytest.mark.django_db
def test_the_longest_answer_fits():
    box = make_box()
    answer(box, where=["Phone", "Desk", "Web"], content=5, word='"' * 200, first="\x1f" * 2000)
    assert SealedAnswer.objects.count() == 1


@pytest.mark.django_db
def test_an_answer_larger_than_the_box_is_refused():
    box = make_box()
    with pytest.raises(ValueError, match="larger"):
        seal(box.public_key, box.size, {"q": "x" * box.size})


@pytest.mark.django_db
def test_equal_answers_look_different():
    box = make_box()
    answer(box)
    answer(box)
    first, second = SealedAnswer.objects.all()
    assert bytes(first.ciphertext) != bytes(second.ciphertext)


@pytest.mark.django_db
def test_a_sealed_row_holds_a_random_key_and_a_ciphertext_and_nothing_else():
    assert {field.name for field in SealedAnswer._meta.get_fields()} == {"id", "box", "ciphertext"}
    box = make_box()
    for _ in range(20):
        answer(box)
    in_order_of_key = list(SealedAnswer.objects.order_by("id").values_list("id", flat=True))
    assert max(b - a for a, b in zip(in_order_of_key, in_order_of_key[1:], strict=False)) > 2**40


@pytest.mark.django_db
def test_fewer_than_ten_answers_are_not_even_decrypted(monkeypatch):
    box = make_box()
    for _ in range(9):
        answer(box)

    def decrypt(keys, ciphertext):
        raise AssertionError("a sealed answer was decrypted")

    monkeypatch.setattr("surveys.box.unseal", decrypt)
    assert opened(box) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "result"), [(9, None), (10, 10)])
def test_the_box_opens_from_ten_answers(count, result):
    box = make_box()
    for _ in range(count):
        answer(box)
    assert opened(box) == result
    assert Response.objects.count() == (result or 0)
    assert SealedAnswer.objects.count() == (0 if result else count)


@pytest.mark.django_db
def test_the_box_opens_once():
    box = make_box()
    for _ in range(10):
        answer(box)
    assert opened(box) == 10
    for _ in range(10):
        answer(box)
    assert opened(box) is None
    assert Response.objects.count() == 10


@pytest.mark.django_db
def test_the_box_stays_closed_without_its_key():
    box = make_box()
    for _ in range(10):
        answer(box)
    assert open_box(box, [], now=NOW) is None
    assert open_box(box, [OTHER_KEY], now=NOW) is None
    assert SealedAnswer.objects.count() == 10


@pytest.mark.django_db
def test_a_key_that_has_been_replaced_still_opens_the_boxes_it_closed():
    box = make_box()
    for _ in range(10):
        answer(box)
    assert open_box(box, [OTHER_KEY, *settings.SURVEY_BOX_PRIVATE_KEYS], now=NOW) == 10


@pytest.mark.django_db
def test_one_damaged_answer_does_not_cost_the_others_their_say():
    box = make_box()
    for _ in range(11):
        answer(box)
    damaged = SealedAnswer.objects.first()
    SealedAnswer.objects.filter(pk=damaged.pk).update(ciphertext=b"x" * 100)
    assert opened(box) == 10
    box.refresh_from_db()
    assert (box.opened_count, box.unreadable_count) == (10, 1)


@pytest.mark.django_db
def test_the_box_stays_closed_when_fewer_than_ten_answers_can_be_read():
    box = make_box()
    for _ in range(10):
        answer(box)
    SealedAnswer.objects.filter(pk=SealedAnswer.objects.first().pk).update(ciphertext=b"x" * 100)
    assert opened(box) is None
    assert not Response.objects.exists()


@pytest.mark.django_db
def test_a_response_has_no_person_time_or_text():
    assert {field.name for field in Response._meta.get_fields()} == {
        "id", "form_data", "page", "structure", "submit_time", "subject", "background", "is_from_open_link",
    }  # fmt: skip
    assert {field.name for field in FreeText._meta.get_fields()} == {
        "id", "structure", "question", "text", "subject", "is_from_open_link",
    }  # fmt: skip
    box = make_box()
    for _ in range(10):
        answer(box, word="Kart", first="Søket")
    opened(box)
    questions, _options = keys(box)
    for response in Response.objects.all():
        # The key and the background are for surveys that say so.
        assert response.submit_time is None and response.subject is None and response.background == {}
        assert questions["One word"] not in response.form_data
        assert "Søket" not in str(response.form_data)
    assert FreeText.objects.filter(subject=None).count() == 20


@pytest.mark.django_db
def test_responses_come_out_in_another_order_than_they_went_in():
    box = make_box()
    for content in [1] * 30 + [5] * 30:
        answer(box, content=content)
    opened(box)
    questions, _options = keys(box)
    stored = [response.form_data[questions["How content?"]] for response in Response.objects.order_by("id")]
    assert stored not in ([1] * 30 + [5] * 30, [5] * 30 + [1] * 30)
    assert sorted(stored) == [1] * 30 + [5] * 30


@pytest.mark.django_db
def test_the_worker_is_told_which_surveys_lack_a_key(settings):
    box = make_box()
    assert every_box_has_its_key() is None
    settings.SURVEY_BOX_PRIVATE_KEYS = [OTHER_KEY]
    assert str(box.page_id) in every_box_has_its_key()
    assert boxes_without_key([], today=timezone.localdate()) == [box]


@pytest.mark.django_db
def test_an_opened_box_needs_no_key(settings):
    box = make_box()
    for _ in range(10):
        answer(box)
    opened(box)
    settings.SURVEY_BOX_PRIVATE_KEYS = []
    assert every_box_has_its_key() is None


@pytest.mark.django_db
def test_answers_go_on_their_date_and_published_figures_stay():
    today = timezone.localdate()
    due = make_box(delete_on=today)
    later = make_box(delete_on=today + timedelta(days=1))
    for box in (due, later):
        for _ in range(10):
            answer(box, word="Kart")
        opened(box)
        box.refresh_from_db()
        publish_results(box, invited=20, by=None, now=NOW)
    before = published_results(due.page_id).data

    assert delete_expired(today=today) == 1
    assert not Response.objects.filter(page_id=due.page_id).exists()
    assert not FreeText.objects.filter(structure__page_id=due.page_id).exists()
    assert Response.objects.filter(page_id=later.page_id).count() == 10
    assert published_results(due.page_id).data == before
    assert delete_expired(today=today) == 0


@pytest.mark.django_db
def test_figures_of_deleted_answers_are_not_published():
    box = make_box(delete_on=timezone.localdate())
    for _ in range(10):
        answer(box)
    opened(box)
    delete_expired(today=timezone.localdate())
    with pytest.raises(NothingToPublish):
        publish_results(box, invited=20, by=None, now=NOW)
    assert not ResultSnapshot.objects.exists()


@pytest.mark.django_db
def test_an_unopened_box_is_emptied_on_its_date():
    box = make_box(delete_on=timezone.localdate())
    for _ in range(9):
        answer(box)
    delete_expired(today=timezone.localdate())
    assert SealedAnswer.objects.count() == 0


@pytest.mark.django_db
def test_results_are_published_once_and_never_counted_again():
    box = make_box()
    for _ in range(10):
        answer(box)
    opened(box)
    box.refresh_from_db()
    first = publish_results(box, invited=20, by=None, now=NOW)
    Response.objects.first().delete()
    publish_results(box, invited=99, by=None, now=NOW)
    assert ResultSnapshot.objects.count() == 1
    assert published_results(box.page_id).data == first.data


@pytest.mark.django_db
def test_an_empty_box_takes_the_size_of_a_longer_survey_and_a_used_one_keeps_its_size():
    box = make_box(with_ids([("short_text", {"label": "One word", "help_text": "", "required": False})]))
    small = box.size
    make_box(page=box.page)
    box = Box.objects.get(pk=box.pk)
    assert box.size == largest_answer(box.version.structure.data) > small


@pytest.mark.django_db
@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100, "not JSON", "not answers"])
def test_no_damage_to_one_answer_stops_the_opening(damage):
    box = make_box()
    for _ in range(11):
        answer(box)
    if isinstance(damage, str):
        sealer = SealedBox(PublicKey(box.public_key.encode(), Base64Encoder))
        damage = sealer.encrypt(pad({"not JSON": b"{", "not answers": b"[1]"}[damage], box.size))
    SealedAnswer.objects.filter(pk=SealedAnswer.objects.first().pk).update(ciphertext=damage)
    assert opened(box) == 10


@pytest.mark.django_db
def test_what_the_survey_does_not_know_is_left_behind_at_the_opening():
    box = make_box()
    questions, options = keys(box)
    for _ in range(10):
        drop(
            box,
            {
                "11111111-1111-4111-8111-111111111111": "a question of a draft",
                questions["Easy?"]: "an option of a draft",
                questions["Where?"]: [options["Where?"]["Web"], "an option of a draft"],
                questions["How content?"]: 6,
                questions["One word"]: "Kart",
            },
        )
    assert opened(box) == 10
    assert Response.objects.first().form_data == {questions["Where?"]: [options["Where?"]["Web"]]}
    assert FreeText.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_traces_are_erased_after_the_opening():
    box = make_box()
    for _ in range(10):
        answer(box)
    opened(box)
    assert not Box.objects.get().traces_remain


@pytest.mark.django_db(transaction=True)
def test_traces_left_by_a_killed_worker_are_erased_the_next_time():
    box = make_box()
    Box.objects.filter(pk=box.pk).update(traces_remain=True)
    assert erase_traces()
    assert not Box.objects.get().traces_remain


@pytest.mark.django_db
def test_traces_are_not_forgotten_where_they_cannot_be_erased():
    box = make_box()
    Box.objects.filter(pk=box.pk).update(traces_remain=True)
    assert not erase_traces()  # inside a transaction no table can be rewritten
    assert Box.objects.get().traces_remain


@pytest.mark.django_db
def test_a_box_whose_date_has_come_needs_no_key(settings):
    make_box(delete_on=timezone.localdate())
    settings.SURVEY_BOX_PRIVATE_KEYS = []
    assert every_box_has_its_key() is None
