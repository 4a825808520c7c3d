"use strict";
// The timeline of one alliance: tiers as cells, scores over the bands of their period, honours, names, bulletin items.
R.line = (() => {
  const { svg, t } = R;
  const short = (text, most) => (text.length > most ? `${[...text].slice(0, most).join("")}…` : text);

  function slotsOf(one) {
    const years = (one.items || []).map((item) => item.y).filter((y) => y && !R.periods.some((p) => p === y));
    const all = [...new Set([...R.periods, ...years])];
    const last = (p) => Number(p.slice(-4));
    return all.sort((a, b) => last(a) - last(b));
  }

  function picture(one, width) {
    const slots = slotsOf(one), left = 34, step = (width - left - 8) / slots.length, plot = 150;
    const x = (slot) => left + slots.indexOf(slot) * step, mid = (slot) => x(slot) + step / 2;
    const low = floor(one), y = (score) => 66 + plot - ((score - low) / (100 - low)) * plot;
    const parts = [axis(low, left, width, y), ...bands(slots, x, step, y, low), ...cells(one, slots, x, step), ...scores(one, mid, y)];
    let at = 66 + plot + 26;
    const lanes = [];
    for (const entry of one.hon || []) {
      const found = reach(entry.a, entry.z, slots), from = found ? slots.indexOf(found[0]) : 0;
      const lane = lanes.findIndex((end) => end < from), used = lane < 0 ? lanes.length : lane;
      lanes[used] = found ? slots.indexOf(found[1]) : from;
      parts.push(honour(entry, slots, x, step, at + used * 20));
    }
    at += lanes.length * 20 + (lanes.length ? 6 : 0);
    for (const entry of one.names || []) {
      parts.push(name(entry, slots, x, step, at, width));
      at += 36;
    }
    const ticks = items(one, mid, at);
    if (ticks) {
      parts.push(ticks);
      at += 22;
    }
    return svg("svg", { width, height: at, viewBox: `0 0 ${width} ${at}`, role: "img", "aria-label": t("timeline_of", one.n) }, parts);
  }
  function floor(one) {
    const found = R.periods.map((_, n) => Number(R.standing(one, n).s)).filter((s) => s > 0);
    return Math.max(0, Math.floor((Math.min(45, ...found) - 5) / 10) * 10);
  }
  const axis = (low, left, width, y) => svg("g", { class: "axis" }, [low, 50, 60, 70, 80, 90, 100].filter((n, i, all) => all.indexOf(n) === i && n >= low).map((n) => [
    svg("line", { x1: left, x2: width - 8, y1: y(n), y2: y(n) }), svg("text", { x: left - 6, y: y(n) + 4 }, n)]));

  function bands(slots, x, step, y, low) {
    const made = [];
    R.data.periods.forEach((period, n) => {
      for (const band of period.bands) {
        const [from, to] = [Math.max(band.low === null ? low : Number(band.low), low), Math.min(100, band.high === null ? 100 : Number(band.high) + 1)];
        if (to > from) {
          made.push(svg("rect", { x: x(period.p), y: y(to), width: step, height: y(from) - y(to), class: `zone fill-${band.t}` }, svg("title", {}, `${period.p} ${R.value("tier", band.t)} ${band.s}`)));
        }
      }
      if (period.compared === "changed") {
        made.push(svg("line", { x1: x(period.p), x2: x(period.p), y1: 4, y2: y(low), class: "break" }), svg("text", { x: x(period.p) + step / 2, y: y(low) + 16, class: "note" }, t("bands_changed")));
      } else if (!period.bands.length && step > 66) made.push(svg("text", { x: x(period.p) + step / 2, y: y(low) + 16, class: "note" }, t("no_bands_short")));
    });
    return made;
  }
  function cells(one, slots, x, step) {
    const made = slots.map((slot) => svg("text", { x: x(slot) + step / 2, y: 14, class: "period" }, slot));
    R.periods.forEach((p, n) => {
      const s = R.standing(one, n), wide = Math.min(step - 4, 96), at = x(p) + (step - wide) / 2;
      const word = s.t ? R.tierWord(s).replace(/（.*）/, "") : s.k === "no_report" ? "·" : t(`nothing.${s.k}`);
      const kind = !s.t ? "node nothing" : s.o ? `node hollow line-${s.t}` : `node fill-${s.t}`;
      const size = word.length * 12 > wide ? "label small" : "label";
      made.push(svg("rect", { x: at, y: 22, width: wide, height: 20, class: kind }),
        svg("text", { x: x(p) + step / 2, y: 36, class: `${size} ${s.t && !s.o ? `on-${s.t}` : ""}` }, word),
        s.o && svg("text", { x: x(p) + step / 2, y: 54, class: "note" }, t(`basis.${s.o}`)));
    });
    return made.filter(Boolean);
  }
  function scores(one, mid, y) {
    const made = [];
    let before = null;
    R.data.periods.forEach((period, n) => {
      const s = R.standing(one, n);
      if (!s.s) return;
      const point = { x: mid(period.p), y: y(Number(s.s)), bands: JSON.stringify(period.bands.map((b) => [b.t, b.s])) };
      if (before) made.push(svg("line", { x1: before.x, y1: before.y, x2: point.x, y2: point.y, class: before.bands === point.bands ? "path" : "path broken" }));
      made.push(svg("circle", { cx: point.x, cy: point.y, r: 4.5, class: "point" }), svg("text", { x: point.x, y: point.y + (Number(s.s) > 92 ? 18 : -9), class: "score" }, s.s));
      before = point;
    });
    return made;
  }
  /** The first and last slot that a stretch of years covers. */
  function reach(from, to, slots) {
    const years = (slot) => [Number(slot.slice(0, 4)), Number(slot.slice(-4))];
    const [a, b] = [Number((from || "").slice(0, 4)), Number((to || from || "").slice(-4))];
    const inside = slots.filter((slot) => years(slot)[1] >= a && years(slot)[0] <= b);
    return inside.length ? [inside[0], inside.at(-1)] : null;
  }
  function honour(h, slots, x, step, at) {
    const found = reach(h.a, h.z, slots);
    if (!found) return svg("g");
    const [x0, x1] = [x(found[0]) + 4, x(found[1]) + step - 4];
    return svg("g", { class: "honours" }, svg("rect", { x: x0, y: at, width: x1 - x0, height: 15, rx: 2 }),
      svg("text", { x: (x0 + x1) / 2, y: at + 11.5 }, x1 - x0 > 90 ? t("honour_of", h.h, R.map.span(h)) : h.h));
  }
  function name(entry, slots, x, step, at, width) {
    const found = reach(entry.f, entry.l, slots) || [slots[0], slots[0]];
    const [x0, x1] = [x(found[0]) + 4, x(found[1]) + step - 4];
    const words = `${short(entry.n, 26)}${t("bracket", t(`name.${entry.k}`))}`;
    const late = x0 > width / 2;
    return svg("g", { class: "names" }, svg("line", { x1: x0, x2: x1, y1: at + 5, y2: at + 5, class: entry.k }),
      svg("text", { x: late ? Math.max(x1, 0) : x0, y: at + 22, class: late ? "end" : "" }, words));
  }
  function items(one, mid, at) {
    const years = new Map();
    for (const item of one.items || []) if (item.y) years.set(item.y, [...(years.get(item.y) || []), item]);
    if (!years.size) return null;
    return svg("g", { class: "items" }, [...years].map(([year, list]) => {
      const slot = slotsOf(one).find((p) => p === year) || year;
      return svg("g", {}, svg("path", { d: `M${mid(slot)} ${at}l5 9h-10z` }), svg("text", { x: mid(slot), y: at + 21 }, t("n_items", list.length)),
        svg("title", {}, list.map((item) => item.h).join("\n")));
    }));
  }
  return { picture };
})();
