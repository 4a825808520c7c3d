"use strict";
// Batches as cohorts, the matrix of documents, and the names that wait for a person's judgement.
R.corpus = (() => {
  const { el, zh, t } = R;
  const share = (part, whole) => (whole ? `${(Math.round((part * 1000) / whole) / 10).toFixed(1)}%` : "–");
  const STAGES = [["evaluated", "listed"], ["high", "evaluated"]];

  function bar(kind, part, whole) {
    const made = el("span", { class: `bar ${kind}`, "aria-hidden": "true" }, el("span", {}));
    made.firstChild.style.width = `${Math.min(100, (100 * part) / (whole || 1))}%`;
    return made;
  }
  function stage(cohort, part, whole) {
    const [p, w] = [cohort[part], cohort[whole]];
    if (!p) return el("p", { class: "soft" }, t(`stage.${part}`), " ", t("not_told"));
    if (!w) return el("p", {}, t(`stage.${part}`), " ", p[0], t("base_not_told"));
    const mark = (total) => total[1] !== "printed" && el("small", { class: "soft" }, " ", t(`basis.${total[1]}`));
    return el("p", {}, t("stage_part", t(`stage.${part}`), p[0]), mark(p), t("stage_of", t(`stage.${whole}`), w[0]), mark(w), t("stage_equals", share(p[0], w[0])), bar(part, p[0], w[0]));
  }
  const told = (cohort) => ["listed", "evaluated", "high"].filter((key) => cohort[key]).map((key) =>
    el("li", {}, `${cohort.p} ${R.value("batch", cohort.b)}${t("comma")}${t(`stage.${key}`)} ${cohort[key][0]}${t("bracket", t(`basis.${cohort[key][1]}`))} `,
      el("span", { class: "soft" }, R.places(cohort[key][2]))));

  const csvCohorts = () => [["period", "batch", "listed", "listed_basis", "evaluated", "evaluated_basis", "high", "high_basis", "evaluated_of_listed", "high_of_evaluated", "places"],
    R.data.cohorts.map((c) => [c.p, c.b, ...["listed", "evaluated", "high"].flatMap((key) => (c[key] ? [c[key][0], c[key][1]] : ["", ""])),
      c.evaluated && c.listed ? share(c.evaluated[0], c.listed[0]) : "", c.high && c.evaluated ? share(c.high[0], c.evaluated[0]) : "",
      ["listed", "evaluated", "high"].flatMap((key) => (c[key] ? [R.placesText(c[key][2])] : [])).join(" | ")])];

  function cohorts() {
    const periods = [...new Set(R.data.cohorts.map((c) => c.p))], batches = [...(R.axes.batch ? R.axes.batch.keys() : [])];
    const edge = (p) => R.map.edge(R.periods.indexOf(p));
    const cell = (batch, period) => {
      const found = R.data.cohorts.find((c) => c.p === period && c.b === batch);
      return el("td", { class: edge(period) }, found ? STAGES.map(([part, whole]) => stage(found, part, whole)) : el("span", { class: "soft" }, t("not_told")));
    };
    return el("section", { id: "cohorts" }, el("h2", { id: "cohorts-title" }, t("cohorts")),
      el("p", { class: "lede" }, t("cohorts_lede")), el("p", { class: "screen-only" }, R.csv.button("cohorts.csv", csvCohorts)),
      !periods.length ? el("p", {}, t("not_told")) : [
        el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": t("cohorts") }, el("table", { class: "cohorts" }, el("caption", { class: "visually-hidden" }, t("cohorts")),
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("batch")), periods.map((p) => el("th", { scope: "col", class: edge(p) }, p)))),
          el("tbody", {}, batches.map((b) => el("tr", {}, el("th", { scope: "row" }, R.value("batch", b)), periods.map((p) => cell(b, p))))))),
        R.about(), el("details", {}, el("summary", {}, t("evidence")), el("ul", { class: "plain" }, R.data.cohorts.flatMap(told)))]);
  }

  const COUNTS = ["error", "warning", "note", "pass", "unchecked"];
  const csvDocuments = () => [["document_id", "kind", "period", "title", "publisher", "read", "rows", "figures", "numbers_unread", "names_open", ...COUNTS],
    R.data.documents.map((d) => [d.id, d.kind, d.period, d.title, d.publisher, d.read, d.rows, d.figures, d.unread, d.open, ...COUNTS.map((key) => (d.counts ? d.counts[key] : ""))])];
  function documents() {
    const heads = ["document", "kind", "period", "read", "rows", "figures", "unread", "open"];
    const zero = (n, kind = "") => el("td", { class: `num ${n ? kind : "soft"}` }, n);
    return el("section", { id: "documents" }, el("h2", { id: "documents-title" }, t("documents")),
      el("p", { class: "lede" }, t("documents_lede")), el("p", { class: "screen-only" }, R.csv.button("documents.csv", csvDocuments)),
      el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": t("documents") }, el("table", { class: "documents" }, el("caption", { class: "visually-hidden" }, t("documents")),
        el("thead", {}, el("tr", {}, heads.map((key) => el("th", { scope: "col" }, t(`col.${key}`))), COUNTS.map((key) => el("th", { scope: "col", class: "num" }, t(`level.${key}`))))),
        el("tbody", {}, R.data.documents.map((d) => el("tr", {},
          el("th", { scope: "row" }, el("a", { href: `audits/${encodeURIComponent(d.id)}.html` }, d.id), d.title && [el("br"), zh(d.title, "span", { class: "soft title" })]),
          el("td", {}, t(`kind.${d.kind}`)), el("td", {}, d.period), el("td", {}, d.read ? t("yes") : el("strong", { class: "error" }, t("no"))),
          zero(d.rows), zero(d.figures), zero(d.unread, "warning"), zero(d.open, "warning"),
          COUNTS.map((key) => (d.counts ? zero(d.counts[key], key) : el("td", { class: "num soft" }, "–")))))))));
  }

  function questions() {
    const found = R.data.open;
    return el("section", { id: "open" }, el("h2", { id: "open-title" }, t("open")),
      !found.length ? el("p", {}, t("open_none")) : [el("p", { class: "lede" }, t("open_lede")),
        el("ul", { class: "plain questions" }, found.map((one) => el("li", {}, el("p", {}, el("strong", {}, zh(one.n))),
          el("p", { class: "soft" }, R.places(one.at)),
          el("p", {}, t("may_be"), one.may.map((id, n) => [n ? t("semicolon") : "", R.byId.has(id) ? el("a", { href: R.address(id) }, R.named(R.byId.get(id).n)) : id])),
          one.why.map((why) => el("p", { class: "soft" }, zh(why))))))]);
  }
  return { cohorts, documents, questions };
})();
