"""Figures over made logs, and the same figures as the real Anki engine gives."""
