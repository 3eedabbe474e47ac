"""Use cases: each one a transaction. Clock, settings and randomness come in here."""
