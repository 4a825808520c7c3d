"use strict";
// Flows between tiers from period to period; what only the bands did is hatched and said.
R.flow = (() => {
  const { el, svg, t, state } = R;
  const NODES = ["high", "fairly_high", "average", "low", "incomplete", "not_high", "unprinted", "not_evaluated", "named_absent", "no_report", "not_joined"];
  const MOVES = ["up", "down", "same", "bands_changed", "first", "again", "incomplete", "not_evaluated", "unknown"];
  const node = (s) => s.t || s.k;
  const name = (key) => (R.axes.tier && R.axes.tier.has(key) ? R.value("tier", key).replace(/（.*）/, "") : t(`nothing.${key}`));
  const order = (key) => (NODES.includes(key) ? NODES.indexOf(key) : NODES.length);

  const shownPeriods = () => (state.flow === "all" || R.reported.length < 2 ? R.periods : R.reported);

  /** Count what flows between two periods: from, to, movement. */
  function flows(found, earlier, later) {
    const pair = R.data.pairs.findIndex(([a, b]) => a === earlier && b === later);
    const [i, j] = [R.periods.indexOf(earlier), R.periods.indexOf(later)];
    const counted = new Map();
    for (const one of found) {
      const [a, b] = [i, j].map((n) => node(R.shown(R.standing(one, n))));
      const hidden = a === "unprinted" || b === "unprinted";
      const move = hidden ? "unknown" : one.m[pair] || "";
      const key = [a, b, move].join(" ");
      counted.set(key, [...(counted.get(key) || []), one.id]);
    }
    return [...counted].map(([key, ids]) => {
      const [from, to, move] = key.split(" ");
      return { from, to, move, ids };
    }).sort((x, y) => order(x.from) - order(y.from) || order(x.to) - order(y.to) || MOVES.indexOf(x.move) - MOVES.indexOf(y.move));
  }
  /** Compare the bands of two periods as the corpus knows them. */
  function bandsOf(earlier, later) {
    const [a, b] = [earlier, later].map((p) => R.data.periods[R.periods.indexOf(p)].bands);
    if (!a.length || !b.length) return "unknown";
    return JSON.stringify(a.map((x) => [x.t, x.s])) === JSON.stringify(b.map((x) => [x.t, x.s])) ? "same" : "changed";
  }

  /** Where the bands of the period before are not known: the last known period whose bands differ. */
  const since = (later, bands) => {
    const period = R.data.periods[R.periods.indexOf(later)];
    return bands === "unknown" && period.compared === "changed" ? period.since : "";
  };

  function columns(found, periods, height) {
    const gap = 6, least = 17;
    const made = periods.map((p) => {
      const n = R.periods.indexOf(p), counted = new Map();
      for (const one of found) {
        const key = node(R.shown(R.standing(one, n)));
        counted.set(key, (counted.get(key) || 0) + 1);
      }
      return [...counted].sort((x, y) => order(x[0]) - order(y[0])).map(([key, count]) => ({ key, count }));
    });
    const most = Math.max(...made.map((nodes) => nodes.length), 1);
    const scale = Math.max(0, (height - most * (gap + least))) / Math.max(found.length, 1);
    for (const nodes of made) {
      let y = 0;
      for (const one of nodes) {
        Object.assign(one, { y, height: least + one.count * scale, out: 0, in: 0 });
        y += one.height + gap;
      }
    }
    return made;
  }
  /** About how wide a text is at twelve pixels. */
  const wideness = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 12 : 6.7), 0);
  const nothing = (key) => !(R.axes.tier && R.axes.tier.has(key));

  function ribbon(x0, x1, from, to, flow, count) {
    const [h0, h1] = [from, to].map((n) => (n.height * flow.ids.length) / n.count);
    const [y0, y1] = [from.y + from.out, to.y + to.in];
    from.out += h0;
    to.in += h1;
    const mid = (x0 + x1) / 2;
    const d = `M${x0} ${y0}C${mid} ${y0} ${mid} ${y1} ${x1} ${y1}V${y1 + h1}C${mid} ${y1 + h1} ${mid} ${y0 + h0} ${x0} ${y0 + h0}Z`;
    const quiet = nothing(flow.from) && nothing(flow.to);
    const words = t("flow_title", name(flow.from), name(flow.to), count) + (flow.move ? t("bracket", t(`move.${flow.move}`)) : "");
    return [svg("path", { d, class: `ribbon ${quiet ? "quiet" : `from-${nothing(flow.from) ? "nothing" : flow.from}`}` }, svg("title", {}, words)),
      flow.move === "bands_changed" && svg("path", { d, class: "only-bands", fill: "url(#hatch)" })];
  }

  function picture(found, width) {
    const periods = shownPeriods(), top = 44, height = 430, wide = Math.min(110, Math.max(62, width / periods.length / 2.2));
    const columnsMade = columns(found, periods, height);
    const step = periods.length > 1 ? (width - wide - 2) / (periods.length - 1) : 0;
    const bottom = Math.max(...columnsMade.flat().map((n) => n.y + n.height), 0);
    const ribbons = [], boxes = [], heads = [];
    periods.forEach((p, n) => {
      const x = 1 + n * step;
      heads.push(svg("text", { x: x + wide / 2, y: 14, class: "period" }, p));
      for (const one of columnsMade[n]) {
        boxes.push(svg("g", {}, svg("rect", { x, y: one.y, width: wide, height: one.height, class: nothing(one.key) ? "node nothing" : `node fill-${one.key}` }),
          svg("text", { x: x + wide / 2, y: one.y + Math.min(one.height / 2, 40) + 4, class: `label ${wideness(`${name(one.key)} ${one.count}`) > wide - 4 ? "small" : ""} ${nothing(one.key) ? "" : `on-${one.key}`}` }, `${name(one.key)} ${one.count}`)));
      }
      if (!n) return;
      const bands = bandsOf(periods[n - 1], p), mid = x - (step - wide) / 2;
      const known = since(p, bands), breaks = bands === "changed" || known;
      const say = known ? t("bands_changed_since", known) : { changed: t("bands_changed"), unknown: t("bands_unknown"), same: t("bands_same") }[bands];
      heads.push(svg("text", { x: mid, y: 14, class: `bands-${breaks ? "changed" : bands}` }, step - wide > wideness(say) ? say : ""));
      if (breaks) heads.push(svg("line", { x1: mid, x2: mid, y1: 20, y2: top + bottom, class: "break" }));
      for (const flow of flows(found, periods[n - 1], p)) {
        const from = columnsMade[n - 1].find((one) => one.key === flow.from), to = columnsMade[n].find((one) => one.key === flow.to);
        ribbons.push(ribbon(x - step + wide, x, from, to, flow, flow.ids.length));
      }
    });
    return svg("svg", { width, height: top + bottom + 4, viewBox: `0 0 ${width} ${top + bottom + 4}`, role: "img", "aria-label": t("flow_picture") },
      svg("defs", {}, svg("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("rect", { width: 2, height: 6, class: "hatch" }))),
      svg("g", { transform: "translate(0 24)" }, ribbons.flat(2).filter(Boolean), boxes), heads);
  }

  const edges = (period) => R.data.periods[R.periods.indexOf(period)].bands.map((b) => `${R.value("tier", b.t)} ${b.s}`).join(t("comma"));
  function bridge(earlier, later) {
    const found = R.data.bridges.find((one) => one.from === earlier && one.to === later);
    if (!found) return null;
    const rows = found.rows.map(([tier, bridged, count]) => {
      if (bridged === "unscored") return t("bridge_unscored", R.value("tier", tier), count);
      if (!bridged) return t("bridge_none", R.value("tier", tier), count);
      return t(bridged === tier ? "bridge_same" : "bridge_row", R.value("tier", tier), count, R.value("tier", bridged));
    });
    return el("p", { class: "bridge" }, t("bridge", earlier, later), rows.join(t("semicolon")), t("stop"), " ", el("span", { class: "soft" }, t("bridge_all")));
  }
  function pairText(found, earlier, later) {
    const counted = new Map();
    for (const flow of flows(found, earlier, later)) if (flow.move && !(nothing(flow.from) && nothing(flow.to))) counted.set(flow.move, (counted.get(flow.move) || 0) + flow.ids.length);
    const told = MOVES.filter((key) => counted.has(key)).map((key) => `${t(`move.${key}`)} ${counted.get(key)}`).join(t("comma"));
    const bands = bandsOf(earlier, later);
    const said = bands === "changed" ? t("bands_from_to", edges(earlier), edges(later)) : t(bands === "same" ? "bands_same_said" : "bands_unknown_said");
    const known = since(later, bands);
    return el("li", {}, el("h3", {}, `${earlier} → ${later}`), el("p", { class: `bands-${known ? "changed" : bands}` }, said, known && [" ", t("bands_since", later, known)]), el("p", {}, told || t("nothing_moves")), bridge(earlier, later));
  }

  function rows(found) {
    const periods = shownPeriods(), made = [];
    for (let n = 1; n < periods.length; n += 1) {
      for (const flow of flows(found, periods[n - 1], periods[n])) made.push({ earlier: periods[n - 1], later: periods[n], ...flow });
    }
    return made;
  }
  const csv = () => [["from_period", "to_period", "from", "to", "movement", "bands", "alliances", "alliance_ids"],
    rows(R.map.chosen()).map((f) => [f.earlier, f.later, f.from, f.to, f.move, bandsOf(f.earlier, f.later), f.ids.length, f.ids.join("|")])];

  function table(found) {
    return el("details", {}, el("summary", {}, t("as_table")), el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": t("as_table") }, el("table", {},
      el("caption", { class: "visually-hidden" }, t("flow_title_long")),
      el("thead", {}, el("tr", {}, ["periods", "from", "to", "movement", "alliances"].map((key) => el("th", { scope: "col" }, t(`col.${key}`))))),
      el("tbody", {}, rows(found).map((f) => el("tr", {}, el("td", {}, `${f.earlier}–${f.later}`), el("td", {}, name(f.from)), el("td", {}, name(f.to)),
        el("td", {}, f.move ? t(`move.${f.move}`) : "–"), el("td", { class: "num" }, f.ids.length)))))));
  }

  function make() {
    const every = el("button", { type: "button", id: "flow-all", "aria-pressed": String(state.flow === "all"), class: R.reported.length === R.periods.length ? "hidden" : "", onclick: () => {
      R.change({ flow: state.flow === "all" ? "" : "all" });
      R.update("flow-all");
    } }, t("flow_all"));
    return el("section", { id: "flows" }, el("h2", { id: "flows-title" }, t("flow_title_long")),
      el("p", { class: "lede" }, t("flow_lede")), el("p", { class: "tools screen-only" }, every, R.csv.button("flows.csv", csv)),
      el("div", { id: "flow-picture", class: "wide", tabindex: "0", role: "region", "aria-label": t("flow_picture") }), el("ul", { id: "flow-pairs", class: "pairs" }), R.about(), el("div", { id: "flow-table" }));
  }
  function update(found) {
    const box = document.getElementById("flow-picture"), periods = shownPeriods();
    const width = Math.max(Math.floor(box.clientWidth) || 900, periods.length * 112);
    box.replaceChildren(found.length ? picture(found, width) : "");
    document.getElementById("flow-pairs").replaceChildren(...periods.slice(1).map((p, n) => pairText(found, periods[n], p)));
    document.getElementById("flow-table").replaceChildren(table(found));
    document.getElementById("flow-all").setAttribute("aria-pressed", String(state.flow === "all"));
  }
  return { make, update };
})();
