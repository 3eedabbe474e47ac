"""The terminal screens: the only room that knows Textual."""
