"""Many rows from a query, in the database: no row travels to Python and back."""

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Cast


def insert_from(model, source, **columns):
    """Insert one row of `model` for each row of the queryset `source`; rows that are there already stay as they are.

    Every column of `model` but the key is named: an F() of the source, or a value that all rows share.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    if columns.keys() != {field.attname for field in fields}:
        raise ValueError(f"{model.__name__} needs every column.")
    chosen = {}
    for field in fields:
        value = columns[field.attname]
        is_expression = hasattr(value, "resolve_expression")
        chosen[f"new_{field.attname}"] = Cast(value if is_expression else Value(value, field), field)
    query = source.order_by("pk").annotate(**chosen).values_list(*chosen).query
    sql, parameters = query.sql_with_params()
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(field.column) for field in fields)
    # Names come from the models and values are parameters.
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) {sql} ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
