"""The words of the field as frozen values: no clock, no database, only the stdlib.

``english`` reads one constant list that ships with the package.
"""
