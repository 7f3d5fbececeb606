"""What the bench concludes from its samples."""

from dataclasses import replace
from itertools import islice

import pytest

from bench.client import Answer, is_right
from bench.report import paired, summaries, targets, verdict
from bench.rounds import Sample
from bench.scenario import Request, Row, each, once, post, same

QUIET, BUSY = 0.1, 0.9
SAMPLE = Sample(
    "row", 8, 0, visits=300, seconds=3, app_ms=2, db_ms=1, load_share=0.1, p50=1, p95=2, p99=3, wrong=0, complaint="",
    foreign=QUIET, calibration=20,
)  # fmt: skip


def test_a_clock_counts_only_on_a_quiet_machine():
    samples = [SAMPLE, replace(SAMPLE, round=1, visits=3, foreign=BUSY, app_ms=4)]
    found = summaries(samples)["row", 8]
    assert (found["rate"], found["quiet"], found["dropped"]) == (100, 1, 1)
    assert found["app_ms"] == 3


def test_a_sample_with_errors_counts_for_nothing():
    found = summaries([replace(SAMPLE, wrong=1)])["row", 8]
    assert (found["rate"], found["app_ms"], found["wrong"]) == (None, None, 1)


def test_ratios_pair_samples_of_one_round():
    ours = [replace(SAMPLE, round=number, visits=visits) for number, visits in ((0, 300), (1, 600), (2, 900))]
    theirs = [replace(SAMPLE, row="bare", round=number, visits=visits) for number, visits in ((0, 100), (1, 100))]
    assert paired(ours + theirs, "row", "bare", clock=True) == [3, 6]


def test_a_round_in_which_one_was_disturbed_makes_no_pair():
    samples = [SAMPLE, replace(SAMPLE, row="bare", foreign=BUSY)]
    assert paired(samples, "row", "bare", clock=True) == []
    assert paired(samples, "row", "bare", clock=False) == [1]


@pytest.mark.parametrize(
    ("ratios", "words"),
    [([3, 2.5], "met"), ([3, 3, 1], "met, unsure"), ([1, 1.5], "missed"), ([], "no quiet round")],
)
def test_a_target_is_met_for_certain_only_when_every_round_says_so(ratios, words):
    assert verdict(ratios, 2) == words


def test_cpu_decides_where_no_round_was_quiet():
    rows = [Row("row", same("/", ""), targets={"bare": 2})]
    busy = replace(SAMPLE, foreign=BUSY)
    [found] = targets(rows, [busy, replace(busy, row="bare", app_ms=8)])
    assert found["verdict"] == "met (by CPU)"
    assert found["by_clock"] == []


@pytest.mark.parametrize(
    ("status", "body", "expected"), [(200, b"Welcome", True), (200, b"", False), (500, b"Welcome", False)]
)
def test_an_answer_is_right_by_status_and_text(status, body, expected):
    assert is_right(Request("/", "Welcome"), Answer(status, b"", body)) is expected


def test_what_may_be_used_once_is_never_used_again():
    data = {"links": ["a", "b", "c"]}
    make = once(lambda data, link: link, "links")
    assert [*islice(make(data), 2), *make(data)] == ["c", "b", "a"]
    assert list(make(data)) == []


def test_what_may_be_read_is_read_in_turn():
    reading = each(lambda data, link: link, "links")({"links": ["a", "b"]})
    assert list(islice(reading, 3)) == ["a", "b", "a"]


def test_a_form_is_sent_as_a_browser_sends_it():
    request = post("/svar/", [["name", "blå"]], token="t", cookies="csrftoken=c")
    head, _, body = request.encode("127.0.0.1:80").partition(b"\r\n\r\n")
    assert body == b"name=bl%C3%A5&csrfmiddlewaretoken=t"
    for line in (b"Cookie: csrftoken=c", b"Referer: https://127.0.0.1:80/svar/", b"Content-Length: %d" % len(body)):
        assert line in head
