"""Merging: what a received file changes here, shown first, then done whole or not at all."""

from db.merge.applying import Outcome, apply
from db.merge.conflicts import Choice, Conflict, conflicts, decide
from db.merge.many import Received, receive
from db.merge.plan import Clash, Plan, ReportPlan, Standing, Trust, ValueChange
from db.merge.planning import plan
from db.merge.register import Register, Submission, register
from db.merge.trust import accept_key

__all__ = [
    "Choice",
    "Clash",
    "Conflict",
    "Outcome",
    "Plan",
    "Received",
    "Register",
    "ReportPlan",
    "Standing",
    "Submission",
    "Trust",
    "ValueChange",
    "accept_key",
    "apply",
    "conflicts",
    "decide",
    "plan",
    "receive",
    "register",
]
