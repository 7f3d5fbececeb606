"""The blocks of page bodies: what they refuse, and that an editor sees what each is for."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.tests.utils import get_test_document_file
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from blog.blocks import PostBodyBlock
from home.blocks import BodyBlock
from panel_pages.blocks import PageBodyBlock
from panel_pages.models import EnrolmentPage

BLOCKS = PostBodyBlock().child_blocks


@pytest.fixture
def picture(db):
    return get_image_model().objects.create(title="Bridge", file=get_test_image_file())


@pytest.fixture
def document(db):
    return get_document_model().objects.create(title="Report", file=get_test_document_file())


def value_of(name, **values):
    """What an editor has written in the block `name`: its example, changed."""
    block = BLOCKS[name]
    return block.to_python({**getattr(block.meta, "preview_value", {}), **values})


def render(name, **values):
    return BLOCKS[name].render(value_of(name, **values))


def test_information_and_news_have_the_same_blocks():
    assert list(PageBodyBlock().child_blocks) == list(BLOCKS)
    # The front page comes from a room that knows no survey.
    assert list(BodyBlock().child_blocks) == [name for name in BLOCKS if name != "results_chart"]


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_says_what_it_is_for_and_has_a_place_in_the_picker(name):
    assert BLOCKS[name].meta.description
    assert BLOCKS[name].meta.group
    assert BLOCKS[name].meta.icon != "placeholder"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_shows_an_example_in_the_clothes_of_a_page(name):
    block = BLOCKS[name]
    assert block.is_previewable
    value = block.normalize(block.get_preview_value())
    bound = block.bind(value)
    html = render_to_string(block.get_preview_template(value), {"bound_block": bound})
    assert "css/read.css" in html
    assert html.index('<div class="wrap">') < html.rindex("</div>")
    assert "<h1" not in html
    assert len(html.partition('<div class="wrap">')[2]) > 150


def test_a_picture_without_words_is_refused(picture):
    with pytest.raises(ValidationError):
        BLOCKS["picture"].clean(value_of("picture", image=picture.pk, alt_text="", is_decorative=False))


@pytest.mark.parametrize("values", [{"alt_text": "A bridge"}, {"alt_text": "", "is_decorative": True}])
def test_a_picture_with_words_or_said_to_be_decoration_is_accepted(picture, values):
    assert BLOCKS["picture"].clean(value_of("picture", image=picture.pk, **values))["image"] == picture


def test_decoration_is_silent(picture):
    html = render("picture", image=picture.pk, alt_text="Not read", is_decorative=True)
    assert 'alt=""' in html
    assert "Not read" not in html


def test_a_picture_comes_in_small_formats_with_a_fallback_and_its_size(picture):
    html = render("picture", image=picture.pk, alt_text="A bridge")
    assert html.index('type="image/avif"') < html.index('type="image/webp"') < html.index("<img")
    image = html[html.index("<img") :]
    assert 'width="640"' in image and 'height="480"' in image
    assert 'loading="lazy"' in image and 'alt="A bridge"' in image


def test_only_text_below_a_heading_offers_headings():
    assert "h3" not in BLOCKS["text"].features
    assert "h3" in BLOCKS["section"].child_blocks["text"].features
    for name, block in BLOCKS.items():
        children = getattr(block, "child_blocks", {"": block})
        offered = {feature for child in children.values() for feature in getattr(child, "features", [])}
        assert not offered & {"h1", "h2", "h4", "h5", "h6"}, name


def test_a_fact_box_holds_something():
    with pytest.raises(ValidationError):
        BLOCKS["fact_box"].clean(value_of("fact_box", facts=[], text=""))
    assert BLOCKS["fact_box"].clean(value_of("fact_box"))
    assert BLOCKS["fact_box"].clean(value_of("fact_box", facts=[], text="<p>Fact</p>"))


@pytest.mark.parametrize("empty", ["", "<p></p>", '<p data-block-key="a1"> </p>'])
def test_an_editor_left_empty_is_no_text(empty):
    text = BLOCKS["text"]
    with pytest.raises(ValidationError):
        text.clean(text.value_from_form(empty))
    assert text.clean(text.value_from_form("<p>Noe</p>")).source == "<p>Noe</p>"
    assert BLOCKS["fact_box"].child_blocks["text"].value_from_form(empty).source == ""


def test_facts_in_words_are_set_as_words():
    assert 'class="pairs"' in render("fact_box", facts=[{"name": "Svarprosent", "value": "45 %"}])
    assert 'class="pairs text"' in render("fact_box", facts=[{"name": "Ansvarlig", "value": "Bærum kommune"}])


def test_only_a_button_to_joining_is_gold(home_page, asked_page):
    join = home_page.add_child(instance=EnrolmentPage(title="Join", slug="join", lead="Join"))
    assert 'data-color="accent"' in render("call_to_action", page=join.pk)
    assert 'data-color="accent"' not in render("call_to_action", page=asked_page.pk)


def test_a_contact_can_be_reached():
    with pytest.raises(ValidationError):
        BLOCKS["contact"].clean(value_of("contact", email="", phone=""))
    with pytest.raises(ValidationError):
        BLOCKS["contact"].clean(value_of("contact", phone="in the book"))
    assert BLOCKS["contact"].clean(value_of("contact", email="", phone="67 50 40 50"))


@pytest.mark.parametrize(
    ("written", "dialled"), [("67 50 40 50", "tel:+4767504050"), ("+46 8 12 34 56", "tel:+468123456")]
)
def test_a_telephone_dials_the_number(written, dialled):
    assert f'href="{dialled}"' in render("contact", phone=written)


def test_a_document_says_its_kind_and_size(document):
    html = render("document", document=document.pk, title="The report")
    assert f'<a href="{document.url}">The report</a>' in html
    assert "(TXT, " in html and "byte" in html


def test_a_document_that_is_gone_leaves_nothing(document):
    key = document.pk
    document.delete()
    assert "<a" not in render("document", document=key, title="The report")


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://www.youtube.com/watch?v=1", "YouTube"),
        ("https://youtu.be/1", "YouTube"),
        ("https://player.vimeo.com/1", "Vimeo"),
        ("https://film.kommune.example/1", "film.kommune.example"),
        ("https://notyoutube.com/1", "notyoutube.com"),
    ],
)
def test_a_film_names_its_provider_and_asks_nothing_of_it(url, provider):
    html = render("video", url=url)
    assert f"{provider}</a>" in html
    assert f'href="{url}"' in html
    assert html.count(url) == 1
    for fetched in ("<iframe", "<img", "<script", "<video", "src="):
        assert fetched not in html


def test_a_film_without_encryption_is_refused():
    with pytest.raises(ValidationError):
        BLOCKS["video"].clean(value_of("video", url="http://vimeo.com/1"))


@pytest.mark.parametrize("text", ["Les mer", "her", "  LES  MER … ", "«klikk her»", "Les mer &rarr;"])
@pytest.mark.parametrize(
    ("name", "path"),
    [("text", None), ("section", "text"), ("fact_box", "text")],
)
def test_a_link_that_says_nothing_is_refused_in_rich_text(name, path, text):
    html = f'<p>Vi har svar. <a href="/">{text}</a></p>'
    value = BLOCKS[name].to_python(html) if path is None else value_of(name, **{path: html})
    with pytest.raises(ValidationError):
        BLOCKS[name].clean(value)


def test_the_refusal_names_the_link():
    with pytest.raises(ValidationError) as refused:
        BLOCKS["text"].clean(BLOCKS["text"].to_python('<p><a href="/">her</a> <a href="/">Se svarene</a></p>'))
    assert "«her»" in str(refused.value)
    assert "Se svarene" not in str(refused.value)


def test_a_link_that_says_where_it_leads_is_accepted():
    html = '<p>Her er <a href="/">Mer om panelet</a> og <a href="/">herredshuset</a>. Les mer.</p>'
    assert BLOCKS["text"].clean(BLOCKS["text"].to_python(html)).source == html


def test_an_answer_and_a_button_are_checked_too(home_page, document):
    items = [{"question": "Hvor?", "answer": '<p><a href="/">Her</a></p>'}]
    with pytest.raises(ValidationError):
        BLOCKS["questions_and_answers"].clean(value_of("questions_and_answers", items=items))
    with pytest.raises(ValidationError):
        BLOCKS["call_to_action"].clean(value_of("call_to_action", page=home_page.pk, button="Les mer"))
    assert BLOCKS["call_to_action"].clean(value_of("call_to_action", page=home_page.pk))
    with pytest.raises(ValidationError):
        BLOCKS["document"].clean(value_of("document", document=document.pk, title="Link"))


def test_the_words_are_chosen_in_the_settings(settings):
    settings.LINK_TEXTS_THAT_SAY_NOTHING = ["videre"]
    html = '<p><a href="/">Les mer</a></p>'
    assert BLOCKS["text"].clean(BLOCKS["text"].to_python(html))
    with pytest.raises(ValidationError):
        BLOCKS["text"].clean(BLOCKS["text"].to_python('<p><a href="/">Videre</a></p>'))


def test_a_draft_may_wait_with_descriptions_and_links(picture):
    body = PostBodyBlock()
    value = body.to_python(
        [
            {"type": "text", "value": '<p><a href="/">her</a></p>'},
            {"type": "picture", "value": {"image": picture.pk, "alt_text": "", "is_decorative": False}},
            {"type": "call_to_action", "value": {"heading": "", "page": None, "button": "Les mer"}},
            {"type": "contact", "value": {"heading": "", "name": ""}},
            {"type": "fact_box", "value": {"heading": ""}},
        ]
    )
    assert len(body.clean_deferred(value)) == 5
    with pytest.raises(ValidationError) as refused:
        body.clean(value)
    assert len(refused.value.block_errors) == 5


def test_a_link_to_a_page_that_is_gone_leaves_no_button(home_page):
    html = render("call_to_action", page=None)
    assert "<a" not in html
    assert _("Call to action") not in html
