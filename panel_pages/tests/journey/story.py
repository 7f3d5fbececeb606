"""Whom and what the journey is about. Its files build on each other and run in the order of their names."""

PEOPLE = [f"innbygger{number}@example.org" for number in range(12)]
RESIDENT = PEOPLE[0]
UNIT = "Strategi- og utviklingsenheten"
SURVEY = "Lekeplasser i Bærum"
