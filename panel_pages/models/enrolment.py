from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from config.too_many import too_many_requests
from home.folding import FOLDED, Findable
from home.kept import Shelf
from home.link_texts import CheckedLinks
from home.publishing import CheckedWhenPublished
from home.slugs import PlainAddress
from members.enrolment import enrol
from members.forms import EnrolmentForm
from members.limits import may_have_mail, number_in_network, seconds_left
from members.models import PrivacyNotice
from surveys.prepared import Prepared, Slots

PLAIN = ["bold", "italic", "link", "ul"]
CSRF_FIELD = "csrfmiddlewaretoken"
prepared_pages = Shelf(most=20)


def is_a_visitor(request):
    """Whether the request comes from nobody we know: employees see a bar of their own, and drafts."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and not getattr(request, "is_preview", False)


class EnrolmentPageForm(CheckedLinks, WagtailAdminPageForm):
    """The editor's form, which looks at the links in the texts around the resident's."""


class EnrolmentPage(CheckedWhenPublished, PlainAddress, Findable, RoutablePageMixin, Page):
    """Where a resident joins: text around a form that is fixed in code."""

    lead = models.TextField(_("lead paragraph"), max_length=400)
    introduction = RichTextField(_("text above the form"), features=PLAIN, blank=True)
    good_to_know = RichTextField(
        _("text beside the form"),
        features=[*PLAIN, "h3"],
        blank=True,
        help_text=_("When it is empty, the page says that no name is needed and that members answer what they like."),
    )
    receipt = RichTextField(_("after the form has been sent"), features=PLAIN, blank=True)

    content_panels = Page.content_panels + [
        FieldPanel("lead"),
        FieldPanel("introduction"),
        FieldPanel("good_to_know"),
        FieldPanel("receipt"),
    ]
    search_fields = Page.search_fields + [index.SearchField("lead"), *FOLDED]
    base_form_class = EnrolmentPageForm
    parent_page_types = ["home.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("page to join on")

    @path("")
    @method_decorator(never_cache)
    def show_form(self, request):
        """The form; a valid one leads to the receipt, whoever sent it."""
        if request.method in ("GET", "HEAD") and is_a_visitor(request):
            return HttpResponse(self.prepared(request).fill({CSRF_FIELD: [get_token(request)]}))
        notice = PrivacyNotice.objects.in_force(timezone.localdate())
        if notice is None:
            return self.render(request)
        form = EnrolmentForm(request.POST or None, notice=notice)
        if request.method == "POST" and form.is_valid():
            now = timezone.now()
            attempt = number_in_network("join", request, now=now)
            if attempt is None:
                return too_many_requests(request, seconds_left(now))
            if not form.was_filled_by_a_program and may_have_mail(form.cleaned_data["email"], now=now):
                # The more a network asks, the further back its mails stand: a flood makes nobody elsewhere wait.
                enrol(form.cleaned_data, notice=notice, now=now, priority=attempt - 1)
            return redirect(self.get_url(request) + self.reverse_subpage("show_receipt"))
        return self.render(request, context_overrides={"form": form, "notice": notice})

    def prepared(self, request):
        """The empty form with a slot for the token of whoever asks: all else is the same for every visitor."""
        today = timezone.localdate()
        key = self.pk, today, request.scheme, request.get_host()
        prepared = prepared_pages.get(key)
        if prepared is None:
            notice = PrivacyNotice.objects.in_force(today)
            context = {"form": EnrolmentForm(notice=notice), "notice": notice} if notice else {}
            page = self.render(request, context_overrides={**context, "csrf_token": Slots().text(CSRF_FIELD)})
            prepared = Prepared(page.render().content.decode())
            prepared_pages.put(key, prepared)
        return prepared

    @path("takk/", name="show_receipt")
    def show_receipt(self, request):
        """«Check your e-mail»: the same for everyone."""
        context = {"page": self, "days": settings.UNCONFIRMED_KEPT_FOR.days}
        return render(request, "panel_pages/enrolment_receipt.html", context)
