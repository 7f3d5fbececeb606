"""Whether HTML is valid: parsed as strictly as the standard says, and what a parser does not mind.

Not all of the standard: what this knows is what templates get wrong. Names and roles are left to axe.
"""

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
PRESSED = {"a", "button", "input", "select", "textarea", "label", "summary"}
# What may not hold blocks, and the blocks.
PHRASES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "b", "strong", "em", "i", "small", "label", "time", "dt"}
PHRASES |= {"button", "pre", "legend", "summary", "caption"}
HEADINGS_MAY = {"legend", "summary"}
BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "section", "article", "aside", "nav", "header", "footer", "form"}
BLOCKS |= {"figure", "blockquote", "fieldset", "main", "hr", "details", "h1", "h2", "h3", "h4", "h5", "h6"}
CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "table": {"caption", "thead", "tbody", "tfoot"},
    "tr": {"th", "td"}, "select": {"option", "optgroup"},
}  # fmt: skip
ONLY_IN = {
    "li": {"ul", "ol"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "legend": {"fieldset"}, "summary": {"details"},
    "figcaption": {"figure"}, "caption": {"table"},
}  # fmt: skip
NAMED_BY = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "form", "list")


def find_mistakes(html, *, is_mail=False):
    """What is wrong with the page `html`, in words; a mail carries styles, a page does not."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    root = parser.parse(html)
    mistakes = [f"line {position[0]}: {code} {data or ''}" for position, code, data in parser.errors]
    elements = list(walk(root))
    ids = [element.get("id") for element, _above in elements if element.get("id") is not None]
    mistakes += [f"id «{name}» stands more than once" for name in {name for name in ids if ids.count(name) > 1}]
    for element, above in elements:
        mistakes += mistakes_of(element, name_of(element), above, ids, is_mail=is_mail)
    return mistakes


def walk(element, above=()):
    """Every element with the names of those it lies in, the nearest last. What SVG holds is another standard's."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(HTML):
            yield child, above
            yield from walk(child, (*above, name_of(child)))


def name_of(element):
    return element.tag.removeprefix(HTML)


def mistakes_of(element, name, above, ids, *, is_mail):
    """What is wrong with one element where it stands."""
    parent = above[-1] if above else ""
    if name in BLOCKS and parent in PHRASES and not (parent in HEADINGS_MAY and name.startswith("h")):
        yield f"<{name}> in <{parent}>"
    if name in PRESSED - {"label"} and (PRESSED - {"label"}) & set(above):
        yield f"<{name}> in something else to press: {above}"
    if name == "form" and "form" in above:
        yield "<form> in <form>"
    if parent in CHILDREN and name not in CHILDREN[parent] | {"script", "template"}:
        yield f"<{name}> in <{parent}>"
    if name in ONLY_IN and parent not in ONLY_IN[name]:
        yield f"<{name}> in <{parent}>"
    for attribute in NAMED_BY:
        for wanted in (element.get(attribute) or "").split():
            if wanted not in ids:
                yield f"<{name} {attribute}> names «{wanted}», which is not there"
    href = element.get("href") or ""
    if href.startswith("#") and href[1:] not in ids:
        yield f"a link to {href}, which is not there"
    if name == "img" and element.get("alt") is None:
        yield "<img> without alt"
    if name == "img" and not is_mail and not (element.get("width") and element.get("height")):
        yield f"<img src={element.get('src')}> without width and height"
    if not is_mail and (name == "style" or element.get("style") is not None):
        yield f"<{name}> with a style of its own"
