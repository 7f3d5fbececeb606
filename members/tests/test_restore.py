"""A real backup and a real restore: whoever left in between comes back with it and is erased again before mail goes."""

import sqlite3
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from members.enrolment import withdraw
from members.mail_kinds import DETAILS
from members.membership import leave
from members.models import Enrolment, Member, MonthlyCount
from outbox.models import Message
from outbox.queue import enqueue

from .builders import make_enrolment, make_member


def tell_postgresql(*commands):
    """Run commands about databases from beside them, with no connection of ours in the way."""
    values = connection.settings_dict
    connection.close()
    with psycopg.connect(
        host=values["HOST"], port=values["PORT"], user=values["USER"], password=values["PASSWORD"],
        dbname="postgres", autocommit=True,
    ) as beside:  # fmt: skip
        for command in commands:
            beside.execute(command)


def copy_sqlite(source, target):
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)
    here.close()
    there.close()


def back_up(folder):
    """A backup of the running database, as an operator makes one."""
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        tell_postgresql(f'CREATE DATABASE "{name}_backup" TEMPLATE "{name}"')
    else:
        copy_sqlite(connection.settings_dict["NAME"], folder / "backup")


def restore(folder):
    """The database as it was then."""
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        tell_postgresql(f'DROP DATABASE "{name}" WITH (FORCE)', f'ALTER DATABASE "{name}_backup" RENAME TO "{name}"')
    else:
        connection.close()
        copy_sqlite(folder / "backup", connection.settings_dict["NAME"])


def run(name, *arguments):
    """What a command says that an operator runs."""
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_whoever_left_after_the_backup_is_erased_again_before_the_mail_that_waited_may_go(
    settings, tmp_path, mailoutbox
):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    leave(make_member(email="long-gone@example.org"))
    stays, leaves, enrolment = make_member(email="stays@example.org"), make_member(), make_enrolment()
    for member in (stays, leaves):
        enqueue(DETAILS, member.pk)
    backup_made_at = timezone.now()
    back_up(tmp_path)
    leave(leaves)
    withdraw(enrolment)
    # Joined afterwards: a restore forgets her, as it forgets everything since.
    make_member()

    restore(tmp_path)
    assert set(Member.objects.all()) == {stays, leaves}
    assert Enrolment.objects.exists()
    run("worker", "--held", "--once")
    run("worker", "--once")
    assert mailoutbox == []
    assert Message.objects.waiting().count() == 2

    assert "2 who were erased before are erased again." in run("forget", "--since", backup_made_at.isoformat())
    assert set(Member.objects.all()) == {stays}
    assert not Enrolment.objects.exists()
    assert MonthlyCount.objects.get(transition="left").count == 2
    assert mailoutbox == []

    run("release_mail")
    run("worker", "--once")
    assert [letter.to for letter in mailoutbox] == [["stays@example.org"]]
