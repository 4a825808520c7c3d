"""Evidence: what the checks compared, how shares were rounded, what nothing could check, for those who want to see."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractors.audit.case import Case
from extractors.audit.causes import all_samples
from extractors.audit.coverage import agreement_rule, identity_rule
from extractors.audit.crossing import crossing
from extractors.audit.figures import Figure
from extractors.audit.habits import habit_of
from extractors.audit.identities import PART, SAME, Instance, Statement
from extractors.audit.items import counted_heads
from extractors.audit.pointing import NEAR_RIVAL
from extractors.audit.shares import counts_of
from extractors.audit.words import amount
from extractors.names import normal_form
from schemas.finding import Alias, Checked, Evidence, Lonely, Rounding, Suspect, Tie
from schemas.reading import Claim, Mention
from schemas.where import Where


def evidence(case: Case, checked: tuple[Checked, ...], unchecked: tuple[Where, ...]) -> Evidence:
    """Gather what the checks of one document saw."""
    return Evidence(
        ties=tuple(dict.fromkeys((*_identities(case), *_agreements(case), *_headings(case)))),
        roundings=tuple(_roundings(case)),
        lonely=tuple(Lonely(where, _reason(case, where)) for where in unchecked),
        crossing=crossing(case.graph, frozenset(c.where.id for c in checked)),
        aliases=tuple(_aliases(case)),
        errata=tuple(dict.fromkeys(_errata(case))),
    )


# ---- what was compared ------------------------------------------------------------------------------------------


def _identities(case: Case) -> Iterator[Tie]:
    """Give the identities between printed figures; bounds that hold confirm nothing and are left out."""
    for instance in case.graph.instances:
        if instance.identity.kind == PART and instance.holds:
            continue
        places = tuple(dict.fromkeys(w for s in instance.statements for w in _first(s)))
        working = _equal(instance) if instance.identity.kind == SAME and instance.holds else instance.working()
        beside = tuple(dict.fromkeys(_witness(f) for s in instance.statements for f in s.figures if not f.printed))
        yield Tie(identity_rule(instance), instance.holds, working, places, beside)


def _first(statement: Statement) -> tuple[Where, ...]:
    """Give one printed figure of a statement; the others are tied to it already."""
    return statement.printed[0].where if statement.printed else ()


def _equal(instance: Instance) -> str:
    return " ~ ".join(s.figures[0].named for s in instance.statements)


def _agreements(case: Case) -> Iterator[Tie]:
    for told in case.graph.board.statements.values():
        for statement in told:
            if len(statement.figures) > 1 and statement.printed:
                places = tuple(dict.fromkeys(w for f in statement.printed for w in f.where))
                beside = tuple(dict.fromkeys(_witness(f) for f in statement.figures if not f.printed))
                texts = tuple(dict.fromkeys(f.named for f in statement.printed))
                working = (
                    " = ".join((*texts, *beside)) if len(texts) + len(beside) > 1 else f"{texts[0]} × {len(places)}"
                )
                yield Tie(agreement_rule(statement), True, working, places, beside)


def _witness(figure: Figure) -> str:
    return f"{figure.place}{figure.named}"


def _headings(case: Case) -> Iterator[Tie]:
    for head, told in counted_heads(case):
        for claim in told:
            if head.quantity is not None and claim.quantity is not None:
                same = head.quantity.value == claim.quantity.value
                sign = "=" if same else "≠"
                working = f"{head.quantity.text} {sign} {claim.quantity.text}"
                yield Tie("HDG-05", same, working, (head.where, claim.where))


# ---- how shares were rounded ------------------------------------------------------------------------------------


def _roundings(case: Case) -> Iterator[Rounding]:
    board, seen = case.graph.board, set()
    for sample in all_samples(case.graph):
        of, base = (board.value(v) for v in counts_of(sample.variable))
        if of is None or base is None or sample.claim.where.id in seen:
            continue
        seen.add(sample.claim.where.id)
        habit = habit_of(case.graph.habits, sample.decimals)
        fits = sample in habit.fitting or habit.allowed(sample.value).holds(sample.true)
        yield Rounding(sample.claim.where, sample.value, sample.true, sample.decimals, of, base, habit.mode, fits)


# ---- what nothing could check -----------------------------------------------------------------------------------


def _reason(case: Case, where: Where) -> str:
    claims = [c for c in case.reading.claims if c.where.id == where.id and c.quantity is not None]
    if not any(c.of for c in claims):
        return "unplaced"
    shares = [c for c in claims if c.kind == "share"]
    if shares:
        return "uncounted" if any(c.base for c in shares) else "baseless"
    return "bounded" if any(_bounded(case, c) for c in claims) else "alone"


def _bounded(case: Case, claim: Claim) -> bool:
    return any(
        figure.claim is claim
        for instance in case.graph.instances
        if instance.identity.kind == PART
        for statement in instance.statements
        for figure in statement.figures
    )


# ---- names and errata -------------------------------------------------------------------------------------------


def _aliases(case: Case) -> Iterator[Alias]:
    found: dict[str, dict[str, list[Mention]]] = {}
    for mention in case.reading.mentions:
        match = case.match(mention.where)
        if match is not None and match.alliance:
            found.setdefault(match.alliance, {}).setdefault(normal_form(mention.name), []).append(mention)
    for alliance in sorted(found):
        names = found[alliance]
        if len(names) > 1:
            told = sorted(names.items(), key=lambda n: (-len(n[1]), n[0]))
            yield Alias(alliance, tuple((same[0].name, len(same), same[0].where) for _, same in told))


def _errata(case: Case) -> Iterator[Suspect]:
    """Give the wrong figures that no other figure could stand in for as the culprit."""
    for culprit in case.culprits:
        main = culprit.main
        near = [r for r in culprit.rivals if r.cost[0] <= main.cost[0] + NEAR_RIVAL]
        if near or main.would_be is None or not isinstance(main.would_be, Fraction):
            continue
        for figure in main.statement.printed:
            if figure.where:
                would_be = amount(main.would_be, main.statement)
                yield Suspect(figure.where[0], figure.named, would_be, len(main.mends))
