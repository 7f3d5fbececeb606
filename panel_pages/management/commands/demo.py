import random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from invitations.asking import ask
from invitations.models import Asking, Invitation
from members.links import Purpose, make
from members.models import Member
from panel_pages.demo import pages, people, staff
from staff.roles import apply_roles


class Command(BaseCommand):
    help = "Fill an empty database with the panel's own story and invented people. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--pages-only", action="store_true", help="Pages and logins, but no people and no surveys.")

    def handle(self, *args, pages_only, **options):
        if settings.SETTINGS_MODULE.endswith("production"):
            raise CommandError("The demo never runs under production settings.")
        if Member.objects.exclude(email_key__endswith="@example.org").exists():
            raise CommandError("This database holds members the demo did not make. It is left as it is.")
        with transaction.atomic():
            site = pages.add_pages()
            apply_roles()
            logins = staff.add_logins()
            if not pages_only:
                self.add_story(site)
        self.greet(logins)

    def add_story(self, site):
        """Members, activities, surveys and news; what is there already stays as it is."""
        if not Member.objects.exists():
            people.add_members(random.Random(people.SEED))  # noqa: S311 - invented people
        pages.add_activities(site["asked"])
        website = pages.add_page(site["asked"], pages.website_survey())
        if not Invitation.objects.filter(asking__page_id=website.pk).exists():
            people.tell_the_story(website)
        example = pages.add_page(site["asked"], pages.example_survey())
        asking = Asking.objects.get(page_id=example.pk)
        if asking.is_open(timezone.now()):
            ask(asking, "active", by=None, now=timezone.now(), limit=25)
        pages.add_news(site["news"], site["asked"])

    def greet(self, logins):
        """Where to go, and who to be."""
        self.stdout.write(f"\nSite    {settings.SITE_URL}/\nAdmin   {settings.SITE_URL}/admin/")
        for name, role in logins:
            self.stdout.write(f"        {name} / {staff.PASSWORD}  ({role})")
        self.stdout.write(f"Mail    {settings.SITE_URL}/dev/mail/")
        invitation = Invitation.objects.filter(asking__page__slug="eksempel-turstier", answered=False).first()
        if invitation:
            self.stdout.write(f"Answer  {settings.SITE_URL}/svar/{make(Purpose.ANSWER, invitation)}/\n")
