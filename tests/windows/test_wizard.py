"""Setup as a person sees it: each page, in both languages, by the keyboard alone.

The pictures of the pages are left in build/windows/pictures for the page about installing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image, ImageGrab

import workshop
from tests.windows.hands import PICTURES, are_same, at_rest, press, until, windows, xdotool
from tests.windows.machine import FOLDER, SETUP
from tests.windows.setups import (
    TITLE,
    Bench,
    Parcel,
    compile_stand_in,
    end,
    kill,
    pack,
    switch_on,
)

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from tests.windows.machine import Machine

#: The colour of the strip that only the first and the last page have, and a place in it.
TEAL: Final = (0x0F, 0x76, 0x6E)
IN_STRIP: Final = (20, 250)
#: What Wine goes by, the caption of setup, and that of the uninstaller.
LANGUAGES: Final = {
    "vi": ("vi_VN.UTF-8", f"Cài đặt {TITLE}", f"Gỡ {TITLE}"),
    "en": ("C.UTF-8", f"{TITLE} Setup", f"{TITLE} Uninstall"),
}
ONE_LANGUAGE: Final = pytest.mark.parametrize("desk", ["vi"], indirect=True)


@dataclass
class Wizard:
    """A setup or uninstaller on the screen.

    Attributes:
        process: The program.
        display: The X display it appears on.
        caption: What stands above its windows.
    """

    process: subprocess.Popen[bytes]
    display: str
    caption: str

    def windows(self) -> list[str]:
        """Its windows on the screen, as X numbers them: the wizard, and its message if any."""
        return windows(self.display, self.caption)

    def picture(self) -> Image.Image:
        """Its window in front, as it is now."""
        box = until(self._box, f"{self.caption} is not on the screen")
        return ImageGrab.grab(xdisplay=self.display).crop(box)

    def _box(self) -> tuple[int, int, int, int] | None:
        """Where its window in front lies; nothing if it has just gone."""
        told = xdotool(self.display, "getwindowgeometry", "--shell", *self.windows()[-1:])
        lines = (line.split("=") for line in told.stdout.split())
        place = {name: int(value) for name, value in lines}
        if "X" not in place:
            return None
        left, top = place["X"], place["Y"]
        return left, top, left + place["WIDTH"], top + place["HEIGHT"]

    def page(self) -> Image.Image:
        """Its window once it has stopped changing for a while."""
        return at_rest(self.picture)

    def turn(self, key: str = "Return") -> None:
        """Press a key and wait until the window shows something else."""
        before = self.page()
        self.press(key)
        until(lambda: not are_same(self.picture(), before), f"{key} changed nothing")

    def press(self, key: str) -> None:
        """Press a key in the window in front."""
        until(self.windows, f"{self.caption} is not on the screen")
        press(self.display, self.caption, key)

    def is_cover(self) -> bool:
        """Whether it shows its first or last page."""
        picture = self.picture()
        return picture.height > IN_STRIP[1] and picture.getpixel(IN_STRIP) == TEAL


@dataclass(frozen=True)
class Desk:
    """A PC that speaks a language.

    Attributes:
        bench: The PC.
        language: vi or en.
    """

    bench: Bench
    language: str

    def open(self, program: Path, *words: str) -> Wizard:
        """Start a setup, or an uninstaller, and wait for its first page."""
        caption = LANGUAGES[self.language][2 if program.name == "uninstall.exe" else 1]
        process = self.bench.launch(program, *words)
        wizard = Wizard(process, self.bench.machine.display, caption)
        until(lambda: bool(wizard.windows()), f"{caption} did not appear")
        return wizard

    def keep(self, picture: Image.Image, name: str) -> None:
        """Keep a picture for the page about installing."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        picture.save(PICTURES / f"{self.language}-{name}.png")


@pytest.fixture(scope="module")
def speaking(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Machine]:
    """The PC in each language: Wine goes by the name of the locale, whatever lies behind it."""
    locales = tmp_path_factory.mktemp("locales")
    neutral = next(Path("/usr/lib/locale").glob("C.[uU]*8"))
    (locales / "vi_VN.UTF-8").symlink_to(neutral)
    return {
        language: replace(machine, variables={"LC_ALL": locale, "LOCPATH": str(locales)})
        for language, (locale, *_) in LANGUAGES.items()
    }


@pytest.fixture(scope="module", autouse=True)
def power(machine: Machine) -> Iterator[None]:
    process = switch_on(machine)
    yield
    kill(process)


