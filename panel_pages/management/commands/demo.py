import random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from invitations.asking import ask
from invitations.mails import answer_url
from invitations.models import Asking, Invitation
from members.models import Enrolment, Member
from panel_pages.demo import languages, pages, people, staff
from staff.roles import apply_roles

ASKED_NOW = 25


class Command(BaseCommand):
    help = "Fill an empty database with the panel's own story and invented people. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--pages-only", action="store_true", help="Pages and logins, but no people and no surveys.")

    def handle(self, *args, pages_only, **options):
        if not settings.DEMO_IS_ALLOWED:
            raise CommandError("These settings do not allow the demo; only those of a laptop do.")
        # What is there already has perhaps been changed by somebody, and stays as it is.
        has_story = Asking.objects.filter(opens_at=pages.WEBSITE_SURVEY_OPENED_AT).exists()
        if not has_story and (Member.objects.exists() or Enrolment.objects.exists()):
            raise CommandError("This database holds members the demo did not make. It is left as it is.")
        with transaction.atomic():
            if not has_story:
                pages.add_pages()
                apply_roles()
            logins = staff.add_logins()
            if not has_story and not pages_only:
                self.add_story()
        self.greet(logins)

    def add_story(self):
        """Members, activities, surveys and news."""
        asked, news = pages.find_parents()
        people.add_members(random.Random(people.SEED))  # noqa: S311 - invented people
        people.add_population()
        pages.add_activities(asked)
        people.tell_the_story(pages.add_page(asked, pages.website_survey()))
        example = pages.add_page(asked, pages.example_survey())
        ask(Asking.objects.get(page_id=example.pk), by=None, now=timezone.now(), limit=ASKED_NOW)
        pages.add_news(news, asked)
        languages.add_languages(example)

    def greet(self, logins):
        """Where to go, and who to be."""
        self.stdout.write(f"\nSite    {settings.SITE_URL}/\nAdmin   {settings.SITE_URL}/admin/")
        for name, role in logins:
            self.stdout.write(f"        {name} / {staff.PASSWORD}  ({role})")
        self.stdout.write(f"Mail    {settings.SITE_URL}/dev/mail/")
        waiting = Invitation.objects.filter(answered=False, member__isnull=False).select_related("asking__page")
        now = timezone.now()
        for invitation in waiting.filter(asking__closes_at__gt=now).order_by("pk")[:1]:
            if invitation.asking.is_open(now):
                self.stdout.write(f"Answer  {answer_url(invitation)}")
        self.stdout.write("")
