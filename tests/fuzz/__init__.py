"""Readers fed with what nobody wrote: ``python -m tests.fuzz NAME --seconds 600``.

Guided by coverage (atheris, which is not installed with the tests). A reader may give a package
or an error of ours, and nothing else; it may not hang for 5 seconds nor take 300 MB. What found
a fault once is kept under ``seeds`` and read again by the ordinary tests.
"""
