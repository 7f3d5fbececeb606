"""Somebody with the whole database, its system columns and its dead rows, but not the worker's private key.

She wants to know who gave which answer. Each method returns {what was answered: invitation id}, as far as she gets.
Answers are dictionaries made comparable by `frozen`.
"""

import json

from django.db import connection


def rows(sql, parameters=()):
    """The rows of a query as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def frozen(answers):
    """An answer as a value that can be looked up."""
    return tuple(sorted((key, str(value)) for key, value in answers.items()))


def readable(data):
    """The answer that stands in clear somewhere in `data`, or None."""
    data = bytes(data)
    start = data.find(b'{"')
    while start >= 0:
        for end in range(data.find(b"}", start), -1, -1)[:1]:
            try:
                return frozen(json.loads(data[start : end + 1]))
            except (ValueError, AttributeError):
                pass
        start = data.find(b'{"', start + 1)
    return None


def answered_in_order():
    """Invitation ids in the order in which their ticks were written, with the transaction that did it."""
    return rows("SELECT id, xmin::text FROM invitations_invitation WHERE answered ORDER BY xmin::text::bigint")


def dump_box():
    """The sealed rows as a backup taken while the survey was open holds them: transaction, place and bytes."""
    return rows("SELECT xmin::text, ctid::text, id, ciphertext FROM surveys_sealedanswer")


def dead_rows(table):
    """Transaction and bytes of every tuple still in the table's pages, dead ones too."""
    pages = rows("SELECT pg_relation_size(%s) / current_setting('block_size')::int", [table])[0][0]
    return [
        row
        for page in range(pages)
        for row in rows(
            "SELECT t_xmin::text, t_data FROM heap_page_items(get_raw_page(%s, %s)) WHERE t_data IS NOT NULL",
            [table, page],
        )
    ]


def read_through_transactions(sealed):
    """Join the box and the invitations on the transaction that wrote both, and read what lies in the box."""
    person_of = {transaction: person for person, transaction in answered_in_order()}
    return {
        answer: person_of[transaction]
        for transaction, _place, _key, data in sealed
        if transaction in person_of and (answer := readable(data))
    }


def read_dead_rows(table="surveys_sealedanswer"):
    """The same from rows that were deleted but never wiped. Large values live in a table of their own."""
    person_of = {transaction: person for person, transaction in answered_in_order()}
    toast = rows("SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = %s", [table])[0][0]
    found = {}
    for name in (table, toast):
        for transaction, data in dead_rows(name):
            answer = readable(data)
            if answer and transaction in person_of:
                found[answer] = person_of[transaction]
    return found


def read_deleted_drafts():
    """Drafts as they lie in their table, joined with the ticks whose transaction deleted them."""
    person_of = {transaction: person for person, transaction in answered_in_order()}
    pages = rows("SELECT pg_relation_size('surveys_draft') / current_setting('block_size')::int")[0][0]
    found = {}
    for page in range(pages):
        for deleted_by, data in rows(
            "SELECT t_xmax::text, t_data FROM heap_page_items(get_raw_page('surveys_draft', %s)) "
            "WHERE t_data IS NOT NULL",
            [page],
        ):
            answer = readable(data)
            if answer and deleted_by in person_of:
                found[answer] = person_of[deleted_by]
    return found


def responses_by(order):
    """The opened answers in a physical order: "ctid", "id" or "xmin::text::bigint"."""
    found = rows(f"SELECT form_data FROM surveys_response ORDER BY {order}")  # noqa: S608 - two constants
    return [frozen(data if isinstance(data, dict) else json.loads(data)) for (data,) in found]


def match_orders(answers, persons):
    """Guess that two orders are the same one."""
    return dict(zip(answers, persons, strict=False))


def responses_by_transaction():
    """Join responses and invitations on the transaction, in case one wrote both."""
    person_of = {transaction: person for person, transaction in answered_in_order()}
    found = rows("SELECT xmin::text, form_data FROM surveys_response")
    return {
        frozen(data if isinstance(data, dict) else json.loads(data)): person_of[transaction]
        for transaction, data in found
        if transaction in person_of
    }


def persons_by_key(sealed):
    """Invitation ids in the order of the random keys of their sealed rows."""
    person_of = {transaction: person for person, transaction in answered_in_order()}
    return [person_of[transaction] for transaction, _place, _key, _data in sorted(sealed, key=lambda row: row[2])]


def match_lengths(sealed, answers):
    """Match ciphertexts and opened answers by length: long answers to long ciphertexts, if there are any longer ones."""
    person_of = {transaction: person for person, transaction in answered_in_order()}
    by_length = sorted(sealed, key=lambda row: (len(bytes(row[3])), bytes(row[3])))
    return match_orders(
        sorted(answers, key=lambda answer: len(json.dumps(answer))),
        [person_of[transaction] for transaction, *_rest in by_length if transaction in person_of],
    )


def responses_by_subject(subjects):
    """Join responses on `subjects` {subject: invitation id} that somebody wrote down while they stood there."""
    found = rows("SELECT subject, form_data FROM surveys_response WHERE subject IS NOT NULL")
    return {
        frozen(data if isinstance(data, dict) else json.loads(data)): subjects[subject]
        for subject, data in found
        if subject in subjects
    }


def responses_by_key(keys):
    """Join responses on keys {response id: invitation id} that somebody wrote down before."""
    found = rows("SELECT id, form_data FROM surveys_response")
    return {
        frozen(data if isinstance(data, dict) else json.loads(data)): keys[key] for key, data in found if key in keys
    }
