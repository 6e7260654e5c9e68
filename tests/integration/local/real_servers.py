"""The servers of `heliodesk up` without its services, run as a program by the tests: ``real_servers STATE``."""

import dataclasses
import sys
from pathlib import Path

from rich.console import Console

from services.cli.local.stack import StopRequested, Watch
from services.cli.problems import CommandProblem
from services.cli.up import local_stack


def main() -> None:
    stack = dataclasses.replace(local_stack(Path(sys.argv[1]), rate=None), services=(), make_topics=lambda: None)

    def work(watch: Watch) -> int:
        print("up", flush=True)
        watch.until(lambda: False)
        return 0

    try:
        sys.exit(stack.run(Console(soft_wrap=True), work))
    except StopRequested:
        sys.exit(0)
    except CommandProblem as problem:
        print(f"heliodesk: {problem}", file=sys.stderr)
        sys.exit(problem.exit_code)


if __name__ == "__main__":
    main()
