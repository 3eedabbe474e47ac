"""A report as one HTML page that needs nothing else: no network, no script, pictures inside.

Pure: figures in, text out. Every text from outside is escaped by the one function that writes it.
"""
