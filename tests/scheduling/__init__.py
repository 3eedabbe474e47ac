"""Tests of the pure scheduling package."""
