"""The command line: one command a file, which parses, calls one service and prints.

Importing this package must stay cheap: ``studyapp --help`` imports neither the screens nor the
database. What a command needs it imports in its body.
"""
