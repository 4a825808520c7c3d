"""The views of the SQLite file: the questions people ask, each answered by a name in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.finding import Message


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, the question it answers, its query."""

    name: str
    what: Message
    sql: str


VIEWS: tuple[View, ...] = (
    View(
        "roster_by_period",
        Message(
            "名册：每家联盟在每个评价期的等级、评分和依据，没有等级的写明是哪一种",
            "every alliance in every period: tier, score, basis, or which kind of nothing",
        ),
        """
        SELECT s.alliance_id, a.name, a.batch, a.code, s.period, s.words AS tier_in_words, s.tier, s.score, s.kind,
               s.basis, p.document_id AS report
        FROM standings s JOIN alliances a USING (alliance_id) JOIN periods p USING (period)
        ORDER BY s.alliance_id, p.end_year, p.start_year
        """,
    ),
    View(
        "high_three_times",
        Message(
            "已知三期以上活跃度高的联盟；printed 为原文载明的期数，其余为推断",
            "alliances known to be high in three periods or more; `printed` counts those a document prints",
        ),
        """
        SELECT a.alliance_id, a.name, a.batch, a.code, count(*) AS times_high,
               sum(s.basis = 'printed') AS printed, group_concat(s.period, ', ') AS periods, a.a_level
        FROM (SELECT * FROM standings ORDER BY period) s JOIN alliances a USING (alliance_id)
        WHERE s.tier = 'high' GROUP BY a.alliance_id HAVING count(*) >= 3 ORDER BY times_high DESC, a.alliance_id
        """,
    ),
    View(
        "tier_from_period_to_period",
        Message(
            "一家联盟在相邻两个已知评价期的等级；分级标准可能不同，见 bands",
            "an alliance's tier in two known periods that follow each other; the bands may differ, see `bands`",
        ),
        """
        SELECT alliance_id, name, earlier, earlier_tier, period AS later, tier AS later_tier,
               earlier_score, score AS later_score
        FROM (SELECT s.alliance_id, a.name, s.period, s.tier, s.score,
                     lag(s.period) OVER one AS earlier, lag(s.tier) OVER one AS earlier_tier,
                     lag(s.score) OVER one AS earlier_score
              FROM standings s JOIN alliances a USING (alliance_id) JOIN periods p USING (period)
              WHERE s.tier IS NOT NULL
              WINDOW one AS (PARTITION BY s.alliance_id ORDER BY p.end_year, p.start_year))
        WHERE earlier IS NOT NULL ORDER BY alliance_id, later
        """,
    ),
    View(
        "open_questions",
        Message(
            "还没有答案的：待认定的名称、有争议的编号、尚无编号的联盟、归属未定的核查发现",
            "what is not settled: names to be judged, disputed codes, alliances without an id, findings of open blame",
        ),
        """
        SELECT 'name' AS kind, m.name_as_printed AS what, m.reasons AS why, m.document_id, p.line, m.where_id
        FROM mentions m LEFT JOIN places p USING (where_id) WHERE m.outcome = 'review'
        UNION ALL
        SELECT 'code', a.name || ' ' || c.code, c.verdict, c.document_id, p.line, c.where_id
        FROM codes c JOIN alliances a USING (alliance_id) LEFT JOIN places p USING (where_id)
        WHERE c.verdict = 'disputed'
        UNION ALL
        SELECT 'alliance', name, alliance_id, NULL, NULL, NULL FROM alliances WHERE alliance_id LIKE 'new:%'
        UNION ALL
        SELECT 'finding', f.message_zh, f.rule, p.document_id, p.line, p.where_id
        FROM findings f
        LEFT JOIN finding_places l ON l.finding_id = f.finding_id AND l.side = 'where' AND l.position = 1
        LEFT JOIN places p USING (where_id)
        WHERE f.blame = 'open' AND f.level <> 'note'
        """,
    ),
    View(
        "findings_with_places",
        Message(
            "核查发现的每一处：有误或存疑的（where）和与之不符的（against），带原文和行号",
            "every place of every finding: what is in doubt (where) and what contradicts it (against), quoted",
        ),
        """
        SELECT f.finding_id, f.rule, f.level, w.zh AS level_in_words, f.cause, f.message_zh, f.message_en, f.published,
               f.recomputed, f.working, l.side, l.position, p.document_id, p.page, p.line, p.quote
        FROM findings f LEFT JOIN finding_places l USING (finding_id) LEFT JOIN places p USING (where_id)
        LEFT JOIN words w ON w.list = 'level' AND w.key = f.level
        ORDER BY f.finding_id, l.side DESC, l.position
        """,
    ),
    View(
        "findings_by_cause",
        Message("核查发现按规则、级别和成因计数", "findings counted by rule, level and cause"),
        """
        SELECT rule, level, cause, count(*) AS findings FROM findings GROUP BY rule, level, cause
        ORDER BY CASE level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, findings DESC, rule, cause
        """,
    ),
    View(
        "names_and_who_they_mean",
        Message("每个印出的名称指哪一家，见于何时", "who each printed name means, and when it was seen"),
        """
        SELECT n.name, a.name AS official_name, n.alliance_id, n.kind, w.zh AS kind_in_words, n.first_seen, n.last_seen,
               n.judgement_id
        FROM names n JOIN alliances a USING (alliance_id) LEFT JOIN words w ON w.list = 'name' AND w.key = n.kind
        ORDER BY n.name, n.alliance_id
        """,
    ),
    View(
        "figures_with_places",
        Message("文中的数据及其出处", "figures of the running text with their places"),
        """
        SELECT c.claim_id, c.document_id, c.place, c.kind, c.measure, c.of, c.base, c.period, c.value, c.unit, c.text,
               c.basis, p.page, p.line, p.quote
        FROM claims c LEFT JOIN places p USING (where_id)
        ORDER BY c.document_id, p.page, p.line, c.claim_id
        """,
    ),
    View(
        "honours_by_alliance",
        Message("荣誉名单：哪家在哪几年", "honours: who, and for which years"),
        """
        SELECT h.honour, h.start_year, h.end_year, h.periods_count, h.alliance_id, a.name, h.name_as_printed,
               h.code_as_printed, p.document_id, p.line
        FROM honours h JOIN alliances a USING (alliance_id) LEFT JOIN places p USING (where_id)
        ORDER BY h.honour, h.start_year, h.end_year, h.rank
        """,
    ),
    View(
        "alliances_in_bulletins",
        Message("简报条目提到哪些联盟", "which alliances the items of a bulletin speak of"),
        """
        SELECT i.document_id, i.section, i.position, i.heading, i.date_text, m.name_as_printed, m.alliance_id, a.name,
               m.outcome
        FROM items i JOIN item_mentions l USING (document_id, section, position) JOIN mentions m USING (mention_id)
        LEFT JOIN alliances a USING (alliance_id)
        ORDER BY i.document_id, i.section, i.position, m.mention_id
        """,
    ),
    View(
        "documents_in_numbers",
        Message("每份文件读出了多少", "what was read out of each document, in numbers"),
        """
        SELECT d.document_id, d.kind, d.period, d.title,
               (SELECT count(*) FROM claims c WHERE c.document_id = d.document_id AND c.basis = 'printed') AS claims,
               (SELECT count(*) FROM mentions m WHERE m.document_id = d.document_id) AS mentions,
               (SELECT count(*) FROM items i WHERE i.document_id = d.document_id) AS items,
               (SELECT count(*) FROM finding_documents f WHERE f.document_id = d.document_id) AS findings
        FROM documents d ORDER BY d.document_id
        """,
    ),
)
"""All views, in the order they are made."""
