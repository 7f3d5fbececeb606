from django.core.management.base import BaseCommand

from outbox.models import Hold, Message
from outbox.sending import doubt_all_waiting


class Command(BaseCommand):
    help = "Let held mail go, after a restore has been checked."

    def add_arguments(self, parser):
        parser.add_argument(
            "--doubt-waiting",
            action="store_true",
            help="After a restore: what waits may have left already. It becomes «perhaps sent», to be sent again by hand.",
        )

    def handle(self, *args, doubt_waiting, **options):
        if doubt_waiting:
            self.stdout.write(f"{doubt_all_waiting()} messages are «perhaps sent» now; see the outbox in the admin.")
        Hold.objects.all().delete()
        self.stdout.write(f"Released. {Message.objects.in_line().count()} messages are waiting.")
