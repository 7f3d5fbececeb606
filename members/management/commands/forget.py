"""Delete what is due, or erase again those whom a restored backup brought back."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.forgetting import duties, forget_again, forget_on_time


class Command(BaseCommand):
    help = "Delete what is due today; with --since, erase again those who were erased since then."

    def add_arguments(self, parser):
        parser.add_argument("--since", help="When the restored backup was made, such as 2026-11-24T03:00.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be deleted, and delete nothing.")

    def handle(self, *, since, dry_run, **options):
        now = timezone.now()
        would = "would be" if dry_run else "are"
        if since:
            number = forget_again(moment=read_moment(since), now=now, dry_run=dry_run)
            self.stdout.write(f"{number} who were erased before {would} erased again.")
            return
        numbers = forget_on_time(now=now, dry_run=dry_run)
        for duty in duties(now):
            self.stdout.write(f"{numbers[duty.key]:>8}  {duty.what}")
        self.stdout.write(f"{sum(numbers.values())} rows {would} deleted.")


def read_moment(text):
    """The moment somebody typed, in the time of the site unless it says otherwise."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"«{text}» is no time; write it such as 2026-11-24T03:00.") from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
