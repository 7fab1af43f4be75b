"""Where matplotlib keeps its list of fonts: to make it takes seconds, so it is made only once."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from desktop import identity, places


def prepare() -> None:
    """Let matplotlib keep its list of fonts with the program's data, before the first picture.

    Where nothing can be written there, it is kept with what is temporary: nobody needs to know.
    """
    from forms import charts

    for place in (_lasting, _passing):
        with suppress(OSError):
            charts.use_cache_folder(_tried(place()))
            return


def _lasting() -> Path:
    return places.data_folder() / "matplotlib"


def _passing() -> Path:
    return Path(tempfile.gettempdir()) / f"{identity.NAME}-matplotlib"


def _tried(folder: Path) -> Path:
    """Return the folder, made if need be.

    Raises:
        OSError: Nothing can be written there; to try is the only way to know, on Windows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        return folder
