"""The words of what stands between questions, as a version keeps them."""

from django.template.loader import render_to_string


def heading_words(value):
    return {"heading": value["heading"], "text": value["text"]}


def section_words(value):
    return heading_words(value) | {"is_section": True}


def information_words(value):
    """Text and picture as HTML: links and small versions are looked up when it is published, not for every reader."""
    words = {"html": str(value["text"]) if value["text"].source.strip() else "", "picture": ""}
    if value["picture"]:
        alt = "" if value["is_decorative"] else value["alt_text"]
        words["picture"] = render_to_string("surveys/picture.html", {"image": value["picture"], "alt": alt}).strip()
    return words


BETWEEN = {"heading": heading_words, "section": section_words, "information": information_words}
