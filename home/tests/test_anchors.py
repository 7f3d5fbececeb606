"""Headings of a body can be linked to."""

from home.anchors import anchored
from home.blocks import BodyBlock


def body(*blocks):
    return BodyBlock().to_python([{"type": name, "value": value} for name, value in blocks])


def section(heading):
    return "section", {"heading": heading, "text": "<p>Hei</p>"}


def test_a_heading_has_an_anchor_one_can_read():
    (part,) = anchored(body(section("Hva vi vet om deg")))
    assert (part.heading, part.anchor) == ("Hva vi vet om deg", "del-hva-vi-vet-om-deg")


def test_headings_that_read_alike_have_anchors_of_their_own():
    parts = anchored(body(section("Kort sagt"), section("Kort sagt"), section("Kort sagt 2")))
    assert len({part.anchor for part in parts}) == 3


def test_what_has_no_heading_of_the_outline_has_no_anchor():
    (part,) = anchored(body(("text", "<p>Hei</p>")))
    assert (part.heading, part.anchor) == ("", "")
