"""Searching as Norwegians type, in both databases; stemming in PostgreSQL. What is nobody's business is in no index."""

from datetime import date

import pytest
from django.db import connection
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.search.index import get_indexed_models
from wagtail.search.models import IndexEntry

from blog.tests.builders import make_index, make_post
from home.folding import fold
from home.models import HomePage
from home.search import find_pages
from members.tests.builders import make_member
from panel_pages.models import CompositionPage, InformationPage
from panel_pages.tests.builders import fill_box, make_survey

ROOMS_WITH_PAGES = {"home", "blog", "panel_pages"}


def titles(words):
    return {page.title for page in find_pages(words)}


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Bærum", ["bærum", "BÆRUM", "baerum", "barum", "Bärum"]),
        ("søppel", ["Søppel", "soppel", "soeppel", "söppel"]),
        ("Ås", ["ås", "aas", "as"]),
        ("båtplasser", ["batplasser", "baatplasser"]),
        ("idé", ["ide", "idé"]),
        ("Kárášjohka", ["karasjohka"]),
        ("čáhci", ["cahci"]),
    ],
)
def test_letters_and_what_people_type_for_them_are_one(written, typed):
    assert {fold(word) for word in typed} == {fold(written)}


def test_words_that_differ_in_other_letters_stay_apart():
    assert len({fold(word) for word in ("bar", "ber", "bor", "bur", "bår ", "bør!")}) == 6


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["bærum", "Baerum", "barum", "søppel", "soppel", "soeppel", "soeppel i baerum"])
def test_a_page_is_found_however_its_letters_are_typed(home_page, typed):
    make_post(title="Henting av søppel", lead="Nå hentes det oftere i hele Bærum.")
    make_post(title="Noe annet", lead="Om stier i marka.")
    assert titles(typed) == {"Henting av søppel"}


@pytest.mark.django_db
def test_all_words_must_be_there(home_page):
    make_post(title="Henting av søppel")
    assert not titles("søppel sykkel")


@pytest.mark.django_db
def test_body_topic_and_lead_are_searched_too(home_page):
    make_post(
        title="En sak",
        lead="Om løyper",
        body=[("section", {"heading": "Skøyter", "text": "<p>Isbåt</p>"})],
        topics=["Miljø"],
    )
    for words in ("loyper", "skoyter", "isbat", "miljo"):
        assert titles(words) == {"En sak"}, words


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["undersøkelse", "undersøkelsene", "undersokelser", "undersoekelsen"])
def test_postgresql_finds_other_forms_of_a_word(home_page, typed):
    make_post(title="Undersøkelser om nettsider")
    assert titles(typed) == {"Undersøkelser om nettsider"}


@pytest.mark.django_db
def test_a_title_weighs_more_than_a_text(home_page):
    make_post(title="En sak", lead="Noe om sykkelveier", date=date(2020, 1, 1))
    make_post(title="Sykkelveier", date=date(2010, 1, 1))
    if connection.vendor == "postgresql":
        assert [page.title for page in find_pages("sykkelveier")][0] == "Sykkelveier"
    assert titles("sykkelveier") == {"En sak", "Sykkelveier"}


@pytest.mark.django_db
def test_drafts_and_guarded_pages_are_not_found(home_page):
    make_post(title="Hemmelig utkast", is_published=False)
    guarded = make_post(title="Hemmelig side")
    guarded.view_restrictions.create(restriction_type="login")
    withdrawn = make_post(title="Hemmelig og trukket")
    withdrawn.unpublish()
    assert not titles("hemmelig")


def test_only_pages_and_the_library_are_in_an_index():
    for model in get_indexed_models():
        is_page = issubclass(model, Page) and model._meta.app_label in {*ROOMS_WITH_PAGES, "wagtailcore", "workshops"}
        assert is_page or model._meta.app_label in ("wagtailimages", "wagtaildocs"), model


def test_every_kind_of_page_is_indexed_folded():
    kinds = [
        model for model in get_indexed_models() if issubclass(model, Page) and model._meta.app_label != "wagtailcore"
    ]
    assert InformationPage in kinds
    # The front page is never a hit: every page has a way to it.
    kinds.remove(HomePage)
    missing = [
        kind.__name__ for kind in kinds
        if not {"folded_title", "folded_text"} <= {field.field_name for field in kind.get_search_fields()}
    ]  # fmt: skip
    assert missing == []


@pytest.mark.django_db
def test_members_and_answers_are_in_no_index(home_page):
    make_member(email="lekeplass@example.org", email_key="lekeplass@example.org")
    survey = make_survey(title="Parker", purpose="Bedre parker")
    fill_box(survey, 12)
    assert titles("parker") == {"Parker"}
    for words in ("lekeplass", "example", "Yes", "kari"):
        assert not titles(words), words
    entries = IndexEntry.objects.all()
    assert entries.exists()
    assert not [entry for entry in entries.values() if "lekeplass" in str(entry)]


@pytest.mark.django_db
def test_hits_cost_the_same_however_many(client, home_page, django_assert_max_num_queries):
    costs = []
    for _round in range(2):
        for _post in range(4):
            make_post(lead="Husker og sklier")
        make_survey(purpose="Husker og sklier")
        client.get("/sok/", {"q": "sklier"})
        with django_assert_max_num_queries(14) as queries:
            client.get("/sok/", {"q": "sklier"})
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.django_db
def test_a_hit_says_what_kind_of_page_it_is(client, home_page):
    make_post(title="Husker", lead="Om sklier")
    html = client.get("/sok/", {"q": "husker"}).content.decode()
    assert ">Husker</a>" in html and "Om sklier" in html
    assert _("news post").capitalize() in html
    # In the words of who reads it, not of who edits it.
    home_page.add_child(instance=CompositionPage(title="Hvem husker?", lead="Om sklier"))
    html = client.get("/sok/", {"q": "husker"}).content.decode()
    assert _("information page").capitalize() in html
    assert str(CompositionPage._meta.verbose_name) not in html


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "finnesikke"])
def test_without_hits_the_way_on_is_shown(client, home_page, words):
    index = make_index()
    index.show_in_menus = True
    index.save_revision().publish()
    main = client.get("/sok/", {"q": words}).content.decode().partition("<main")[2].partition("</main>")[0]
    assert f'href="{index.url}"' in main


@pytest.mark.django_db
def test_a_search_without_hits_says_what_to_try(client, home_page):
    html = client.get("/sok/", {"q": "finnesikke"}).content.decode()
    assert _("Nothing fits «%(words)s»") % {"words": "finnesikke"} in html
    assert _("Try fewer words, or only the most important one.") in html
    assert _("Try fewer words, or only the most important one.") not in client.get("/sok/").content.decode()
