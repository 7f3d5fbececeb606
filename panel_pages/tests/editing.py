"""What the page editor in the browser sends for a page, also for the blocks that it draws with JavaScript."""

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import querydict_from_html, rich_text


def block_data(block, value, prefix):
    """{name: value} of a block's form fields."""
    if isinstance(block, blocks.StreamBlock):
        rows = [(child.block, child.value, {"type": child.block_type, "id": child.id or ""}) for child in value]
        return rows_data(rows, prefix)
    if isinstance(block, blocks.ListBlock):
        return rows_data([(block.child_block, item, {"id": ""}) for item in value], prefix)
    if isinstance(block, blocks.StructBlock):
        data = {}
        for name, child in block.child_blocks.items():
            data |= block_data(child, value[name], f"{prefix}-{name}")
        return data
    if isinstance(block, blocks.RichTextBlock):
        return {prefix: rich_text(value.source, features=block.features)}
    if isinstance(block, blocks.BooleanBlock):
        return {prefix: "on"} if value else {}
    return {prefix: getattr(value, "pk", value) if value is not None else ""}


def rows_data(rows, prefix):
    """A list of blocks as (block, value, further fields)."""
    data = {f"{prefix}-count": len(rows)}
    for number, (block, value, further) in enumerate(rows):
        row = f"{prefix}-{number}"
        data |= {f"{row}-deleted": "", f"{row}-order": number} | {
            f"{row}-{name}": word for name, word in further.items()
        }
        data |= block_data(block, value, f"{row}-value")
    return data


def editor_data(page, html):
    """All that is sent when nothing has been changed in the editor `html` of `page`."""
    data = dict(querydict_from_html(html, form_id="page-edit-form").lists())
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            data.update(block_data(value.stream_block, value, field.name))
    return data
