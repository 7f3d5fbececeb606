"""The kinds of files there are. Another room may add one: what it writes, staff order, fetch and lose like the others."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import spss, tables

ANSWERS, TEXTS, NOTHING = "answers", "texts", ""


@dataclass(frozen=True)
class FileKind:
    """`write(box, file, about)` writes into an open binary file and returns how many of what it `holds` are in it.

    `about` is what figures.spreadsheets.heading takes. A file that holds anything goes when the answers do.
    """

    label: str
    ending: str
    write: Callable
    content_type: str = "application/octet-stream"
    holds: str = ANSWERS


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE_KINDS = {
    "xlsx": FileKind(_("Excel: answers in words, with the codebook"), "xlsx", tables.write_xlsx, XLSX),
    "csv": FileKind(_("CSV for spreadsheets: answers in words"), "csv", tables.write_csv, "text/csv; charset=utf-8"),
    "plain": FileKind(_("CSV for programs: codes, commas"), "csv", tables.write_plain_csv, "text/csv; charset=utf-8"),
    "sav": FileKind(_("SPSS (.sav): codes with labels"), "sav", spss.write_sav),
    "codebook": FileKind(
        _("Codebook: what was asked, and what the codes mean"), "xlsx", tables.write_codebook, XLSX, holds=NOTHING
    ),
    "texts": FileKind(
        _("What people wrote, shuffled (CSV)"), "csv", tables.write_texts, "text/csv; charset=utf-8", holds=TEXTS
    ),
}


def file_kind(name, label, *, ending, content_type="application/octet-stream", holds=ANSWERS):
    """Register `write(box, file, about)` as the kind `name`."""

    def register(write):
        FILE_KINDS[name] = FileKind(label, ending, write, content_type, holds)
        return write

    return register
