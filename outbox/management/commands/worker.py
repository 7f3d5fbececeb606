from django.core.management.base import BaseCommand, CommandError

from outbox.models import Hold
from outbox.worker import refusals, work, work_once


class Command(BaseCommand):
    help = "Send waiting mail and run the periodic jobs, until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="One turn, then stop.")
        parser.add_argument("--held", action="store_true", help="Start with all mail held, as after a restore.")

    def handle(self, *args, once, held, **options):
        if sentences := refusals():
            raise CommandError("\n".join(sentences))
        if held:
            Hold.objects.get_or_create(pk=1)
        if Hold.objects.exists():
            self.stdout.write("Mail is held. `manage.py release_mail` lets it go.")
        work_once() if once else work()
