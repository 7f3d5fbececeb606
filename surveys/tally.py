"""Counting answers, question by question. No suppression here; figures has that."""

from collections import Counter

from .structure import TEXT_TYPES


def tally(structure, answers, text_counts):
    """[{"id", "type", "n", "counts"}] for each item of `structure`, in order.

    `answers` is a list of {question UUID: value}; `text_counts` is {question UUID: number of texts}. `n` is how many
    answered the question; `counts` is a list in the order of the options or numbers, absent for texts.
    """
    result = []
    for item in structure["items"]:
        key = item["id"]
        if item["type"] in TEXT_TYPES:
            result.append({"id": key, "type": item["type"], "n": text_counts.get(key, 0)})
            continue
        given = [answer[key] for answer in answers if key in answer]
        counter = Counter(choice for value in given for choice in (value if isinstance(value, list) else [value]))
        cells = item["options"] if "options" in item else range(item["lowest"], item["highest"] + 1)
        result.append({"id": key, "type": item["type"], "n": len(given), "counts": [counter[cell] for cell in cells]})
    return result
