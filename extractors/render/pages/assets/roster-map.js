"use strict";
// The heat map: alliances by periods.
R.map = (() => {
  const { el, zh, t, state } = R;
  const TIERS = ["high", "fairly_high", "average", "low", "incomplete"];
  const NOTHING = ["not_high", "named_absent", "not_evaluated", "no_report", "unprinted", "not_joined"];
  const rank = (s) => (s.t ? TIERS.indexOf(s.t) : TIERS.length + NOTHING.indexOf(s.k));
  const current = R.periods.indexOf(R.reported.at(-1));
  const SORTS = ["", "batch", "name", "tier", "steady"];
  const batchOrder = [...(R.axes.batch ? R.axes.batch.keys() : [])];
  const scored = R.periods.map((_, n) => R.data.alliances.some((one) => R.standing(one, n).s));

  function texts(one) {
    return [one.id, one.n, ...(one.c || []), ...(one.names || []).map((n) => n.n), ...(one.people || []).map((p) => p.n),
      ...(one.codes || []).map((c) => c.c)].join("\n").toLowerCase();
  }
  const haystacks = new Map(R.data.alliances.map((one) => [one.id, texts(one)]));

  /** Pinyin initials as people type them (ddqc); a character whose initial cannot be told agrees with any. */
  const initials = (one, term) => /^[a-z]{2,}$/.test(term) && term.length <= one.py.length
    && [...term].every((letter, n) => one.py[n] === letter || one.py[n] === "?");

  /** The alliances that the filters leave, in the order asked for. */
  function chosen() {
    const terms = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = R.list("batch");
    const found = R.data.alliances.filter((one) => {
      if (!terms.every((term) => haystacks.get(one.id).includes(term) || initials(one, term))) return false;
      if (wanted.length && !wanted.some((key) => (key === "none" ? !(one.b || []).length : (one.b || []).includes(key)))) return false;
      if (state.honour && !(one.hon || []).length) return false;
      if (!state.tier) return true;
      const s = R.shown(R.standing(one, current));
      return state.tier === "none" ? !s.t : s.t === state.tier;
    });
    const batch = (one) => (one.b || []).length ? batchOrder.indexOf(one.b[0]) : batchOrder.length;
    const keys = {
      batch: (one) => [batch(one), (one.c || [""])[0] || "~", one.id],
      name: (one) => [one.n],
      tier: (one) => [rank(R.shown(R.standing(one, current))), -Number(R.standing(one, current).s || 0), one.id],
      steady: (one) => [one.st[1] ? 0 : 1, one.st[0], -one.st[1], one.id],
    }[state.sort];
    return keys ? found.map((one) => [keys(one), one]).sort((a, b) => compare(a[0], b[0])).map((pair) => pair[1]) : found;
  }
  const order = new Intl.Collator("zh-CN-u-co-pinyin");
  function compare(a, b) {
    for (let n = 0; n < a.length; n += 1) {
      const one = typeof a[n] === "string" ? order.compare(a[n], b[n]) : a[n] - b[n];
      if (one) return one;
    }
    return 0;
  }

  /** The honours whose run of periods ends with the one given. */
  const honours = (one, period) => (one.hon || []).filter((h) => (h.z || h.a) === period);
  const span = (h) => (h.z && h.z !== h.a ? `${h.a}–${h.z}` : h.a);

  function content(one, n) {
    const s = R.shown(R.standing(one, n));
    const marks = honours(one, R.periods[n]).map((h) =>
      el("abbr", { class: "honour", title: t("honour_of", h.h, span(h)) }, h.h));
    const basis = s.o && el("small", {}, t(`basis.${s.o}`));
    if (!s.t) {
      const quiet = s.k === "no_report" || s.k === "unprinted" || s.k === "not_joined";
      const word = quiet
        ? [el("span", { "aria-hidden": "true" }, s.k === "not_joined" ? "" : "·"), el("span", { class: "visually-hidden" }, t(`nothing.${s.k}`))]
        : el("span", {}, t(`nothing.${s.k}`));
      return [word, s.k === "not_joined" ? null : basis, marks];
    }
    const unscored = s.k === "unscored" && scored[n] && el("small", {}, t("unscored"));
    return [el("b", s.w && R.lang() === "zh" ? { lang: "zh-CN" } : {}, R.tierWord(s)), s.s && el("span", { class: "score" }, s.s), basis, unscored, marks];
  }
  function cellClass(one, n) {
    const s = R.shown(R.standing(one, n));
    return ["cell", s.t ? `tier-${s.t}` : `no-${s.k}`, s.o ? `is-${s.o}` : ""].filter(Boolean).join(" ");
  }
  /** How a column parts from the one before: bands changed, or cannot be compared. */
  const edge = (n) => {
    const compared = R.data.periods[n].compared;
    return compared === "changed" ? "break" : compared === "unknown" && R.data.periods.slice(n + 1).some((p) => p.compared === "changed" && p.since === R.data.periods[n].since) ? "break-open" : "";
  };
  function cell(one, n) {
    const s = R.standing(one, n);
    return el("td", { class: edge(n), title: s.at ? R.placesText(s.at) : null }, el("span", { class: cellClass(one, n) }, content(one, n)));
  }

  function bandLines(period) {
    if (!period.bands.length) return el("span", { class: "bands none" }, period.reported ? t("no_bands") : t("no_table"));
    return el("span", { class: "bands" }, period.bands.map((band) =>
      el("span", {}, el("span", { class: `dot tier-${band.t}`, "aria-hidden": "true" }), R.value("tier", band.t), " ", band.s)));
  }
  function head() {
    return el("tr", {},
      el("th", { scope: "col", class: "who" }, t("alliance")),
      el("th", { scope: "col", class: "batch" }, t("batch_code")),
      R.data.periods.map((period, n) =>
        el("th", { scope: "col", class: edge(n) }, el("span", { class: "period" }, period.p),
          period.compared === "changed" && el("span", { class: "changed" }, t("bands_changed_since", period.since)),
          bandLines(period))),
      el("th", { scope: "col", class: "steady", title: t("steady_long") }, t("steady")));
  }
  const disputed = (one) => (one.codes || []).some((code) => code.v === "disputed");
  function row(one) {
    return el("tr", { id: `row-${one.id}` },
      el("th", { scope: "row", class: "who" }, el("a", { href: R.address(one.id), "data-id": one.id }, R.named(one.n))),
      el("td", { class: "batch" }, R.batches(one), " ", el("span", { class: "code" }, (one.c || []).join("/")),
        disputed(one) && el("small", { class: "disputed" }, " ", t("verdict.disputed"))),
      R.periods.map((_, n) => cell(one, n)),
      el("td", { class: "steady" }, one.st[1] ? `${one.st[0]}/${one.st[1]}` : "–"));
  }
  function bodies(found) {
    if (state.sort !== "batch") return [el("tbody", {}, found.map(row))];
    const groups = new Map();
    for (const one of found) {
      const name = R.batches(one) || t("batch_none");
      groups.set(name, [...(groups.get(name) || []), one]);
    }
    return [...groups].map(([name, members]) => el("tbody", {},
      el("tr", { class: "group" }, el("th", { scope: "rowgroup", colspan: R.periods.length + 3 }, el("span", {}, name, " ", t("n_alliances", members.length)))),
      members.map(row)));
  }

  // ---- the tools above it
  function chip(key, value, label) {
    const on = key === "batch" ? R.list(key).includes(value) : state[key] === value;
    return el("button", { type: "button", "aria-pressed": String(on), "data-filter": `${key}=${value}`, onclick: (event) => {
      const list = key === "batch" ? R.list(key) : [];
      const now = on ? list.filter((one) => one !== value) : [...list, value];
      R.change({ [key]: key === "batch" ? now.join(",") : on ? "" : value });
      R.update(event.currentTarget.dataset.filter);
    } }, label);
  }
  function tools() {
    const search = el("input", { type: "search", id: "search", value: state.q || "", autocomplete: "off", placeholder: t("search_hint"),
      oninput: (event) => { R.change({ q: event.target.value.trim() }); R.update(); } });
    const sort = el("select", { id: "sort", onchange: (event) => { R.change({ sort: event.target.value }); R.update("sort"); } },
      SORTS.map((key) => el("option", { value: key, selected: (state.sort || "") === key }, t(`sort.${key || "file"}`))));
    const tier = el("select", { id: "tier", onchange: (event) => { R.change({ tier: event.target.value }); R.update("tier"); } },
      el("option", { value: "" }, t("any")),
      [...(R.axes.tier ? R.axes.tier.keys() : []), "none"].map((key) =>
        el("option", { value: key, selected: state.tier === key }, key === "none" ? t("no_tier") : R.value("tier", key))));
    return el("form", { class: "tools screen-only", role: "search", onsubmit: (event) => event.preventDefault() },
      el("label", { class: "grow" }, el("span", {}, t("search"), " ", el("kbd", {}, "/")), search),
      el("label", {}, el("span", {}, t("tier_in", R.reported.at(-1) || "")), tier),
      el("label", {}, el("span", {}, t("sort")), sort),
      el("div", { class: "chips", role: "group", "aria-label": t("filters") },
        [...batchOrder, "none"].map((key) => chip("batch", key, key === "none" ? t("batch_none") : R.value("batch", key))),
        chip("honour", "1", t("honour_only")), chip("printed", "1", t("printed_only")),
        el("button", { type: "button", id: "clear", class: filtered() ? "" : "hidden", onclick: () => {
          R.change({ q: "", batch: "", tier: "", honour: "", printed: "", sort: "" });
          R.update("search", true);
        } }, t("clear"))));
  }
  const filtered = () => ["q", "batch", "tier", "honour", "printed", "sort"].some((key) => state[key]);

  function legend() {
    const sample = (name, word, extra) => el("li", {}, el("span", { class: `cell ${name}` }, word, extra || ""));
    const nothing = (key) => el("li", {}, el("span", { class: `cell no-${key}` }, t(`nothing.${key}`)));
    return el("ul", { class: "legend", "aria-label": t("legend") },
      TIERS.map((key) => sample(`tier-${key}`, R.value("tier", key))),
      sample("tier-high is-inferred", R.value("tier", "high"), el("small", {}, t("basis.inferred"))),
      ["not_evaluated", "named_absent", "not_high"].map(nothing),
      el("li", { class: "key" }, el("span", { class: "cell no-no_report" }, "·"), " ", t("nothing.no_report")),
      el("li", { class: "key" }, el("span", { class: "cell no-not_joined" }), " ", t("nothing.not_joined")),
      el("li", { class: "key" }, el("abbr", { class: "honour" }, "A"), " ", t("honour_key")),
      el("li", { class: "key" }, el("span", { class: "rule" }), " ", t("break_key")));
  }

  const plain = (s) => (s.t ? s.t : s.k);
  function table(found) {
    const header = ["alliance_id", "name", "batch", "code", "first_seen", "last_seen", "a_level", "changes", "compared",
      ...R.periods.flatMap((p) => [`tier_${p}`, `printed_${p}`, `score_${p}`, `basis_${p}`])];
    const rows = found.map((one) => [one.id, one.n, (one.b || []).join("|"), (one.c || []).join("|"), one.f, one.l,
      (one.hon || []).map((h) => [h.a, h.z].filter(Boolean).join("-")).join("|"), one.st[0], one.st[1],
      ...R.periods.flatMap((_, n) => {
        const s = R.shown(R.standing(one, n));
        return [plain(s), s.t ? s.w || (R.axes.tier.get(s.t) || s.t) : "", s.s || "", s.o || (s.t ? "printed" : "")];
      })]);
    return [header, rows];
  }

  /** Make the section; its table is filled by `update`. */
  function make() {
    return el("section", { id: "roster" },
      el("h2", { id: "roster-title" }, t("roster_title")), el("p", { class: "lede" }, t("roster_lede")), tools(), legend(),
      el("p", { class: "count" }, el("span", { id: "count" }), " ", R.csv.button("roster.csv", () => table(chosen()))),
      el("div", { class: "scroller", id: "scroller", tabindex: "0", role: "region", "aria-label": t("roster_title") }));
  }
  function update(found) {
    const box = document.getElementById("scroller");
    box.replaceChildren(found.length
      ? el("table", { class: R.periods.length > 9 ? "heat many" : "heat" }, el("caption", { class: "visually-hidden" }, t("roster_title")), el("thead", {}, head()), bodies(found))
      : el("p", { class: "empty" }, t("none_fits")));
    document.getElementById("count").textContent = t("count", found.length, R.data.alliances.length);
    document.getElementById("clear").classList.toggle("hidden", !filtered());
    for (const button of document.querySelectorAll("[data-filter]")) {
      const [key, value] = button.dataset.filter.split("=");
      button.setAttribute("aria-pressed", String(R.list(key).includes(value)));
    }
  }
  return { make, update, chosen, table, content, cellClass, edge, honours, span, scored };
})();
