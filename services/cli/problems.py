"""What a command says when it can't do its work: one line, with a remedy."""


class CommandProblem(Exception):
    """Something that a person has to mend: what it is, and what to do.

    ``exit_code`` is 2 when the command can't begin (the machine or the arguments aren't right), 1 when something that
    ran has failed. ``services.cli.main`` prints the line and ends with that code, without a traceback.
    """

    def __init__(self, what: str, remedy: str, exit_code: int = 2) -> None:
        super().__init__(f"{what}; {remedy}")
        self.exit_code = exit_code
