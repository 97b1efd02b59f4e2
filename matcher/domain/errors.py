"""What a caller can put right: one base, one stable code each, one remedy in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input: where it is (a JSON pointer), what is wrong, how to mend it."""

    pointer: str
    detail: str
    mend: str


class MatcherError(Exception):
    """Base of every error that a caller can do something about."""

    code = "matcher_error"
    remedy = "Report this with the reference shown."


class NoSuchRequest(MatcherError):
    code = "no_such_request"
    remedy = "Check the request's id against the snapshot's placement_requests."


class NoSuchPlace(MatcherError):
    code = "no_such_place"
    remedy = "Check the place's id against the snapshot's places."


class InvalidPolicy(MatcherError):
    code = "invalid_policy"
    remedy = "Mend the policy file at the place named."


class InvalidInput(MatcherError):
    """The input was read but cannot be used. `problems` names each place and its mend; nothing was changed."""

    code = "invalid_input"
    remedy = "Mend each place named under errors and send it again."

    def __init__(self, detail: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(detail)
        self.problems = problems
