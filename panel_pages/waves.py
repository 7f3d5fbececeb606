"""Asking again: a survey copied as a new wave, whose questions are the same ones as last time."""

from home.slugs import plain_slug

# What belongs to one wave alone. The questions keep their UUIDs, and that makes waves comparable.
OF_ONE_WAVE = {
    "opens_at": None, "closes_at": None, "results_due_on": None, "retention_on": None,
    "finding": "", "findings": "", "advice": [],
}  # fmt: skip


def free_slug(parent, title):
    """An address below `parent` made of `title` that no page has."""
    slug = start = plain_slug(title)[:200] or "undersokelse"
    number = 1
    while parent.get_children().filter(slug=slug).exists():
        number += 1
        slug = f"{start}-{number}"
    return slug


def copy_as_wave(page, *, title, user):
    """A draft beside the survey `page` that asks the same again, without dates, answers and findings."""
    changes = OF_ONE_WAVE | {"title": title, "draft_title": title, "previous_wave": page}
    changes["slug"] = free_slug(page.get_parent(), title)
    return page.copy(update_attrs=changes, copy_revisions=False, keep_live=False, user=user)
