"""Errors, classed by what the caller should do about them. Each message names the subject and the remedy."""


class VariorumError(Exception):
    """Anything that Variorum refuses on purpose; the command line prints it as one sentence and exits 2."""


class InputError(VariorumError):
    """The input is not what was asked for: mend it and call again."""


class ConfigError(VariorumError):
    """A setting cannot be used: mend the setting."""


class FetchError(VariorumError):
    """A page could not be fetched. `kind` is a machine code for counting: "timeout", "status-404", "robots"."""

    def __init__(
        self,
        message: str,
        *,
        kind: str,
        retry_after: float | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.retry_after = retry_after  # seconds, where the server said so
        self.headers = headers  # of the answer, where a server refused; none where nobody answered


class FeedError(VariorumError):
    """Bytes that were announced as a feed are none."""


class StorageError(VariorumError):
    """The disk took no more, or may not be written: make room. What was being done is done again later."""
