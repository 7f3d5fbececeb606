"""A survey in steps: introduction, steps, review, one sending. What is answered is kept in a draft at each step."""

from django.shortcuts import redirect, render
from django.urls import reverse

from surveys.forms import as_shown, read_answers, read_readable

from .detours import Detour, detour_of
from .drafts import draft_of, forget_drafts_of, save
from .page import (
    TOLD_OTHERWISE,
    bridge,
    facts_of,
    lacks_consent,
    languages_of,
    questionnaire_of,
    step_page,
    was_told_otherwise,
)
from .sending import after_sending, store_answer
from .trying import forget_walk
from .way_in import already_answered, behind_a_link, closed


def introduce(request, link, invitation, now, **problem):
    """What the survey is about and how it is answered, or where somebody who comes back left it."""
    asking = invitation.asking
    survey, kept = at_hand(invitation)
    if not may_go_on(asking, now, kept):
        return closed(request, asking, words_of(survey, kept.answers))
    path, following = survey.path(kept.answers), next_step(survey, kept)
    ahead = survey.path(kept.answers, kept.step + 1)
    context = {
        "survey": facts_of(asking),
        "languages": languages_of(request, asking),
        "link": link,
        "steps": ahead,
        "is_sure": len(ahead) == len(path),
        "has_draft": bool(kept.name),
        "next": following,
        "place": path.index(following) + 1 if following else None,
        "asks_before_saving": asking.page.survey_box.has_special_categories and not kept.name,
    }
    status = 422 if problem else 200
    return render(request, "panel_pages/answering/introduction.html", context | problem, status=status)


def at_hand(invitation):
    """The Questionnaire of the invitation and what is Kept for it."""
    survey = questionnaire_of(invitation.asking)
    return survey, draft_of(invitation, survey)


def may_go_on(asking, now, kept):
    """Whether answers may still be given: those who were inside at closing have a little longer."""
    return asking.is_open(now) or (kept.name is not None and asking.accepts(now))


def next_step(survey, kept):
    """Where to go on: the first step not yet saved or not complete; None when only the review is left."""
    path = survey.path(kept.answers)
    return next((step for step in path if step.number > kept.step or not survey.is_complete(step, kept.answers)), None)


@behind_a_link("GET", "HEAD", "POST")
def begin(request, link, invitation, now):
    """Keep a draft from now on: asked for where a survey's answers belong to special categories."""
    if request.method != "POST":
        # Whoever loads the page again that asked for her consent, or chooses another language on it.
        return redirect("answering:form", link=link)
    survey, _draft = at_hand(invitation)
    if not invitation.asking.is_open(now):
        return closed(request, invitation.asking)
    if lacks_consent(invitation.asking, request.POST):
        return introduce(request, link, invitation, now, lacks_consent=True)
    if save(invitation, survey, None, {}) is None:
        return already_answered(request, invitation.asking, link, status=409)
    return redirect("answering:step", link=link, number=1)


@behind_a_link("POST")
def start_over(request, link, invitation, now):
    """«Not you?» Delete what somebody else has answered behind this link."""
    if invitation.is_test:
        forget_walk(invitation)
    else:
        forget_drafts_of([invitation])
    return redirect("answering:form", link=link)


@behind_a_link("GET", "HEAD", "POST", changes=True)
def step(request, link, invitation, now, number):
    """One step: shown with what was answered before, or read and saved."""
    asking = invitation.asking
    survey, kept = at_hand(invitation)
    path = survey.path(kept.answers)
    # A hidden step gives way to the next one.
    here = next((step for step in path if step.number >= number > 0), None)
    if invitation.answered and not kept.name:
        return redirect("answering:change", link=link)
    if here is None or len(survey.steps) == 1 or (asking.page.survey_box.has_special_categories and not kept.name):
        return redirect("answering:form", link=link)
    if here.number != number:
        return redirect("answering:step", link=link, number=here.number)
    if request.method == "POST":
        return receive(request, link, invitation, now, here, kept)
    if not may_go_on(asking, now, kept):
        return closed(request, asking, words_of(survey, kept.answers))
    unfinished = survey.unfinished(kept.answers)
    if unfinished and unfinished.number < number:
        return redirect("answering:step", link=link, number=unfinished.number)
    shown = survey.path(kept.answers, number)
    return step_page(request, asking, shown, here, survey.written(kept.answers), is_change=invitation.answered)


