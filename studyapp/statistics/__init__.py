"""Figures over logs and memories."""
