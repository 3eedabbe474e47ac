"""The words of the field as frozen values: no clock, no file, no database, only the stdlib."""
