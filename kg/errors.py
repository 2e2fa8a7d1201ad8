"""What can go wrong that a user can mend: one line each, with the thing, the value and the mend."""

from __future__ import annotations


class KgError(Exception):
    """The base of every error that is the input's and not the program's. Its text is one line for a user."""


class ReadError(KgError):
    """A document could not be read."""


class QueryError(KgError):
    """A query could not be found, parsed or run."""


class GraphError(KgError):
    """A graph could not be read or written."""
