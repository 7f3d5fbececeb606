"""Answering a survey behind a personal link, outside the page tree. GET and HEAD write nothing.

`way_in` finds the invitation of a link, `whole` is a survey on one page, `steps` one in several with a draft, and
`sending` the one transaction in which who answered and what was answered meet.
"""
