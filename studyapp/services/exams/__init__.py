"""Exams as use cases: what to do today, what mark to expect, what is left afterwards."""
