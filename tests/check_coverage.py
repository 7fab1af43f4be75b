"""Judge the last coverage run: forms and db whole, desktop never lower than before.

python tests/check_coverage.py            says in one line what fell; exit code 1
python tests/check_coverage.py --raise    writes desktop's new height into desktop_coverage.txt
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import coverage

HEIGHT = Path(__file__).with_name("desktop_coverage.txt")


@dataclass(frozen=True)
class Measured:
    """What the tests reached of one file: lines and branches counted alike."""

    file: str
    reached: int
    there: int

    @property
    def missed(self) -> int:
        """How many lines and branches no test reached."""
        return self.there - self.reached

    def is_in(self, *packages: str) -> bool:
        """Whether the file belongs to one of the packages."""
        return Path(self.file).parts[0] in packages


def main(arguments: list[str]) -> int:
    """Print the verdict; 0 when nothing fell."""
    files = measured_files()
    desktop = percent([each for each in files if each.is_in("desktop")])
    if "--raise" in arguments and desktop > height():
        HEIGHT.write_text(f"{desktop}\n", encoding="utf-8")
    fallen = holes(files) + dropped(desktop)
    if fallen:
        print(f"coverage fell: {'; '.join(fallen)}")
        return 1
    print(f"coverage: forms and db 100 %, desktop {desktop} % (at least {height()} %)")
    if desktop > height():
        print("coverage: desktop rose; keep it: python tests/check_coverage.py --raise")
    return 0


def measured_files() -> list[Measured]:
    """Every source file, also those that no test ever imported."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        data = coverage.Coverage()
        data.load()
        data.json_report(outfile=str(report))
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return [measured(file, each["summary"]) for file, each in sorted(files.items())]


def measured(file: str, summary: dict[str, int]) -> Measured:
    """One file of coverage's own report."""
    return Measured(
        file=file,
        reached=summary["covered_lines"] + summary["covered_branches"],
        there=summary["num_statements"] + summary["num_branches"],
    )


def holes(files: list[Measured]) -> list[str]:
    """The files of forms and db that are not whole."""
    return [
        f"{each.file} {percent([each])} % ({each.missed} lines or branches unreached)"
        for each in files
        if each.missed and each.is_in("forms", "db")
    ]


def dropped(desktop: float) -> list[str]:
    """Desktop, if it is lower than it once was."""
    return [f"desktop {desktop} %, was {height()} %"] if desktop < height() else []


def percent(files: list[Measured]) -> float:
    """Cut to one decimal, so that a rounding never counts as a rise."""
    there = sum(each.there for each in files)
    return sum(each.reached for each in files) * 1000 // there / 10 if there else 100.0


def height() -> float:
    """What desktop has reached before."""
    return float(HEIGHT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
