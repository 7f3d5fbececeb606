"""What a worker weighs, and whether it grows."""

from itertools import cycle, islice

from .client import in_a_process
from .machine import memory_of
from .scenario import Request

WARM_AFTER = 3_000


def addresses(site):
    """{name: url} of the pages a browser looks at."""
    paths = {
        "front page": "/", "information page": "/om-panelet/", "news index": "/nyheter/",
        "news post": site.data["paths"]["post"], "enrolment": "/bli-med/", "survey form": f"/svar/{site.data['links'][0]}/",
    }  # fmt: skip
    return {name: f"http://127.0.0.1:{site.port}{path}" for name, path in paths.items()}


def now(site):
    """The heaviest worker's {"rss": …, "pss": …}."""
    return max((memory_of(pid) for pid in site.workers), key=lambda sizes: sizes["rss"])


def mixture(site):
    """Pages of all sorts, kept and purged, forms and errors, for ever."""
    data = site.data
    paths = ["/", "/om-panelet/", "/nyheter/", data["paths"]["post"], data["paths"]["survey_page"], "/bli-med/", "/?ny",
             "/nyheter/?side=2", "/dette-har-vi-spurt-om/?status=open", "/sok/?q=panelet"]  # fmt: skip
    links = cycle(data["links"][:20_000])
    for number, path in enumerate(cycle(paths)):
        yield Request(path)
        yield Request(f"/svar/{next(links)}/")
        if number % 100 == 0:
            yield Request(data["paths"]["answers"], headers={"Cookie": data["staff"]})


def grow(site, requests):
    """[(requests so far, {"rss": …, "pss": …})] while `requests` are answered."""
    seen, sent, pages = [], 0, mixture(site)
    for goal in sorted({min(WARM_AFTER, requests), requests}):
        tally = in_a_process(islice(pages, goal - sent), site.address, 8, 600)
        if tally.wrong:
            raise SystemExit(f"While looking at memory: {tally.complaint}")
        sent += tally.requests
        seen.append((sent, now(site)))
    return seen


def as_text(seen, bare):
    """The lines of the report."""
    lines = [f"- panel after {sent:,} requests: RSS {size['rss']:.0f}, PSS {size['pss']:.0f}" for sent, size in seen]
    if len(seen) > 1:
        lines.append(f"- growth between them: {seen[-1][1]['rss'] / seen[0][1]['rss'] - 1:.1%}")
    lines.append(f"- bare: RSS {bare['rss']:.0f}, PSS {bare['pss']:.0f}")
    return "\n".join(lines)
