"""Exam schedules beside each other, on simulated students: ``python -m tests.benchmarks.exam``."""
