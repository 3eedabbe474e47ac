"""The command line: what it prints, what it leaves with, and what it never lets through."""
