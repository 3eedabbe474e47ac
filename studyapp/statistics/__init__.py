"""Figures over the review log and over memory: pure, no clock and no database."""
