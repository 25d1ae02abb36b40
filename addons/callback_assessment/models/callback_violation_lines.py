# Copyright 2026 Callback
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .callback_penalty_money import CENT, HR_MEASURES, cents, exact


class CallbackViolation(models.Model):
    """The lines that one report leads to: the person's, the measure, the superiors'."""

    _inherit = "callback.violation"

    def _get_proposals(self, people, occurrence, step):
        """Return (values of the proposals, the main line first; a problem)."""
        rule = self.rule_id
        base = self._get_base_values(occurrence, step)
        key = base.pop("key")
        lines = []
        money = rule._is_money() and (not step or step.factor)
        if money:
            amount, how = self._compute_amount(people, step)
            main = {
                **base,
                "source_key": key,
                "kind": "money",
                "amount": float(amount),
                "explanation": how,
                "needs_amount": rule.kind == "range" and not amount,
                "amount_min": rule.amount_min if rule.kind == "range" else 0,
                "amount_max": rule.amount_max if rule.kind == "range" else 0,
                "typed_amount": self.typed_amount,
                "amount_reason": self.amount_reason or False,
                "pay_code": rule._get_pay_code(),
            }
            lines.append(main)
            joint, problem = self._get_joint_proposals(people, main)
            if problem:
                return [], problem
            lines += joint
        points = rule.points * (step.factor if step else 1)
        if points:
            kind = {"kind": "points", "points": points}
            lines.append({**base, **kind, "source_key": f"{key}:points"})
        measure = step.measure or (
            rule.measure if not rule.measure_optional or self.wants_measure else False
        )
        if measure and self.employee_id:
            lines.append(
                {
                    **base,
                    "source_key": f"{key}:measure",
                    "kind": "measure",
                    "measure": measure,
                    "is_hr": measure in HR_MEASURES,
                    "main_key": lines[0]["source_key"] if lines else None,
                }
            )
        if not lines:
            lines.append({**base, "source_key": key, "kind": "none"})
        return lines, None

    def _get_base_values(self, occurrence, step):
        rule = self.rule_id
        person = rule.target == "employee"
        return {
            "key": f"violation:{self.id}",
            "company_id": self.company_id.id,
            "employee_id": self.employee_id.id if person else None,
            "department_id": self.department_id.id,
            "date": self.date,
            "direction": rule.direction,
            "rule_id": rule.id,
            "violation_id": self.id,
            "user_id": self.user_id.id,
            "facts": self.facts or None,
            "occurrence": occurrence,
        }

    def _get_joint_proposals(self, people, main):
        """Return (values of the superiors' lines, a problem) (ASMT-10)."""
        found = []
        for joint in self.rule_id.joint_ids:
            if (
                joint.mode == "multiple"
                and self.rule_id.kind == "wage"
                and not joint.counts_wage
            ):
                continue
            persons = self._find_joint(people, joint)
            if not persons:
                return [], self.env._(
                    "nobody found for the joint liability of “%(who)s”",
                    who=joint.display_name,
                )
            found.append((joint, persons))
        if not found:
            return [], None
        amounts = self._get_joint_amounts(people, found, exact(main["amount"]))
        return [
            self._get_joint_line(people, main, joint, person, amounts[joint, person])
            for joint, persons in found
            for person in persons
        ], None

    def _get_joint_line(self, people, main, joint, person, amount):
        unit = people.department(person, self.date) or main["department_id"]
        in_range = joint.mode == "range"
        return {
            **main,
            "source_key": f"{main['source_key']}:{joint.id}:{person}",
            "main_key": main["source_key"],
            "joint_id": joint.id,
            "employee_id": person,
            "department_id": unit,
            "amount": float(amount),
            "needs_amount": not amount,
            "amount_min": joint.amount_min if in_range else 0,
            "amount_max": joint.amount_max if in_range else 0,
            "typed_amount": 0,
            "amount_reason": None,
            "explanation": joint._explain(main["amount"], self.quantity),
        }

    def _get_joint_amounts(self, people, found, main_amount):
        """Return {(joint liability, person): amount}, each or shared (X-14).

        Of fixed amounts the policy's setting decides: shared, those of one amount are
        borne together by all whom they name. Elsewhere the tick of the line does.
        """
        reading = people.joint_setting(self.rule_id.policy_id, self.date)
        amounts, pools = {}, {}
        for joint, persons in found:
            amount = self._compute_joint(joint, main_amount)
            amounts |= {(joint, person): amount for person in persons}
            by_policy = reading and joint.mode == "fixed"
            if reading == "shared" if by_policy else joint.is_shared:
                pool = ("policy", amount) if by_policy else ("line", joint.id, amount)
                pools.setdefault(pool, []).extend((joint, p) for p in persons)
        for pool, bearers in pools.items():
            shares = split(pool[-1], len(bearers))
            amounts |= dict(zip(bearers, shares, strict=True))
        return amounts

    def _compute_joint(self, joint, main_amount):
        if joint.mode == "multiple":
            return cents(main_amount * exact(joint.factor))
        if joint.mode == "range":
            return cents(0)
        items = self.quantity if self.rule_id.kind == "item" else 1
        return cents(exact(joint.amount) * items)

    def _find_joint(self, people, joint):
        """Return the ids of the employees whom a joint liability names."""
        own = self.employee_id
        if joint.who == "person":
            found = joint.employee_id
        elif joint.who == "manager":
            found = own.parent_id
        elif joint.who == "job":
            found = self._find_job(people, joint.job_id)
        else:
            above = joint.who == "head_above"
            return [
                head
                for head in [
                    people.head(self.department_id.id, but=own.ids, above=above)
                ]
                if head
            ]
        return [employee.id for employee in found if employee != own]

    def _find_job(self, people, job):
        """Return who holds a job in the department or the nearest one above."""
        unit = self.department_id
        holders = people.holders(job, self.company_id)
        while unit:
            found = holders.filtered(lambda e, unit=unit: e.department_id == unit)
            if found:
                return found
            unit = unit.parent_id
        return holders


def split(amount, count):
    """Return an amount in shares that add up; the first bear the odd cents."""
    whole = int(amount / CENT)
    each, odd = divmod(whole, count)
    return [(each + (place < odd)) * CENT for place in range(count)]
