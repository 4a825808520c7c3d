"""The names against the gold of mentions: no wrong merge, 98 % placed, measured without judgements and with them."""

import pytest

from extractors.names import normal_form
from tests.gold_files import gold
from tests.names_gold import CORPUS, OPEN, PLACED, besides, id_of, ids, left_out, measured
from tests.test_names_corpus import NEEDS_A_JUDGEMENT


def test_the_gold_is_whole() -> None:
    """Every line names an alliance on file or says that it is open; every alliance on file is mentioned."""
    meant = {id_of(line["alliance"]) for line in gold("mentions")} - {""}
    assert meant == set(ids().values()) == {alliance.id for alliance in CORPUS.alliances}


@pytest.mark.parametrize("with_judgements", [False, True], ids=["without", "with"])
def test_every_mention_of_the_gold_is_read(with_judgements: bool) -> None:
    assert [(m.document, m.line, m.name) for m in measured(with_judgements) if m.match is None] == []


@pytest.mark.parametrize("with_judgements", [False, True], ids=["without", "with"])
def test_no_wrong_merge(with_judgements: bool) -> None:
    assert [(m.document, m.line, m.name) for m in measured(with_judgements) if m.wrong] == []


@pytest.mark.parametrize("with_judgements", [False, True], ids=["without", "with"])
def test_what_is_not_linked_is_in_review_with_the_right_candidate(with_judgements: bool) -> None:
    left = [m for m in measured(with_judgements) if not m.linked]
    assert [(m.document, m.line, m.name) for m in left if not m.in_review] == []


def test_nearly_all_are_placed() -> None:
    told = [m for m in measured(True) if m.alliance != OPEN]
    assert sum(m.right for m in told) >= PLACED * len(told)


def test_a_link_that_needs_a_judgement_is_not_made_without_it() -> None:
    """Without judgements, what is open is exactly what they are about and what the evidence does not settle."""
    settled = {(m.document, m.line, m.name) for m in measured(True) if m.linked}
    unsettled = [m for m in measured(False) if not m.linked and (m.document, m.line, m.name) in settled]
    assert {m.name for m in unsettled} == NEEDS_A_JUDGEMENT
    judged = {normal_form(name.partition("@")[0]) for j in CORPUS.judgements for name in j.names}
    assert all(normal_form(m.name) in judged for m in unsettled)


def test_nothing_is_read_that_the_gold_does_not_have() -> None:
    assert [(m.mention.where.document, m.mention.where.spans[0].line, m.mention.name) for m in besides()] == []


def test_nothing_links_to_another_once_an_alliance_is_taken_out() -> None:
    assert left_out() == ()