@pytest.fixture(params=LANGUAGES)
def desk(speaking: dict[str, Machine], request: pytest.FixtureRequest) -> Iterator[Desk]:
    machine = speaking[request.param]
    (machine.home / "Documents").mkdir(exist_ok=True)
    made = Desk(Bench(machine, machine.installed), request.param)
    yield made
    made.bench.wipe()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Parcel:
    root = tmp_path_factory.mktemp("old")
    return pack(root, compile_stand_in(root / "stand-in.exe"), "0.9.0", {})


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Parcel:
    root = tmp_path_factory.mktemp("new")
    return pack(root, compile_stand_in(root / "stand-in.exe"), "0.10.0", {})


def test_a_person_installs_and_uninstalls(desk: Desk) -> None:
    bench = desk.bench
    setup = desk.open(SETUP)
    desk.keep(setup.page(), "1-bat-dau")
    assert setup.is_cover()
    setup.turn()
    desk.keep(setup.page(), "2-thu-muc")
    assert not setup.is_cover()
    setup.turn()
    desk.keep(setup.picture(), "3-dang-cai")
    until(setup.is_cover, "setup did not come to its last page")
    desk.keep(setup.page(), "4-xong")
    assert bench.holds(Parcel(workshop.version(), FOLDER.parent, SETUP))
    setup.turn("space")  # not now
    setup.press("Return")
    assert end(setup.process) == 0

    leave = desk.open(bench.target / "uninstall.exe")
    desk.keep(leave.page(), "5-go")
    leave.turn()
    until(leave.is_cover, "the uninstaller did not come to its last page")
    desk.keep(leave.page(), "6-da-go")
    leave.press("Return")
    until(lambda: not leave.windows(), "the uninstaller stays")
    assert bench.is_clean()


@ONE_LANGUAGE
def test_the_last_page_opens_the_program(desk: Desk, new: Parcel) -> None:
    told = desk.bench.machine.home / "Temp" / "started.txt"
    told.unlink(missing_ok=True)
    setup = desk.open(new.setup)
    setup.turn()
    setup.turn()
    until(setup.is_cover, "setup did not come to its last page")
    setup.page()
    setup.press("Return")
    assert end(setup.process) == 0
    until(told.exists, "the program was not started")


def test_an_upgrade_asks_for_no_folder_and_waits_for_the_open_program(
    desk: Desk, old: Parcel, new: Parcel
) -> None:
    assert desk.bench.setup(old) == 0
    running = desk.bench.start("deaf")
    setup = desk.open(new.setup)
    desk.keep(setup.page(), "7-cap-nhat")
    setup.press("Return")
    until(lambda: len(setup.windows()) == 2, "nothing was said of the open program")
    desk.keep(setup.page(), "8-dang-mo")
    assert desk.bench.holds(old)
    kill(running)
    setup.press("Return")  # Retry
    until(setup.is_cover, "setup did not come to its last page")
    assert desk.bench.holds(new)


@ONE_LANGUAGE
def test_cancelling_while_the_program_is_open_changes_nothing(
    desk: Desk, old: Parcel, new: Parcel
) -> None:
    assert desk.bench.setup(old) == 0
    desk.bench.start("deaf")
    setup = desk.open(new.setup)
    setup.page()
    setup.press("Return")
    until(lambda: len(setup.windows()) == 2, "nothing was said of the open program")
    setup.page()
    setup.press("Escape")
    until(lambda: len(setup.windows()) == 1, "the message stays")
    desk.keep(setup.page(), "9-chua-cai")
    setup.press("Escape")
    assert end(setup.process) == 3
    assert desk.bench.holds(old)


def test_an_older_version_asks_before_it_replaces_a_newer_one(
    desk: Desk, old: Parcel, new: Parcel
) -> None:
    assert desk.bench.setup(new) == 0
    setup = desk.open(old.setup)
    desk.keep(setup.page(), "10-moi-hon")
    setup.press("Return")  # the answer at hand is No
    assert end(setup.process) == 4
    assert desk.bench.holds(new)


@ONE_LANGUAGE
def test_cancelling_at_once_changes_nothing(desk: Desk, new: Parcel) -> None:
    setup = desk.open(new.setup)
    setup.page()
    setup.press("Escape")
    assert end(setup.process) == 1
    assert not desk.bench.target.exists()
