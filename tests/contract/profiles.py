"""How much a run does."""

import attrs


@attrs.frozen
class Profile:
    """How much a run does.

    Attributes:
        examples: Generated requests for each operation in the fuzzing phase.
        chains: Chains of linked requests in the stateful phase.
        fail_fast: Whether one failure ends the run.
    """

    examples: int
    chains: int
    fail_fast: bool = False


#: Inside `make test`.
QUICK = Profile(examples=12, chains=40)

#: What `make contract` does.
FULL = Profile(examples=200, chains=400)

#: For somebody else's server.
GENTLE = Profile(examples=1, chains=0)

NAMED = {"quick": QUICK, "full": FULL}
