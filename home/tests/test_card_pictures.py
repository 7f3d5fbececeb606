"""The picture of a card is what Wagtail's own tag would draw, in fewer steps."""

import pytest
from django.template import Context, Template
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from home.card_pictures import FILTERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_of_production")]

SIZES = 'alt=words loading="lazy" sizes="92vw"'
OURS = Template("{% load home_tags %}{% card_picture image " + SIZES + " %}")
WAGTAILS = Template(
    "{% load wagtailimages_tags %}{% picture image fill-{480x300,960x600} format-{avif,webp,jpeg} " + SIZES + " %}"
)


def make_picture():
    return get_image_model().objects.create(title="Bridge", file=get_test_image_file(size=(1200, 900)))


def draw(template, image, words="A «bridge» & more"):
    return template.render(Context({"image": image, "words": words}))


def test_it_looks_as_wagtail_would_draw_it_also_when_remembered():
    picture = make_picture()
    expected = draw(WAGTAILS, picture)
    assert "image/avif" in expected and "960w" in expected
    assert draw(OURS, picture) == draw(OURS, picture) == expected


def test_another_picture_or_other_words_are_not_mixed_up():
    first, second = make_picture(), make_picture()
    drawn = [draw(OURS, first), draw(OURS, second), draw(OURS, first, "Other words")]
    assert drawn == [draw(WAGTAILS, first), draw(WAGTAILS, second), draw(WAGTAILS, first, "Other words")]
    assert len(set(drawn)) == 3


def test_a_picture_cut_anew_is_shown_anew():
    picture = make_picture()
    before = draw(OURS, picture)
    picture.focal_point_x, picture.focal_point_y = 100, 100
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()
    assert draw(OURS, get_image_model().objects.get()) != before


def test_a_prefetched_picture_costs_no_query(django_assert_num_queries):
    make_picture().get_renditions(*FILTERS)
    picture = get_image_model().objects.prefetch_renditions(*(each.spec for each in FILTERS)).get()
    with django_assert_num_queries(0):
        assert "<picture>" in draw(OURS, picture)
