"""The same options for several rows, each row a question of its own to those who listen."""

from django.utils.translation import gettext as _

from .question import KEY_SIZE, Question, Table
from .variables import coded


def labelled(blocks):
    """[(id, label)] of a list of option blocks."""
    return [(str(block.id), block.value["label"]) for block in blocks.bound_blocks]


class Matrix(Question):
    """One option for each row. An answer is {row: column}, both by UUID; one that must be given has every row."""

    type = "matrix"
    template = "surveys/questions/matrix.html"
    is_group = True

    def __init__(self, item, words):
        super().__init__(item, words)
        labels = words.get("options", {})
        self.rows, self.columns = (
            tuple((key, labels.get(key, "")) for key in item[name]) for name in ("rows", "columns")
        )
        self.column_keys = frozenset(item["columns"])

    @classmethod
    def compile(cls, value):
        rows, columns = labelled(value["rows"]), labelled(value["columns"])
        item = {"rows": [key for key, _label in rows], "columns": [key for key, _label in columns]}
        return item, {"options": dict(rows + columns)}

    def meaning(self):
        return tuple(sorted(self.item["rows"])), tuple(sorted(self.column_keys))

    def row_name(self, row):
        """The name of the radios of `row`."""
        return f"{self.clean_name}_{row.replace('-', '')}"

    def field_names(self):
        return [self.row_name(row) for row, _label in self.rows]

    def parse(self, data):
        answer = {}
        for row, label in self.rows:
            column = data.get(self.row_name(row)) or None
            if column is None:
                continue
            if column not in self.column_keys:
                self.refuse(_("Choose one of the answers to «%(question)s», «%(row)s»."), row=label)
            answer[row] = column
        missing = [(place, label) for place, (row, label) in enumerate(self.rows) if row not in answer]
        if answer and missing and self.required:
            place, label = missing[0]
            at = f"{self.html_id}_{place * len(self.columns)}"
            self.refuse(_("Answer «%(row)s» too in «%(question)s»."), at=at, row=label)
        return answer or None

    def typed(self, data):
        columns = dict(self.columns)
        sent = [(label, data.get(self.row_name(row), "")) for row, label in self.rows]
        return [f"{label}: {columns.get(column, column)}" for label, column in sent if column.strip()]

    def written(self, answer):
        return {self.row_name(row): [column] for row, column in answer.items()}

    def controls(self, fill):
        rows = []
        for place, (row, label) in enumerate(self.rows):
            name, start = self.row_name(row), place * len(self.columns)
            options = [
                {
                    "id": f"{self.html_id}_{start + number}",
                    "value": column,
                    "label": words,
                    "mark": fill.mark(name, column, " checked"),
                }
                for number, (column, words) in enumerate(self.columns)
            ]
            rows.append({"name": name, "label": label, "options": options, "is_empty": fill.is_empty(name)})
        return {"columns": [label for _key, label in self.columns], "rows": rows}

    def longest(self):
        return 2 + len(self.rows) * 2 * KEY_SIZE

    def fit(self, value):
        if not isinstance(value, dict):
            return None
        answer = {row: value[row] for row, _label in self.rows if value.get(row) in self.item["columns"]}
        return answer or None

    def in_words(self, answer):
        # In the order of the rows: a database gives the keys of an answer in its own.
        columns = dict(self.columns)
        return "\n".join(f"{label}: {columns[answer[row]]}" for row, label in self.rows if row in answer)

    def tables(self):
        return [self.table_of(row, label) for row, label in self.rows]

    def variables(self):
        return [coded(table, suffix=f"_{place}") for place, table in enumerate(self.tables(), 1)]

    def table_of(self, row, label):
        """The Table of one row."""
        words = dict(self.columns)

        def counted(answer):
            return [answer[row]] if row in answer else []

        def in_words(answer):
            return words[answer[row]] if row in answer else ""

        return Table(self.row_name(row), f"{self.label} {label}", self.columns, counted, in_words)
