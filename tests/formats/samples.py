"""The sample files of other programs and the real seeds, where they are here."""

import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SEEDS = Path(os.environ.get("STUDYAPP_REAL_SEEDS", str(ROOT.parent / "shared" / "seeds")))
SAMPLES = SEEDS.parent / "samples"
MISSING = f"no samples at {SAMPLES}: set STUDYAPP_REAL_SEEDS"


def expected() -> dict[str, Any]:
    """Return the counts of each sample, nothing where there are none."""
    path = SAMPLES / "EXPECTED.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def read(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return file.read()
