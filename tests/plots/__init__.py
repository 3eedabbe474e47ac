"""Plots: exactly as wide as asked, for any values, and higher for more."""
