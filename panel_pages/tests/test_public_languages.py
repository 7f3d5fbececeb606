"""The public site in three languages: what is translated, what falls back, and that nothing is shown twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from blog.tests.builders import make_post
from panel_pages.models import AskedPage, EnrolmentPage, InformationPage, SurveyPage
from panel_pages.tests.builders import fill_box, make_survey
from panel_pages.tests.translating import ENGLISH, NYNORSK, make_survey_in_three_languages, translate
from surveys.box import open_box
from surveys.models import Box
from surveys.results import publish_results

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def site(home_page):
    """A front page with an information page and what has been asked, in bokmål only."""
    for slug in ("om", "personvern"):
        Page.objects.get(pk=home_page.pk).add_child(
            instance=InformationPage(title=slug.title(), slug=slug, show_in_menus=True)
        )
    return home_page


def in_words_of(language, page, **fields):
    """A published translation of any page."""
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    copy = Page.objects.get(pk=page.pk).specific.copy_for_translation(locale)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return Page.objects.get(pk=copy.pk)


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_a_site_in_one_language_offers_none(client, site):
    html = text(client, "/om/")
    assert 'class="languages"' not in html and 'rel="alternate" hreflang' not in html


def test_a_page_leads_to_its_translations_and_says_so_to_search_engines(client, site):
    in_words_of("nn", site, heading="Nynorsk framside")
    page = Page.objects.get(slug="om")
    host = page.full_url.removesuffix("/om/")
    in_words_of("nn", page, title="Om panelet på nynorsk")
    for path, other in (("/om/", "nn"), ("/nn/om/", "nb")):
        html = text(client, path)
        assert 'hreflang="nn" href="http://' in html and 'hreflang="nb" href="http://' in html
        assert f'<link rel="canonical" href="{host}{path}">' in html
        assert f'hreflang="{other}">' in html.split('class="languages"')[1].split("</nav>")[0]
    assert '<html lang="nn"' in text(client, "/nn/om/") and "nn_NO" in text(client, "/nn/om/")


def test_a_page_that_is_not_translated_leads_to_the_front_page_in_that_language(client, site):
    in_words_of("en", site, heading="Front page")
    html = text(client, "/om/")
    assert 'href="/en/"' in html.split('class="languages"')[1].split("</nav>")[0]
    assert '<link rel="alternate" hreflang="en"' not in html


def test_the_menu_and_the_foot_speak_the_language_and_mark_what_falls_back(client, site):
    in_words_of("nn", site)
    in_words_of("nn", Page.objects.get(slug="om"), title="Om oss på nynorsk")
    html = text(client, "/nn/")
    assert 'href="/nn/om/">Om oss på nynorsk' in html
    assert 'href="/personvern/" lang="nb" hreflang="nb">Personvern' in html
    assert '<a class="brand" href="/nn/">' in html
    with translation.override("nn"):
        assert _("Menu") in html
    assert "Om oss på nynorsk" not in text(client, "/")


@pytest.mark.parametrize("path", ["/nn/", "/nn/om/", "/en/"])
def test_what_is_not_in_a_language_is_in_bokmal(client, site, path):
    response = client.get(path)
    assert response.status_code == 302 and response.url == path[3:]


def test_a_translation_that_is_taken_down_leads_to_bokmal_whatever_it_was_called(client, site):
    in_words_of("nn", site)
    page = in_words_of("nn", Page.objects.get(slug="om"), slug="om-oss-nynorsk")
    assert client.get("/nn/om-oss-nynorsk/").status_code == 200
    page.specific.unpublish()
    assert client.get("/nn/om-oss-nynorsk/").url == "/om/"


def test_what_is_nowhere_is_not_found_in_any_language(client, site):
    for path in ("/finnes-ikke/", "/nn/finnes-ikke/", "/en/om/mer/"):
        assert client.get(path).status_code == 404


def test_a_survey_stands_once_in_each_list_in_the_language_of_the_reader(client, home_page):
    make_survey(title="Only in bokmål")
    _page, nynorsk, _english = make_survey_in_three_languages()
    asked = AskedPage.objects.get(locale__language_code="nb")
    html = text(client, asked.url)
    assert html.count("The web pages</a>") == 1 and "Nettsidene" not in html
    html = text(client, asked.get_translation(Locale.objects.get(language_code="nn")).url)
    assert html.count("Nettsidene</a>") == 1 and "The web pages" not in html
    assert f'href="{nynorsk.url}"' in html
    assert '<h3 lang="nb"><a' in html and "Only in bokmål</a>" in html


def test_a_translated_survey_page_shows_the_dates_and_counts_of_its_bokmal_page(client, home_page):
    page, nynorsk, _english = make_survey_in_three_languages()
    page.contact_name = "Ny Kontakt"
    page.save_revision().publish()
    html = text(client, nynorsk.url)
    assert "Nettsidene" in html and "Ny Kontakt" in html
    with translation.override("nn"):
        assert _("Open now") in html


def finish(page, settings):
    """Twelve have answered, the box is opened and the results are published."""
    fill_box(page, 12)
    box = Box.objects.get()
    open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=timezone.now())
    publish_results(Box.objects.get(), invited=20, by=None, now=timezone.now())


def test_results_are_one_set_shown_in_the_readers_language(client, home_page, settings):
    page, nynorsk, _english = make_survey_in_three_languages()
    finish(page, settings)
    bokmal, translated = text(client, page.url), text(client, nynorsk.url)
    assert "Kor nøgd?" in translated and "Kor nøgd?" not in bokmal
    assert "Å finne fram" in translated and "Ja</span>" in translated
    assert bokmal.count('<td class="n">12</td>') == translated.count('<td class="n">12</td>') > 0


def test_results_can_be_translated_after_they_are_published(client, home_page, settings):
    page = make_survey()
    finish(page, settings)
    nynorsk = translate(page, "nn", NYNORSK, title="Nettsidene")
    assert "Kor nøgd?" in text(client, nynorsk.url)


def test_figures_without_words_in_the_language_stay_in_bokmal_and_say_so(client, home_page, settings):
    page, nynorsk, _english = make_survey_in_three_languages()
    finish(page, settings)
    Box.objects.update(translations={})
    html = text(client, nynorsk.url)
    assert '<table class="result" lang="nb">' in html and "How content?" in html


def test_news_is_not_shown_twice_and_falls_back_one_by_one(client, home_page):
    post, other = make_post(title="Bare på bokmål"), make_post(title="Begge")
    in_words_of("nn", home_page)
    in_words_of("nn", post.get_parent(), title="Nyhende")
    in_words_of("nn", other, title="Begge på nynorsk")
    bokmal, nynorsk = text(client, "/nyheter/"), text(client, "/nn/nyheter/")
    assert "Begge på nynorsk" not in bokmal and "Begge</a>" in bokmal
    assert "Begge på nynorsk" in nynorsk and "Begge</a>" not in nynorsk
    assert "Bare på bokmål" in nynorsk
    assert "Begge på nynorsk" not in client.get(reverse("news:atom")).content.decode()


def test_a_post_about_a_survey_is_told_of_on_its_translation(client, home_page):
    post = make_post(title="Om nettsidene")
    page, nynorsk, _english = make_survey_in_three_languages()
    type(post).objects.update(about_page=page)
    assert "Om nettsidene" in text(client, nynorsk.url)


def test_search_looks_in_the_readers_language_and_in_bokmal(client, site):
    in_words_of("nn", site)
    in_words_of("nn", Page.objects.get(slug="om"), title="Om oss på nynorsk")
    assert "Om oss på nynorsk" in text(client, "/nn/sok/?q=nynorsk")
    assert "Om oss på nynorsk" not in text(client, "/sok/?q=nynorsk")
    assert '<h3 lang="nb">' in text(client, "/nn/sok/?q=personvern")


def test_joining_in_english_shows_english_words_and_writes_in_english(client, home_page):
    from members.models import Enrolment
    from members.tests.builders import filled_in, make_notice

    notice = make_notice()
    page = Page.objects.get(pk=home_page.pk).add_child(
        instance=EnrolmentPage(title="Bli med", slug="bli-med", lead="Bli")
    )
    in_words_of("en", home_page)
    english = in_words_of("en", page, title="Join us", slug="join")
    html = text(client, english.url)
    assert '<html lang="en"' in html and "Birth year" in html and "<h1>Join us</h1>" in html
    response = client.post(english.url, filled_in(notice=notice.pk, language="en"))
    assert response.status_code == 302 and response.url.startswith("/en/join/")
    assert '<html lang="en"' in text(client, response.url)
    assert Enrolment.objects.get().language == "en"


def test_three_languages_cost_a_constant_number_of_queries(client, home_page, django_assert_max_num_queries):
    make_survey_in_three_languages()
    asked = AskedPage.objects.get(locale__language_code="en").url
    with django_assert_max_num_queries(20) as few:
        client.get(asked)
    for _time in range(3):
        page = make_survey(title="More")
        translate(page, "en", ENGLISH, title="More in English")
    with django_assert_max_num_queries(len(few)):
        client.get(asked)
    assert SurveyPage.objects.count() == 9


def test_kept_pages_and_skeletons_never_mix_languages(client, site, settings):
    settings.PAGES_KEPT_FOR = timedelta(seconds=10)
    in_words_of("nn", site)
    in_words_of("nn", Page.objects.get(slug="om"), title="Om oss på nynorsk")
    for _time in range(2):
        assert "Om oss på nynorsk" not in text(client, "/personvern/")
        html = text(client, "/nn/om/")
        assert "Om oss på nynorsk" in html and '<html lang="nn"' in html
        assert '<html lang="nb"' in text(client, "/om/")
        with translation.override("nn"):
            assert _("Menu") in html


def test_what_a_translation_does_not_tell_of_the_results_stands_in_bokmal_marked_as_such(client, home_page, settings):
    advice = '[{"type": "advice", "value": {"said": "Søket svikter", "state": "no", "deed": "Ikke råd i år"}}]'
    page, nynorsk, _english = make_survey_in_three_languages(findings="<p>Lett å lese.</p>", advice=advice)
    finish(page, settings)
    html = text(client, page.url)
    assert "<blockquote>Søket svikter</blockquote>" in html
    SurveyPage.objects.filter(pk=nynorsk.pk).update(findings="<p>Lett å lese, seier dei.</p>", advice="[]")
    html = text(client, nynorsk.url)
    assert '<blockquote lang="nb">Søket svikter</blockquote>' in html and '<p lang="nb">Ikke råd i år</p>' in html
    assert "Lett å lese, seier dei." in html and 'findings" lang' not in html
