"""Where Prometheus's own programs are: on the path, or where the set-up has unpacked them."""

import os
from pathlib import Path

PROGRAMS = os.pathsep.join([os.environ.get("PATH", ""), str(Path(".local/prometheus/usr/bin").resolve())])
