"""The sentence a report would print once a finding is mended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.block import Heading
from forms.document import Composer
from forms.run_lines import note_lines

if TYPE_CHECKING:
    from forms.block import Paragraph
    from forms.checking.finding import Finding
    from forms.definition import Form
    from forms.report import Report
    from forms.unit import Unit


def with_sentence(finding: Finding, form: Form, report: Report, unit: Unit) -> Finding:
    """Return the finding with the sentence as it would read if its mend were applied.

    A finding without mend, or whose figure no sentence prints, keeps an empty sentence.
    """
    if finding.mend is None:
        return finding
    mended = report.with_figure(finding.mend.figure, finding.mend.value)
    composer = Composer(form, mended, unit)
    leaves = (leaf for leaf in form.leaves() if finding.mend.figure in leaf.figures)
    lines = [line for leaf in leaves for line in composer.leaf_lines(leaf)]
    printed = (*lines, *note_lines(lines))
    holding = (line.text for line in printed if _prints(line, finding.mend.figure))
    heading = _heading(form, composer, finding.mend.figure)
    return replace(finding, sentence=next(holding, heading))


def _heading(form: Form, composer: Composer, figure: str) -> str:
    """Return the printed heading of a chapter or section that names the figure."""
    named = {chapter.id for chapter in form.chapters if figure in chapter.heading.names}
    named.update(section.id for section in form.sections() if figure in section.heading.names)
    headings = (b for b in composer.document().blocks if isinstance(b, Heading))
    return next((heading.text for heading in headings if heading.section in named), "")


def _prints(line: Paragraph, figure: str) -> bool:
    return any(run.field == figure for run in line.runs)
