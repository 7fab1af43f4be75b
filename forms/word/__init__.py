"""The finished document as a Word file laid out by Nghị định 30/2020/NĐ-CP, Phụ lục I.

`write_docx` puts a file on disk, `docx_bytes` gives its bytes. The same document always gives
the same bytes. python-docx and lxml are imported at the first export, never before.
"""

from __future__ import annotations

from forms.word.package import docx_bytes
from forms.word.saving import ExportCancelled, TargetOpenError, write_docx

__all__ = ["ExportCancelled", "TargetOpenError", "docx_bytes", "write_docx"]
