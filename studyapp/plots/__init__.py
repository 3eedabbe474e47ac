"""Pictures made of text: values in, lines out, for the screens and the command line alike.

One plot per file, each a pure function of its values and of the width (and height) to fill. Every
line it returns is exactly that wide, whatever the values; what is not finite counts as nothing.
"""
