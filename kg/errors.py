"""What can go wrong that a user can mend: one line each, with the thing, the value and the mend."""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """The base of every error that is the input's and not the program's. Its text is one line for a user."""


class ReadError(KgError):
    """A document could not be read."""


class NothingRead(KgError):
    """No document could be read; `unread` says why not, for each."""

    def __init__(self, unread: Sequence[KgError] = ()) -> None:
        """With the error of each document."""
        super().__init__("không đọc được tài liệu nào, không ghi gì (no document could be read, nothing is written)")
        self.unread = tuple(unread)


class QueryError(KgError):
    """A query could not be found, parsed or run."""


class GraphError(KgError):
    """A graph could not be read or written."""