def receive(request, link, invitation, now, here, kept):
    """A step that was sent: keep it and go where the pressed button leads, or show it again with its errors."""
    asking = invitation.asking
    survey = questionnaire_of(asking)
    questions = survey.questions_in(here)
    goes_on = request.POST.get("go") not in ("back", "later", "language")
    answers = read_answers(questions, request.POST) if goes_on else read_readable(questions, request.POST)
    if not may_go_on(asking, now, kept):
        return closed(request, asking, words_of(survey, kept.answers | read_readable(questions, request.POST)))
    if answers is None:
        form, about = survey.step_form(here, request.POST), {"is_change": invitation.answered}
        shown = survey.path(kept.answers, here.number)
        return step_page(request, asking, shown, here, {}, form, status=422, **about)
    together = save(invitation, survey, here, answers, is_done=goes_on)
    if together is None:
        return already_answered(request, asking, link, status=409)
    takes_a_break = request.POST.get("go") in ("back", "later")
    if takes_a_break and (unkept := words_not_kept(questions, answers, request.POST)):
        form = survey.step_form(here, request.POST, hidden={question.key for question in questions} - unkept)
        shown = survey.path(together, here.number)
        return step_page(request, asking, shown, here, {}, form, status=422, is_change=invitation.answered)
    if request.POST.get("go") == "later":
        return redirect("answering:form", link=link)
    if request.POST.get("go") == "language":
        # Shown as it was typed, also what could not be read and so not be saved.
        typed = as_shown(questions, request.POST)
        return step_page(request, asking, survey.path(together), here, typed, is_change=invitation.answered)
    if goes_on:
        detour, following = detour_of(request).after(survey, here, kept.answers, together)
    else:
        detour = Detour(has_lost=survey.has_lost(here, kept.answers, together))
        following = next((step for step in reversed(survey.path(together)) if step.number < here.number), here)
    view, number = ("answering:step", [following.number]) if following else ("answering:review", [])
    return redirect(reverse(view, args=[link, *number]) + detour.query)


def words_not_kept(questions, answers, data):
    """The keys of what somebody wrote at length and that is in none of the `answers`: nobody loses it by taking a break."""
    return {
        question.key
        for question in questions
        if question.is_text and question.key not in answers and question.typed(data)
    }


def words_of(survey, answers):
    """[(question, [words])] of `answers`, for somebody who came too late."""
    return [
        (question.label, [question.in_words(answers[question.key])])
        for question in survey.questions
        if question.key in answers
    ]


@behind_a_link("GET", "HEAD", "POST", changes=True)
def review(request, link, invitation, now):
    """Everything that was answered, with ways back; its POST is the one that sends."""
    asking = invitation.asking
    survey, kept = at_hand(invitation)
    if kept.name is None:
        return redirect("answering:form", link=link)
    if not asking.accepts(now):
        return closed(request, asking, words_of(survey, kept.answers))
    if unfinished := survey.unfinished(kept.answers):
        return redirect("answering:step", link=link, number=unfinished.number)
    otherwise = request.method == "POST" and was_told_otherwise(asking, request.POST)
    if request.method == "POST" and not otherwise:
        answers, about = survey.shown(kept.answers), {"draft": kept.name, "last_step": len(survey.steps)}
        is_stored = store_answer(invitation, answers, now=now, **about)
        typed = words_of(survey, kept.answers)
        return after_sending(request, link, is_stored=is_stored, typed=typed, is_change=invitation.answered)
    path = survey.path(kept.answers)
    context = {
        "survey": facts_of(asking, is_change=invitation.answered),
        "languages": languages_of(request, asking),
        "link": link,
        "steps": path,
        "arches": bridge(path, None),
        "parts": [(step, survey.in_words(step, kept.answers)) for step in path],
        "last": path[-1],
        "problem": TOLD_OTHERWISE if otherwise else "",
        "has_lost": detour_of(request).has_lost,
    }
    return render(request, "panel_pages/answering/review.html", context, status=422 if otherwise else 200)
