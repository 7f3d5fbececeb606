"""Building audiences at the desk with plain forms: rules in groups that hold of all, any or none of their parts."""

import hashlib
import json

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from invitations.audiences import look_at
from invitations.models import Audience
from invitations.rules import (
    HOW_LABELS,
    KINDS,
    MOST_PARTS,
    BadRules,
    Group,
    How,
    Test,
    add,
    find,
    read,
    replace,
)  # fmt: skip

from .access import SEND, needs, respond

EMPTY = {"how": "all", "parts": []}


class NameForm(forms.ModelForm):
    """What an audience is called."""

    class Meta:
        model = Audience
        fields = ["name"]


def fingerprint(audience):
    """Says whether somebody else has changed the rules since a form was shown."""
    return hashlib.sha256(json.dumps(audience.rules, sort_keys=True).encode()).hexdigest()[:16]


def read_path(text):
    """«0.2» as positions in the tree; () is the outermost group."""
    parts = [part for part in text.split(".") if part]
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise BadRules("no such part")
    return tuple(int(part) for part in parts)


def to_list():
    return [(reverse("survey_desk:audiences"), _("Audiences"))]


def to_audience(audience):
    return [*to_list(), (reverse("survey_desk:audience", args=[audience.pk]), audience.name)]


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def audience_list(request):
    """Every audience, and a form for a new one."""
    form = NameForm(request.POST or None, instance=Audience(rules=EMPTY))
    if request.method == "POST" and form.is_valid():
        return redirect("survey_desk:audience", form.save().pk)
    return respond(
        request, "audiences", _("Audiences"), audiences=Audience.objects.all(), form=form, header_icon="group"
    )


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def audience(request, pk):
    """The rules of one audience, and who they name today. POST changes its name."""
    audience = get_object_or_404(Audience, id=pk)
    form = NameForm(request.POST or None, instance=audience)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("survey_desk:audience", pk)
    tree = read(audience.rules)
    look = look_at(tree, asking=None, today=timezone.localdate(), budget_is_aside=True)
    return respond(
        request, "audience", audience.name, to_list(), audience=audience, form=form,
        tree=lay_out(tree), look=look, stamp=fingerprint(audience), kinds=KINDS.values(), header_icon="group",
    )  # fmt: skip


def lay_out(part, path=""):
    """The tree as the template walks it: words, paths, and what a group means."""
    if isinstance(part, Test):
        return {"path": path, "words": part.words()}
    parts = [lay_out(child, f"{path}.{number}".lstrip(".")) for number, child in enumerate(part.parts)]
    return {
        "path": path, "is_group": True, "how": str(part.how), "says": HOW_LABELS[part.how], "parts": parts,
        "hows": HOW_LABELS.items(),
    }  # fmt: skip


@needs(SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def add_rule(request, pk):
    """Fill in one rule; POST puts it at the end of its group."""
    audience = get_object_or_404(Audience, id=pk)
    data = request.POST if request.method == "POST" else request.GET
    kind = KINDS.get(data.get("kind", ""))
    if kind is None:
        return refuse(request, audience)
    form = RuleForm(request.POST if request.method == "POST" else None, kind=kind)
    if request.method == "POST" and form.is_valid():
        part = Test(kind, kind.store(form.cleaned_data["value"]))
        return store(request, audience, lambda tree, path: add(tree, path, part))
    return respond(
        request, "add_rule", kind.label, to_audience(audience), audience=audience, form=form, kind=kind,
        path=data.get("path", ""), stamp=data.get("stamp", ""), header_icon="group", has_choices=form.has_choices,
    )  # fmt: skip


class RuleForm(forms.Form):
    """The value of one rule."""

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"] = kind.field()

    @property
    def has_choices(self):
        """False when the answer is one of some things, and there are none of them yet."""
        return bool(list(getattr(self.fields["value"], "choices", [True])))


def add_group(tree, path):
    return add(tree, path, Group(How.ANY, ()))


def take_out(tree, path):
    if not path:
        raise BadRules("the outermost group stays")
    return replace(tree, path, lambda part: None)


def hold(how):
    """A change of what a group means."""

    def change_how(tree, path):
        part = find(tree, path)
        if not isinstance(part, Group):
            raise BadRules("not a group")
        return replace(tree, path, lambda group: Group(How(how), group.parts))

    return change_how


@needs(SEND)
@require_POST
def change(request, pk):
    """Add a group, take a part out, or say how a group holds together."""
    audience = get_object_or_404(Audience, id=pk)
    act = request.POST.get("act", "")
    if act == "how":
        return store(request, audience, hold(request.POST.get("how", "")))
    return store(request, audience, {"add_group": add_group, "take_out": take_out}.get(act))


def store(request, audience, change):
    """Change the tree at the path the form names, unless somebody else has changed it since."""
    if request.POST.get("stamp") != fingerprint(audience):
        messages.warning(request, _("Somebody else has changed this audience. Look again before you change it."))
        return redirect("survey_desk:audience", audience.pk)
    try:
        tree = change(read(audience.rules or EMPTY), read_path(request.POST.get("path", "")))
        read(tree.dump())
    except (BadRules, ValueError, TypeError):
        return refuse(request, audience)
    audience.rules = tree.dump()
    audience.save(update_fields=["rules", "changed_at"])
    return redirect("survey_desk:audience", audience.pk)


TOO_MUCH = gettext_lazy("That cannot be done with these rules. A group holds %(count)d parts at most.")


def refuse(request, audience):
    """Back to the audience, with the reason."""
    messages.error(request, TOO_MUCH % {"count": MOST_PARTS})
    return redirect("survey_desk:audience", audience.pk)


@needs(SEND)
@require_POST
def delete(request, pk):
    """Forget an audience. Mailings that were sent to it keep its name and its rules."""
    get_object_or_404(Audience, id=pk).delete()
    messages.success(request, _("The audience is deleted."))
    return redirect("survey_desk:audiences")
