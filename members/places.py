"""The table of postal codes: out as CSV, in as CSV, and members live where their code says."""

import itertools

from django.db import transaction
from django.utils.translation import gettext as _

from figures.spreadsheets import csv_lines, neutral

from .models import Member, PostalCode
from .tables import BadTable, read_table

HEAD = ["postnummer", "sted", "type", "sone"]
HEADS = {"postnummer": "code", "postal_code": "code", "sted": "place", "place": "place", "type": "kind", "kind": "kind",
         "sone": "zone", "zone": "zone"}  # fmt: skip
KINDS = {
    "gate": PostalCode.Kind.STREET, "street": PostalCode.Kind.STREET,
    "postboks": PostalCode.Kind.PO_BOX, "po_box": PostalCode.Kind.PO_BOX,
}  # fmt: skip
WRITTEN = {PostalCode.Kind.STREET: "gate", PostalCode.Kind.PO_BOX: "postboks"}
LONGEST = {"place": 60, "zone": 120}


def names_of(level):
    """The names of the municipality's zones or places (`level` is "zone" or "place"), in order of the alphabet."""
    streets = PostalCode.objects.filter(kind=PostalCode.Kind.STREET)
    return list(streets.order_by(level).values_list(level, flat=True).distinct())


def stream_postal_codes():
    """Yield the lines of the table as CSV."""
    rows = ([row.code, neutral(row.place), WRITTEN[row.kind], neutral(row.zone)] for row in PostalCode.objects.all())
    return csv_lines(itertools.chain([HEAD], rows))


def read_postal_codes(file):
    """The PostalCodes in an open CSV file or workbook of one sheet; BadTable says which row is wrong and why."""
    rows = enumerate(read_table(file), start=1)
    _number, head = next(rows, (0, []))
    names = [HEADS.get(cell.lower()) for cell in head]
    if not {"code", "place", "kind", "zone"} <= set(names):
        raise BadTable(_("The first row must be: %(names)s.") % {"names": ", ".join(HEAD)})
    found, known = {}, set(PostalCode.objects.values_list("code", flat=True))
    for number, row in rows:
        if any(row):
            code = read_row(number, dict(zip(names, row, strict=False)), known)
            if code.code in found:
                raise BadTable(
                    _("Row %(row)s: the postal code %(code)s stands twice.") % {"row": number, "code": code.code}
                )
            found[code.code] = code
    if not found:
        raise BadTable(_("There are no postal codes in the file."))
    return list(found.values())


def whole_code(text):
    """`text` with the zero before a postal code that a spreadsheet swallows: 0150 comes back as 150."""
    return f"0{text}" if len(text) == 3 and text.isdecimal() else text


def read_row(number, cells, known):
    """One PostalCode. Only what is in `known` is believed to have lost its zero; anything else is a slip."""
    code, kind = cells.get("code", ""), cells.get("kind", "").lower()
    code = whole_code(code) if whole_code(code) in known else code
    if not (code.isascii() and code.isdecimal() and len(code) == 4):
        raise BadTable(_("Row %(row)s: a postal code has four digits.") % {"row": number})
    if kind not in KINDS:
        raise BadTable(_("Row %(row)s: the type must be «gate» or «postboks».") % {"row": number})
    for name, longest in LONGEST.items():
        if not 0 < len(cells.get(name, "")) <= longest or not cells[name].isprintable():
            raise BadTable(_("Row %(row)s: place and zone must be there, and not be too long.") % {"row": number})
    return PostalCode(code=code, place=cells["place"], kind=KINDS[kind], zone=cells["zone"])


def replace_postal_codes(codes):
    """Put `codes` in the place of the whole table, and members where their codes now say."""
    fields = ("place", "kind", "zone")
    with transaction.atomic():
        before = {row.code: row for row in PostalCode.objects.all()}
        PostalCode.objects.exclude(code__in=[row.code for row in codes]).delete()
        PostalCode.objects.bulk_create(codes, update_conflicts=True, update_fields=fields, unique_fields=["code"])
        for row in codes:
            old = before.pop(row.code, None)
            if old is None or (old.place, old.zone) != (row.place, row.zone):
                move_members(row)
        for code in before:
            flag_members(code)


def move_members(row):
    """Members with this code live where it says."""
    Member.objects.filter(postal_code=row.code).update(
        place=row.place, zone=row.zone, postal_code_is_flagged=False
    )  # fmt: skip


def flag_members(code):
    """Members with this code live nowhere we know: it is no longer in the table."""
    Member.objects.filter(postal_code=code).update(place="", zone="", postal_code_is_flagged=True)
