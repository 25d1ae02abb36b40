# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Values that the models of complaints share."""

KINDS = [
    ("complaint", "Complaint"),
    ("suggestion", "Suggestion"),
    ("enquiry", "Enquiry"),
    ("quality", "Quality problem"),
    ("misconduct", "Misconduct report"),
]
#: Stages in the order in which a complaint usually passes them.
STAGES = [
    ("service", "Reaches customer service"),
    ("department", "Reaches the department"),
    ("result", "Result"),
    ("informed", "Customer informed"),
    ("closed", "Closed"),
    ("archived", "Filed in the archive"),
]
#: Stages that a customer who is not content starts again.
REPEATED = ("result", "informed")
OPEN_STATES = ("new", "accepted", "assigned", "resolved", "informed")
WORK_STATES = ("accepted", "assigned")
