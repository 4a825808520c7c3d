"use strict";
// One alliance: what became of it, under which names, and where that is printed.
R.one = (() => {
  const { el, zh, t } = R;
  const period = (a, b) => (!a ? "–" : a === b || !b ? a : `${a}–${b}`);
  const heading = (key) => el("h2", {}, t(key));
  /** Say in so many words that a table is one, also where a narrow screen stacks its cells. */
  function roles(made) {
    const names = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    for (const part of [made, ...made.querySelectorAll("thead, tbody, tr, td")]) part.setAttribute("role", names[part.tagName]);
    for (const part of made.querySelectorAll("th")) part.setAttribute("role", part.scope === "col" ? "columnheader" : "rowheader");
    return made;
  }
  function table(caption, heads, rows) {
    return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption }, roles(el("table", {}, el("caption", { class: "visually-hidden" }, caption),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, rows))));
  }
  const quote = (s, one) => (s.q ? s.q.map((part) => (typeof part === "number" ? one.names[part].n : part)).join("").replace(/\s+/g, " ") : "");

  function standings(one) {
    const latest = R.data.periods.filter((p) => p.bands.length).at(-1);
    const rows = R.data.periods.map((p, n) => {
      const s = R.standing(one, n), band = s.t && p.bands.find((b) => b.t === s.t);
      return el("tr", { class: R.map.edge(n) }, el("th", { scope: "row" }, p.p), el("td", {}, el("span", { class: R.map.cellClass(one, n) }, s.t ? [el("b", {}, R.tierWord(s)), s.s && el("span", { class: "score" }, s.s)] : t(`nothing.${s.k}`))),
        el("td", {}, t(`basis.${s.o || (s.t || s.at ? "printed" : "none")}`), s.k === "unscored" && [t("comma"), t("unscored")]),
        el("td", {}, band ? `${band.s}` : s.t ? t("no_bands_short") : "–", s.g && el("span", { class: "soft" }, " ", t("bridged", latest.p, R.value("tier", s.g)))),
        el("td", {}, R.places(s.at), s.q && el("q", { lang: "zh-CN" }, quote(s, one))));
    });
    return [heading("h.standings"), table(t("h.standings"), ["period", "tier", "basis", "band", "evidence"].map((key) => t(`col.${key}`)), rows)];
  }
  const tiers = (one, ...pair) => pair.map((p) => R.standing(one, R.periods.indexOf(p)).t).filter(Boolean);
  const because = (why) => (why === undefined ? t("cause.same") : R.told(why));
  function steps(one) {
    if (!(one.steps || []).length) return [];
    const rows = one.steps.map(([a, b, kind, why]) => el("tr", {}, el("th", { scope: "row" }, `${a}–${b}`),
      el("td", {}, t(`move.${kind}`), ["up", "down", "bands_changed"].includes(kind) && [t("colon"), tiers(one, a, b).map((tier) => R.value("tier", tier)).join(" → ")]), el("td", {}, because(why))));
    return [heading("h.steps"), table(t("h.steps"), ["periods", "movement", "bands"].map((key) => t(`col.${key}`)), rows)];
  }
  const judged = new Map(R.data.judgements);
  function judgement(id) {
    const j = judged.get(id);
    return j && el("p", { class: "soft judged" }, t("judged", id, j.date, j.who), " ", zh(j.reason));
  }
  function names(one) {
    const rows = (one.names || []).map((name) => el("tr", {}, el("th", { scope: "row" }, zh(name.n)), el("td", { class: "tight" }, t(`name.${name.k}`)),
      el("td", { class: "tight" }, period(name.f, name.l)), el("td", {}, R.places(name.at), judgement(name.j))));
    return rows.length ? [heading("h.names"), table(t("h.names"), ["name", "kind", "seen", "evidence"].map((key) => t(`col.${key}`)), rows)] : [];
  }
  function codes(one) {
    const rows = (one.codes || []).map((code) => el("tr", {}, el("th", { scope: "row", class: "tight" }, code.c), el("td", { class: code.v === "agreed" ? "" : "warning" }, t(`verdict.${code.v}`)), el("td", {}, R.places(code.at))));
    return rows.length ? [heading("h.codes"), table(t("h.codes"), ["code", "verdict", "evidence"].map((key) => t(`col.${key}`)), rows)] : [];
  }
  function honours(one) {
    const rows = (one.hon || []).map((h) => el("tr", {}, el("th", { scope: "row" }, t("honour_of", h.h, R.map.span(h))), el("td", {}, h.n ? t("n_periods", h.n) : "–"), el("td", {}, R.places(h.at))));
    return rows.length ? [heading("h.honours"), table(t("h.honours"), ["honour", "periods", "evidence"].map((key) => t(`col.${key}`)), rows)] : [];
  }
  function people(one) {
    const rows = (one.people || []).map((p) => el("tr", {}, el("th", { scope: "row" }, zh(p.n)), el("td", {}, p.p || "–"), el("td", {}, p.t ? zh(p.t) : "–"),
      el("td", {}, p.k === "panel" ? [t("panel"), p.r && [" ", t(`role.${p.r}`)]] : t("named_in_text")), el("td", {}, R.places(p.at))));
    return rows.length ? [heading("h.people"), table(t("h.people"), ["person", "period", "title", "role", "evidence"].map((key) => t(`col.${key}`)), rows)] : [];
  }
  function items(one) {
    const rows = (one.items || []).map((i) => el("tr", {}, el("td", {}, i.d ? zh(i.d) : "–", i.y && ` (${i.y})`), el("th", { scope: "row" }, i.h ? zh(i.h) : "–"), el("td", {}, i.s ? zh(i.s) : "–"), el("td", {}, R.places(i.at))));
    return rows.length ? [heading("h.items"), table(t("h.items"), ["date", "heading", "section", "evidence"].map((key) => t(`col.${key}`)), rows)] : [];
  }
  const findings = new Map(R.data.findings.map((f) => [f.id, f]));
  function found(one) {
    const list = (one.find || []).map((id) => findings.get(id)).filter(Boolean);
    return list.length ? [heading("h.findings"), el("ul", { class: "plain findings" }, list.map((f) => el("li", {}, el("span", { class: `level ${f.level}` }, t(`level.${f.level}`)), " ",
      el("a", { href: R.auditLink(f) }, f.rule), " ", R.told(f.zh))))] : [];
  }
  function alike(one) {
    if (!(one.like || []).length) return [];
    return [el("aside", { class: "alike", "aria-labelledby": "alike-title" }, el("h2", { id: "alike-title" }, t("h.alike")), el("ul", { class: "plain" }, one.like.map((other) => el("li", {},
      el("p", {}, el("a", { href: R.address(other.id) }, R.byId.has(other.id) ? R.named(R.byId.get(other.id).n) : other.id), " ", el("span", { class: "soft" }, other.id)),
      el("p", {}, other.x.map((why) => R.told(why)).join(t("semicolon"))), el("p", { class: "soft" }, other.r.map((why) => R.told(why)).join(t("semicolon")))))))];
  }

  function rows(one) {
    const made = [], at = (list) => R.placesText(list);
    R.data.periods.forEach((p, n) => {
      const s = R.standing(one, n);
      made.push(["standing", p.p, p.p, s.t || s.k, s.s || "", s.o || "printed", at(s.at), quote(s, one)]);
    });
    for (const [a, b, kind, why] of one.steps || []) made.push(["movement", a, b, kind, tiers(one, a, b).join(" > "), because(why), "", ""]);
    for (const n of one.names || []) made.push(["name", n.f, n.l, n.n, n.k, n.j || "", at(n.at), n.n]);
    for (const c of one.codes || []) made.push(["code", "", "", c.c, c.v, "", at(c.at), c.c]);
    for (const h of one.hon || []) made.push(["honour", h.a, h.z, h.h, h.n || "", "", at(h.at), ""]);
    for (const p of one.people || []) made.push(["person", p.p, p.p, p.n, p.t || "", p.r || p.k, at(p.at), ""]);
    for (const i of one.items || []) made.push(["item", i.y, i.y, i.h, i.d || "", i.s || "", at(i.at), ""]);
    for (const l of one.like || []) made.push(["confused_with", "", "", l.id, R.byId.has(l.id) ? R.byId.get(l.id).n : "", l.x.map(R.told).join("; "), "", ""]);
    for (const id of one.find || []) if (findings.has(id)) made.push(["finding", "", "", id, findings.get(id).rule, findings.get(id).level, "", R.told(findings.get(id).zh)]);
    return [["part", "from", "to", "code_or_value", "detail", "note", "place", "quote"], made];
  }

  /** The batch; where none is printed, what the printed totals leave of them. */
  function batch(one) {
    const left = (one.bp || []).map((key) => R.value("batch", key));
    return R.batches(one) || (left.length && left.length < R.axes.batch.size ? t("batch_left", left.join("/")) : t("batch_none"));
  }
  function head(one, neighbours) {
    const link = (id, words, key) => (id ? el("a", { href: R.address(id), class: "turn", "data-turn": key }, words, " ", el("kbd", {}, key === "next" ? "→" : "←")) : null);
    return el("header", { class: "who" },
      el("p", { class: "turns screen-only" }, el("a", { href: R.address(""), id: "back" }, t("back"), " ", el("kbd", {}, "Esc")), link(neighbours[0], t("previous"), "previous"), link(neighbours[1], t("next"), "next")),
      el("h1", { id: "one-title", tabindex: "-1" }, zh(one.n)),
      el("p", { class: "facts" }, [one.id.startsWith("new:") ? t("no_id") : one.id, batch(one), (one.c || []).join("/") && `${t("code")} ${one.c.join("/")}`, t("seen_in", period(one.f, one.l))].filter(Boolean)
        .map((fact, n) => [n ? el("span", { class: "soft", "aria-hidden": "true" }, " · ") : null, el("span", {}, fact)])),
      el("p", { class: "screen-only" }, R.csv.button(`${one.id.replace(/[^\w.-]+/g, "_").slice(0, 60)}.csv`, () => rows(one))));
  }
  function make(one, neighbours) {
    return el("article", { id: "one", "aria-labelledby": "one-title" }, head(one, neighbours), el("div", { id: "timeline", class: "wide", tabindex: "0", role: "region", "aria-label": t("timeline") }),
      alike(one), standings(one), steps(one), names(one), codes(one), honours(one), people(one), items(one), found(one));
  }
  function draw(one) {
    const box = document.getElementById("timeline");
    box.replaceChildren(R.line.picture(one, Math.max(Math.floor(box.clientWidth) || 900, R.periods.length * 58 + 40, 340)));
  }
  return { make, draw };
})();
