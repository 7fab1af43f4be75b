"""Files made to harm: refused, or the odd value left out with a line; never is anything run.

A hand-over file is sealed again after it was spoilt: the giver itself is the one who means harm.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import tracemalloc
from contextlib import closing, suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.handover.seal import put_seal
from db.receiving import contents, heads
from db.receiving.incoming import Place
from db.receiving.looking import look
from forms.problem import Problem
from tests.db.office import QUARTER
from tests.db.receiving.givers import (
    COUNT,
    RATE,
    TABLE,
    TEXT,
    Office,
    forge,
    refused,
    run,
)

#: Scripts that change what a file is made of.
SCHEMAS = {
    "trigger": (
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM history; END; "
        "INSERT INTO entry SELECT report_id, kind, 'x', type, value, 1, edited_at, origin "
        "FROM entry LIMIT 1"
    ),
    "view": "CREATE VIEW v AS SELECT * FROM entry",
    "view for a table": (
        "ALTER TABLE entry RENAME TO e; CREATE VIEW entry AS SELECT * FROM e WHERE 1/0"
    ),
    "more tables": "CREATE TABLE more (x)",
    "more columns": "ALTER TABLE entry ADD COLUMN more TEXT",
    "generated column": "ALTER TABLE report ADD COLUMN g TEXT AS (upper(id))",
    "index on an expression": "CREATE INDEX i ON entry (abs(revision))",
    "missing table": "DROP TABLE history",
    "virtual table": "CREATE VIRTUAL TABLE f USING fts5(x)",
    "statistics": "ANALYZE",
    "loose types": (
        "ALTER TABLE history RENAME TO h; CREATE TABLE history (id INTEGER PRIMARY KEY, "
        "report_id, kind, key, old_type, old, new_type, new, edited_at, editor, undone); "
        "DROP TABLE h"
    ),
}

#: Scripts that put into cells what no store writes.
CELLS = {
    "blob for text": "UPDATE entry SET value = x'00ff' WHERE key = 'I.1.inspection'",
    "number for text": "UPDATE entry SET value = 5 WHERE key = 'I.1.inspection'",
    "float": "UPDATE entry SET value = 1.5 WHERE kind = 'figure'",
    "type unknown": "UPDATE entry SET type = 'pickle' WHERE key = 'I.1.inspection'",
    "no number": "UPDATE entry SET value = 'NaN' WHERE key = 'cert_orgs_rate'",
    "decimal no store writes": "UPDATE entry SET value = '9_8.5' WHERE key = 'cert_orgs_rate'",
    "no decimal": "UPDATE entry SET value = 'chín' WHERE type = 'decimal'",
    "decimal that fills the memory": (
        "UPDATE entry SET value = '1E+99999999999' WHERE type = 'decimal'"
    ),
    "decimal of endless places": "UPDATE entry SET value = '0E-99999999999' WHERE type = 'decimal'",
    "decimal that fills the memory in JSON": (
        """UPDATE entry SET value = '[{"kind":{"decimal":"1E+99999999999"}}]' WHERE type = 'json'"""
    ),
    "history of a decimal that fills the memory": (
        "UPDATE history SET old_type = 'decimal', old = '1E+99999999999' WHERE old = 100"
    ),
    "rows that fill the memory": (
        "UPDATE entry SET value = '[' || replace(hex(zeroblob(50000)), '00', '{},') || '{}]' "
        "WHERE type = 'json'"
    ),
    "number for rows": "UPDATE entry SET value = 5 WHERE type = 'json'",
    "endless number in JSON": """UPDATE entry SET value = '[{"kind":99999999999999999999}]' """
    "WHERE type = 'json'",
    "no day": "UPDATE entry SET value = '2022-02-31' WHERE type = 'date'",
    "NUL in a key": (
        "UPDATE entry SET key = 'x' || char(0) || 'y' WHERE kind = 'figure' AND value = 120"
    ),
    "NUL in the place of an exception": (
        "UPDATE entry SET key = key || ':' || char(0) WHERE kind = 'exception'"
    ),
    "key too long": (
        "UPDATE entry SET key = key || ':' || hex(zeroblob(200)) WHERE kind = 'exception'"
    ),
    "kind unknown": "UPDATE entry SET kind = 'secret' WHERE kind = 'front'",
    "NUL in text": "UPDATE entry SET value = 'a' || char(0) || 'b' WHERE key = 'I.1.inspection'",
    "broken UTF-8": "UPDATE entry SET value = CAST(x'c328ff' AS TEXT) WHERE kind = 'text'",
    "broken UTF-8 in a key": (
        "UPDATE entry SET key = CAST(x'c328' AS TEXT) WHERE type = 'decimal'"
    ),
    "half a letter": "UPDATE entry SET value = CAST(x'eda080' AS TEXT) WHERE kind = 'text'",
    "decomposed letters": "UPDATE entry SET value = 'e' || char(769) WHERE key = 'I.1.inspection'",
    "no JSON": "UPDATE entry SET value = '[{' WHERE key = 'I.1.documents'",
    "no rows": "UPDATE entry SET value = '[1]' WHERE key = 'I.1.documents'",
    "loose JSON": "UPDATE entry SET value = '[ ]' WHERE key = 'I.1.documents'",
    "a column twice": (
        """UPDATE entry SET value = '[{"kind":"a","kind":"b"}]' WHERE key = 'I.1.documents'"""
    ),
    "floats in JSON": """UPDATE entry SET value = '[{"kind":1.5}]' WHERE key = 'I.1.documents'""",
    "endless JSON": (
        "UPDATE entry SET value = replace(hex(zeroblob(99999)), '0', '[') WHERE type = 'json'"
    ),
    "cell too large": "UPDATE entry SET value = hex(zeroblob(3000000)) WHERE type = 'str'",
    "no revision": "UPDATE entry SET revision = -1",
    "time of an entry no clock shows": (
        "UPDATE entry SET edited_at = '0001-01-01T00:00:00.000+14:00'"
    ),
    "origin": "UPDATE entry SET origin = '../../x'",
    "time of an entry": "UPDATE entry SET edited_at = 'hôm qua'",
    "entry of no report": (
        "INSERT INTO entry VALUES ('x', 'front', 'place', 'str', 'a', 1, "
        "'2022-06-10T08:00:00.000+00:00', '0f')"
    ),
    "history of no report": "UPDATE history SET report_id = 'x' WHERE undone <> 0",
    "history tells another story": "UPDATE history SET new = 7 WHERE key = 'files_received_total'",
    "history tells of less": "DELETE FROM history WHERE kind = 'front'",
    "history tells of more": "DELETE FROM entry WHERE kind = 'front'",
    "history value": "UPDATE history SET old = 'x' WHERE old_type = 'int'",
    "history type": "UPDATE history SET old_type = NULL WHERE old = 100",
    "history time": "UPDATE history SET edited_at = '2022-02-31T08:00:00.000+00:00'",
    "history time without offset": "UPDATE history SET edited_at = '2022-02-01T08:00:00.000'",
    "history time no clock shows": (
        "UPDATE history SET edited_at = '9999-12-31T23:59:59.999-12:00'"
    ),
    "history time before clocks of Windows": (
        "UPDATE history SET edited_at = '1969-12-31T00:00:00.000+00:00'"
    ),
    "history kind": "UPDATE history SET kind = 'x' WHERE undone <> 0",
    "history key": "UPDATE history SET key = char(7) WHERE undone <> 0",
    "standing unknown": "UPDATE history SET undone = 3 WHERE undone <> 0",
    "editor": "UPDATE history SET editor = 'a' || char(10) || 'b'",
    "editor too long": "UPDATE history SET editor = hex(zeroblob(500))",
    "report id": "UPDATE report SET id = 'a/b'",
    "report form": "UPDATE report SET form = 'no-report'",
    "report form leads out": "UPDATE report SET form = '../office-report'",
    "report version": "UPDATE report SET form_version = '1999'",
    "report without version": "UPDATE report SET form_version = ''",
    "report period": "UPDATE report SET period = '2022-Q9'",
    "report year": "UPDATE report SET period = '1066-Q1'",
    "report state": "UPDATE report SET state = 'secret'",
    "report revision": "UPDATE report SET revision = 0",
    "report time": "UPDATE report SET edited_at = 'x'",
    "report time no clock shows": "UPDATE report SET edited_at = '0001-01-01T00:00:00.000+14:00'",
    "report begun before any clock": (
        "UPDATE report SET created_at = '0001-01-01T00:00:00.000+14:00'"
    ),
    "report unit": "UPDATE report SET unit_name = ''",
    "report unit of lines": "UPDATE report SET unit_name = 'a' || char(13)",
    "report twice": (
        "INSERT INTO report (id, form, form_version, unit_code, unit_name, period, state, "
        "created_at, edited_at, revision) SELECT 'r2', form, form_version, unit_code, unit_name, "
        "period, state, created_at, edited_at, revision FROM report"
    ),
}

#: Has the history tell of whatever stands now.
RETELL = (
    "; DELETE FROM history; INSERT INTO history (report_id, kind, key, new_type, new, edited_at, "
    "editor, undone) SELECT report_id, kind, key, type, value, edited_at, 'VT', 0 FROM entry"
)

#: Scripts that spoil what a hand-over file says of its giver.
HEADS = {
    "store": "UPDATE hand_over SET value = '' WHERE key = 'store_id'",
    "moment": "UPDATE hand_over SET value = 'x' WHERE key = 'made_at'",
    "moment no clock shows": (
        "UPDATE hand_over SET value = '9999-12-31T23:59:59.999-12:00' WHERE key = 'made_at'"
    ),
    "type": "UPDATE hand_over SET value = 1 WHERE key = 'editor'",
    "missing": "DELETE FROM hand_over WHERE key = 'unit_code'",
    "more": "INSERT INTO hand_over VALUES ('more', 1)",
    "long": "UPDATE hand_over SET value = hex(zeroblob(400)) WHERE key = 'unit_name'",
}

#: Values a store may hold but the form has no room for: script, kind, key.
STRANGERS = {
    "figure": (COUNT, "figure", "no_such_figure"),
    "text": (TEXT, "text", "no.such.text"),
    "front": ("place", "front", "password"),
    "exception": ("T01", "exception", "ZZ9"),
    "as_of": (COUNT, "as_of", "no_such_figure"),
}


@pytest.mark.parametrize("script", SCHEMAS.values(), ids=SCHEMAS)
def test_tables_that_are_not_just_ours_are_refused(below: Office, script: str) -> None:
    path = forge(below.give(), below.key, script) if "history" not in script else below.give()
    if "history" in script:
        run(path, script)
    assert "không phải của chương trình này" in refused(path)


@pytest.mark.parametrize("script", SCHEMAS.values(), ids=SCHEMAS)
def test_the_same_holds_for_a_copied_store(below: Office, script: str) -> None:
    path = below.copy()
    run(path, script)
    assert "không phải của chương trình này" in refused(path)


@pytest.mark.parametrize("word", ['"NULL"', '"null"'])
def test_a_quoted_null_is_another_word(below: Office, word: str) -> None:
    path = below.copy()
    change = f"UPDATE sqlite_schema SET sql = replace(sql, 'IS NULL', 'IS {word}')"  # noqa: S608  (a test's)
    run(path, f"PRAGMA writable_schema=ON; {change}")
    run(path, "REINDEX")
    assert "không phải của chương trình này" in refused(path)


@pytest.mark.parametrize("script", CELLS.values(), ids=CELLS)
def test_cells_no_store_writes_are_refused(below: Office, script: str) -> None:
    if script.startswith("UPDATE entry"):
        script += RETELL  # or the history alone would give it away
    sentence = refused(forge(below.give(), below.key, script))
    assert "nên không nhận" in sentence or "bị hỏng, bị cắt cụt" in sentence


@pytest.mark.parametrize("script", HEADS.values(), ids=HEADS)
def test_a_file_that_does_not_say_whose_it_is_is_refused(below: Office, script: str) -> None:
    assert "không ghi đúng đơn vị" in refused(forge(below.give(), below.key, script))


@pytest.mark.parametrize(("place", "kind", "key"), STRANGERS.values(), ids=STRANGERS)
def test_a_value_the_form_has_no_room_for_is_left_out_and_named(
    below: Office, place: str, kind: str, key: str
) -> None:
    change = f"SET key = '{key}' WHERE kind = '{kind}' AND key = '{place}'"
    path = forge(below.give(), below.key, f"UPDATE entry {change}; UPDATE history {change};")
    with look(path) as found:
        report = found.reports[0].id
        assert found.dropped == {Place(report, kind, key)}
        (line,) = found.lines
        assert key in line
        assert "không được nhận" in line


@pytest.mark.parametrize(
    ("kind", "key", "type_", "value"),
    [
        ("figure", COUNT, "str", "chữ"),
        ("figure", COUNT, "decimal", "12.5"),
        ("figure", COUNT, "int", -5),
        ("figure", RATE, "int", 98),
        ("figure", RATE, "decimal", "1E+4"),
        ("figure", "index_year", "int", 12),
        ("text", TEXT, "str", "a\vb"),
        ("text", TEXT, "str", "x" * 200_001),
        ("text", TEXT, "int", 5),
        ("front", "place", "str", "x" * 6_000),
        ("front", "signed_date", "str", "hôm qua"),
        ("exception", "T01", "str", " "),
        ("table", TABLE, "json", json.dumps([{"more": "x"}], separators=(",", ":"))),
        ("table", TABLE, "json", json.dumps([{"kind": 5}], separators=(",", ":"))),
        ("table", TABLE, "json", json.dumps([{}] * 2_001, separators=(",", ":"))),
    ],
)
def test_a_value_of_another_kind_is_left_out_and_named(
    below: Office, kind: str, key: str, type_: str, value: Any
) -> None:
    path = below.give()
    place = (kind, key)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM entry WHERE kind = ? AND key = ?", place)
        raw.execute("DELETE FROM history WHERE kind = ? AND key = ?", place)
        raw.execute(
            "INSERT INTO entry SELECT id, ?, ?, ?, ?, 1, edited_at, '0f' FROM report",
            (*place, type_, value),
        )
        raw.execute(
            "INSERT INTO history (report_id, kind, key, new_type, new, edited_at, editor, undone) "
            "SELECT id, ?, ?, ?, ?, edited_at, 'VT', 0 FROM report",
            (*place, type_, value),
        )
    put_seal(path, below.key)
    with look(path) as found:
        assert {place[1:] for place in found.dropped} == {place}
        assert len(found.lines) == 1


@pytest.mark.parametrize("where", ["entry", "history"])
def test_a_file_full_of_what_the_form_has_no_room_for_is_refused(below: Office, where: str) -> None:
    path = below.give()
    with closing(sqlite3.connect(path)) as raw, raw:
        (report,) = raw.execute("SELECT id FROM report").fetchone()
        time = "2022-06-10T08:00:00.000+00:00"
        for number in range(250):
            change = (report, f"x{number}", "str", "", time)
            if where == "entry":
                raw.execute("INSERT INTO entry VALUES (?, 'text', ?, ?, ?, 1, ?, '0f')", change)
            raw.execute(
                "INSERT INTO history (report_id, kind, key, new_type, new, edited_at, editor, "
                "undone) VALUES (?, 'text', ?, ?, ?, ?, 'VT', ?)",
                (*change, 0 if where == "entry" else 2),
            )
    put_seal(path, below.key)
    assert "nên không nhận" in refused(path)


def test_what_was_taken_away_needs_a_place_in_the_form_too(below: Office) -> None:
    report = below.store.reports()[0].id
    for value in ("Đã rõ.", None):
        below.store.set_exception(report, "T02:report_no", value)
    path = below.give()
    with look(path) as found:
        assert found.dropped == frozenset()
    forge(path, below.key, "UPDATE history SET key = 'ZZ9' WHERE key = 'T02:report_no'")
    with look(path) as found:
        assert found.dropped == {Place(report, "exception", "ZZ9")}


def test_words_of_no_language_that_sqlite_quotes_are_refused(below: Office) -> None:
    path = below.copy()
    content = path.read_bytes().replace(b"tableentryentry", b"tableentr\xc5entry")
    path.write_bytes(content.replace(b"CREATE TABLE entry", b"CREATX TABLE entry"))
    assert "bị hỏng" in refused(path)


def test_a_value_that_stands_twice_in_the_history_is_judged_by_the_latest(below: Office) -> None:
    later = f"UPDATE history SET id = 1000 WHERE key = '{COUNT}' AND new = 100"  # noqa: S608  (a test's)
    assert "nên không nhận" in refused(forge(below.give(), below.key, later))


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE history SET new = new + 0.0 WHERE new_type = 'int'",
        "UPDATE history SET old = old + 0.0 WHERE old_type = 'int'",
        "UPDATE entry SET value = value + 0.0 WHERE type = 'int'",
    ],
)
def test_a_fraction_that_equals_a_whole_number_is_none(below: Office, script: str) -> None:
    assert "nên không nhận" in refused(forge(below.give(), below.key, script))


def test_a_fraction_does_not_hide_behind_the_whole_number_it_equals(below: Office) -> None:
    report = below.store.reports()[0].id
    for value in (100, 120, 100):
        below.store.set_figure(report, COUNT, value)
    latest = "(SELECT max(id) FROM history WHERE old = 120)"
    script = f"UPDATE history SET old = old + 0.0 WHERE id = {latest}"  # noqa: S608  (a test's)
    assert "nên không nhận" in refused(forge(below.give(), below.key, script))


def test_tables_of_the_past_are_not_kept_in_memory(below: Office) -> None:
    path, rows = below.give(), "replace(hex(zeroblob(3000)), '00', '{},')"
    words = f"""'[' || {rows} || '{{"kind":"' || n || '"}}]'"""
    run(
        path,
        "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k LIMIT 100) "  # noqa: S608  (a test's)
        "INSERT INTO history (report_id, kind, key, new_type, new, edited_at, editor, undone) "
        f"SELECT id, 'table', '{TABLE}', 'json', {words}, edited_at, 'VT', 2 FROM report, k",
    )
    put_seal(path, below.key)
    tracemalloc.start()
    look(path).close()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * path.stat().st_size


def test_a_file_of_more_values_than_anybody_has_is_refused(
    below: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MAX_ROWS", 5)
    assert "quá nhiều giá trị" in refused(below.give())


def test_a_file_of_more_reports_than_anybody_has_is_refused(
    below: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    below.begin(QUARTER)
    path = below.give()
    monkeypatch.setattr(heads, "MAX_REPORTS", 1)
    assert "quá nhiều báo cáo" in refused(path)


def test_what_a_copied_store_keeps_for_itself_is_not_judged(below: Office) -> None:
    gone = below.begin(form="commune-report")
    below.store.set_figure(gone, "no_such_figure", 1)
    below.store.set_figure(gone, "other", 1)
    below.store.delete_report(gone)
    with look(below.copy()) as found:
        assert found.dropped == frozenset()
        assert len(found.reports) == 1


@pytest.mark.parametrize("encoding", ["UTF-16le", "UTF-16be"])
def test_another_encoding_is_refused(below: Office, encoding: str) -> None:
    source, path = below.give(), below.stick / "mã khác.cchc"
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(path)) as new:
        new.execute(f"PRAGMA encoding='{encoding}'")
        new.executescript("\n".join(old.iterdump()))
        new.execute("PRAGMA application_id=1128482895")
        new.execute("PRAGMA user_version=1")
    assert "bị hỏng" in refused(path)


@pytest.mark.parametrize("encoding", [b"\0\0\0\0", b"\0\0\0\4", b"\1\0\0\1"])
def test_an_encoding_that_only_passes_for_ours_is_refused(below: Office, encoding: bytes) -> None:
    path = below.copy()
    content = bytearray(path.read_bytes())
    content[56:60] = encoding
    path.write_bytes(content)
    assert "bị hỏng" in refused(path)


# --- damage on the way


def test_an_index_that_tells_another_story_is_refused(below: Office) -> None:
    path = below.copy()
    content = path.read_bytes()
    assert content.count(b"office-reportH012022-H1") == 1
    path.write_bytes(content.replace(b"office-reportH012022-H1", b"office-reportH022022-H1"))
    assert "bị hỏng" in refused(path)


def test_a_file_changed_after_it_was_sealed_is_refused(below: Office) -> None:
    path = below.give()
    run(path, "UPDATE entry SET value = 121 WHERE value = 120")
    sentence = refused(path)
    assert "Chữ ký" in sentence
    assert path.name in sentence


def test_a_truncated_file_is_refused_wherever_it_ends(below: Office) -> None:
    path = below.give()
    whole = path.read_bytes()
    for length in {*range(0, len(whole), 1021), 1, 99, 100, 4095, 4096, len(whole) - 1}:
        path.write_bytes(whole[:length])
        assert refused(path)


def test_a_file_with_any_byte_flipped_is_refused(below: Office) -> None:
    path = below.give()
    whole, chance = path.read_bytes(), random.Random(20220614)  # noqa: S311
    for place in [*range(100), *(chance.randrange(len(whole)) for _ in range(150))]:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        assert refused(path), place


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    blows=st.lists(
        st.tuples(st.integers(0, 200_000), st.binary(min_size=1, max_size=6)), min_size=1
    )
)
def test_no_damage_to_an_unsigned_store_leads_to_anything_but_a_sentence(
    below: Office, blows: list[tuple[int, bytes]]
) -> None:
    sound = below.stick / "nguyên.cchc"
    if not sound.exists():
        below.copy(sound.name)
    path = below.stick / "hỏng.cchc"
    shutil.copyfile(sound, path)
    content = bytearray(path.read_bytes())
    for place, blow in blows:
        start = place % len(content)
        content[start : start + len(blow)] = blow[: len(content) - start]
    path.write_bytes(content)
    with suppress(Problem):
        look(path).close()
