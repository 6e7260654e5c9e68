"""`make observability`: writes `made/` anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from deploy.observability.making import files

MADE = Path(__file__).parent / "made"

if __name__ == "__main__":
    shutil.rmtree(MADE, ignore_errors=True)
    for name, content in files().items():
        (MADE / name).parent.mkdir(parents=True, exist_ok=True)
        (MADE / name).write_text(content)
        print(MADE / name)
