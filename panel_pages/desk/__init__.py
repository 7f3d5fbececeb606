"""The survey desk: where a survey stands, and what its owner does next."""
