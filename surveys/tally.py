"""Counting answers, question by question. No suppression here; figures has that."""

from collections import Counter


def tally(questions, answers, text_counts):
    """[{"n", "counts"}] for each of `questions`, in order.

    `answers` is a list of {question UUID: value}; `text_counts` is {question UUID: number of texts}. `n` is how many
    answered the question; `counts` is a list in the order of the question's cells, None for texts.
    """
    result = []
    for question in questions:
        key = question.key
        if question.is_text:
            result.append({"n": text_counts.get(key, 0), "counts": None})
            continue
        given = [answer[key] for answer in answers if key in answer]
        counter = Counter(choice for value in given for choice in (value if isinstance(value, list) else [value]))
        counts = [counter[cell] for cell, _words in question.cells()]
        result.append({"n": len(given), "counts": counts})
    return result
