"""Pages anybody may read: kept by the process, and as just purged (an address with a question is never kept)."""

from bench.scenario import Row, same

BARE = "bare: information page"
KEPT, PURGED = {BARE: 12}, {BARE: 0.8}
PAGES = [
    ("front page", "/", "Bli med", 12),
    ("information page", "/om-panelet/", "Om panelet", 8),
    ("news index", "/nyheter/", "Nyheter", 12),
    ("news post", "{post}", "Flere nyheter", 8),
    ("what we have asked", "/dette-har-vi-spurt-om/", "Dette har vi spurt om", 12),
    ("survey's public page", "{survey_page}", "{survey_title}", 8),
]

ROWS = [
    Row("bare: welcome page", same("/", "Welcome to your new Wagtail site"), site="bare"),
    Row(BARE, same("/info/", "Om panelet"), site="bare"),
    *[Row(name, same(path, text), targets=KEPT, sql=0) for name, path, text, _sql in PAGES],
    *[
        Row(f"{name}, just purged", same(f"{path}?ny", text), targets=PURGED, sql=sql)
        for name, path, text, sql in PAGES
    ],
    Row("missing page", same("/finnes-ikke/", "", status=404)),
]
