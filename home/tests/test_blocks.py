"""The blocks of page bodies: what they refuse, and that an editor sees what each is for."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from home.blocks import BodyBlock, PictureBlock

BLOCKS = BodyBlock().child_blocks


@pytest.fixture
def picture(db):
    return get_image_model().objects.create(title="Bridge", file=get_test_image_file())


def cleaned(picture, **values):
    block = PictureBlock()
    return block.clean(block.to_python({"image": picture.pk, **values}))


def test_a_picture_without_words_is_refused(picture):
    with pytest.raises(ValidationError):
        cleaned(picture, alt_text="", is_decorative=False)


@pytest.mark.parametrize("values", [{"alt_text": "A bridge"}, {"alt_text": "", "is_decorative": True}])
def test_a_picture_with_words_or_said_to_be_decoration_is_accepted(picture, values):
    assert cleaned(picture, **values)["image"] == picture


def test_decoration_is_silent(picture):
    block = PictureBlock()
    html = block.render(block.to_python({"image": picture.pk, "alt_text": "Not read", "is_decorative": True}))
    assert 'alt=""' in html
    assert "Not read" not in html


@pytest.mark.parametrize("name", [name for name in BLOCKS if name != "text"])
def test_every_block_says_what_it_is_for(name):
    assert BLOCKS[name].meta.description


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in BLOCKS if name not in ("text", "picture")])
def test_every_block_shows_an_example(name):
    block = BLOCKS[name]
    html = block.render(block.normalize(block.get_preview_value()))
    assert "<h1" not in html
    words = block.meta.preview_value.get("heading") or block.meta.preview_value.get("quote") or "407"
    assert words in html


def test_an_example_wears_the_clothes_of_a_page():
    html = render_to_string("wagtailcore/shared/block_preview.html", {"bound_block": ""})
    assert "css/read.css" in html
    assert 'class="flow prose"' in html
