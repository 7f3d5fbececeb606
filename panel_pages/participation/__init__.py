"""Min deltakelse: all that is stored about a member, for herself to see, correct, take along and end."""
