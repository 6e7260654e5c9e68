"""A stack of stand-ins, run as a program by the tests of the supervisor: ``stand_in_stack STATE PORT serve|broken``.

One server and two services, each a small HTTP server; ``broken`` makes the second service end before it is ready.
"""

import sys
from pathlib import Path

from rich.console import Console

from services.cli.local.plan import HOST, ProcessPlan
from services.cli.local.servers import http_answers
from services.cli.local.stack import Stack, StopRequested
from services.cli.problems import CommandProblem

_SERVE = (sys.executable, "-u", "-m", "http.server", "--bind", HOST)
_BREAK = (sys.executable, "-c", "import sys, time; time.sleep(0.2); sys.exit('no configuration')")


def plan(name: str, state: Path, port: int, command: tuple[str, ...] | None = None) -> ProcessPlan:
    return ProcessPlan(
        name=name,
        command=command or (*_SERVE, str(port)),
        log=state / "logs" / f"{name}.log",
        ready=lambda: http_answers(f"http://{HOST}:{port}/"),
        ports={name: port},
        ready_within=20,
        stop_within=5,
    )


def main() -> None:
    state, port, kind = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    stack = Stack(
        state=state,
        servers=(plan("server", state, port),),
        services=(
            plan("first", state, port + 1),
            plan("second", state, port + 2, _BREAK if kind == "broken" else None),
        ),
        env={},
        make_topics=lambda: None,
    )

    def work(watch) -> int:
        print("up", flush=True)
        watch.until(lambda: False)
        return 0

    try:
        sys.exit(stack.run(Console(soft_wrap=True), work))
    except StopRequested as stop:
        print(f"ended by {stop}", flush=True)
    except CommandProblem as problem:
        print(f"heliodesk: {problem}", file=sys.stderr)
        sys.exit(problem.exit_code)


if __name__ == "__main__":
    main()
