"use strict";
// What all parts share: the data of the page, words in two languages, elements made of text, the state in the address.
const R = (() => {
  const data = {};
  for (const block of document.querySelectorAll("script[type='application/json'][id^='data-']")) {
    data[block.id.slice(5)] = JSON.parse(block.textContent);
  }
  const words = new Map(data.words);
  const english = new Map(data.english);
  const byId = new Map(data.alliances.map((one) => [one.id, one]));
  const periods = data.periods.map((period) => period.p);
  const axes = Object.fromEntries(data.axes.map(([name, values]) => [name, new Map(values)]));
  const reported = data.periods.filter((period) => period.reported).map((period) => period.p);
  const FILTERS = ["q", "batch", "tier", "honour", "printed", "sort", "flow", "lang"];
  const state = {};

  const browserLang = (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
  const lang = () => (state.lang === "en" || state.lang === "zh" ? state.lang : browserLang);

  /** Give a word of the page; `{0}` stands for the first value. */
  function t(key, ...values) {
    const pair = words.get(key) || [key, key];
    return pair[lang() === "en" ? 1 : 0].replace(/\{(\d)\}/g, (_, n) => String(values[Number(n)]));
  }
  /** Give the English of a Chinese sentence of the data where that is wanted and known. */
  const told = (zh) => (lang() === "en" && english.get(zh)) || zh;

  function value(axis, key) {
    if (lang() === "en") return axis === "batch" && /^\d+$/.test(key) ? `batch ${key}` : key.replaceAll("_", " ");
    return (axes[axis] && axes[axis].get(key)) || key;
  }
  const batches = (one) => (one.b || []).map((key) => value("batch", key)).join("/");

  function fill(made, attributes, children) {
    for (const [name, given] of Object.entries(attributes || {})) {
      if (given === null || given === undefined || given === false) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), given);
      else made.setAttribute(name, given === true ? "" : String(given));
    }
    for (const child of children.flat(3)) {
      if (child === null || child === undefined || child === false || child === "") continue;
      made.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return made;
  }
  const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
  /** Printed Chinese: says so to a screen reader and to the choice of glyphs when the page is read in English. */
  const zh = (text, tag = "span", attributes = {}) => el(tag, { lang: "zh-CN", ...attributes }, text);

  const endings = data.endings;
  /** A name with the ending that nearly all share set back. */
  function named(name) {
    const ending = endings.find((end) => name.endsWith(end) && name !== end) || "";
    const stem = ending ? name.slice(0, -ending.length) : name;
    return zh([stem, ending && el("span", { class: "tail" }, ending)], "span", { class: "name" });
  }

  // ---- the state in the address: #anchor&key=value
  function parse() {
    for (const key of FILTERS) delete state[key];
    const parts = location.hash.slice(1).split("&").filter(Boolean);
    state.anchor = "";
    for (const part of parts) {
      const [key, ...rest] = part.split("=");
      let text = rest.join("=");
      try { text = decodeURIComponent(text); } catch { /* a broken escape stands for itself */ }
      if (!rest.length) {
        try { state.anchor = decodeURIComponent(key); } catch { state.anchor = key; }
      } else if (FILTERS.includes(key)) state[key] = text;
    }
    return state;
  }
  /** Write an address: an anchor and the state with some of it changed. */
  function address(anchor, changes = {}) {
    const next = { ...state, ...changes };
    const parts = FILTERS.filter((key) => next[key]).map((key) => `${key}=${encodeURIComponent(next[key])}`);
    return "#" + [anchor ? encodeURIComponent(anchor) : "", ...parts].filter(Boolean).join("&");
  }
  /** Change filters without a new step in the history. */
  function change(changes) {
    Object.assign(state, changes);
    history.replaceState(null, "", address(state.anchor) === "#" ? location.pathname + location.search : address(state.anchor));
  }
  const list = (key) => (state[key] ? state[key].split(",") : []);

  // ---- places
  const chapter = (text) => (text ? [" ", zh(text)] : []);
  const line = (n) => (n < 0 ? t("page_n", -n) : t("line_n", n));
  /** Places as text: document, chapter, lines. */
  function places(at, most = 6) {
    const parts = [];
    for (const [doc, inside, ...lines] of at || []) {
      if (parts.length) parts.push(t("semicolon"));
      const more = lines.length > most ? t("and_more", lines.length - most) : "";
      parts.push(el("span", { class: "place" }, doc, chapter(inside), " ", lines.slice(0, most).map(line).join(t("comma")), more));
    }
    return parts;
  }
  const placesText = (at) =>
    (at || []).map(([doc, inside, ...lines]) => [doc, inside, lines.map(line).join(t("comma"))].filter(Boolean).join(" ")).join(t("semicolon"));
  const auditLink = (finding) => `audits/${encodeURIComponent(finding.doc)}.html#${encodeURIComponent(finding.id)}`;

  // ---- standings
  const standing = (one, index) => {
    const s = one.s[index];
    if (typeof s === "string") return { k: s };
    const at = s.at && s.at.map(([doc, ...rest]) => [doc || data.periods[index].doc, ...rest]);
    return { ...s, at, k: s.k || (s.o ? "inferred" : s.s ? "scored" : "unscored") };
  };
  const inferred = (s) => Boolean(s.o);
  /** What is shown of a standing: all of it, or with "printed only" nothing that no document prints. */
  const shown = (s) => (state.printed && inferred(s) ? { k: "unprinted" } : s);
  const tierWord = (s) => (lang() === "zh" && s.w) || value("tier", s.t);
  /** The findings on whether periods can be compared at all. */
  function about() {
    const found = data.findings.filter((finding) => finding.across);
    return found.length ? el("div", { class: "about" }, el("p", {}, t("about_periods")), el("ul", { class: "plain" }, found.map((finding) =>
      el("li", {}, el("a", { href: auditLink(finding) }, finding.rule), " ", told(finding.zh))))) : null;
  }
  const say = (text) => { document.getElementById("said").textContent = text; };

  return { data, byId, periods, axes, reported, state, lang, t, told, value, batches, el, svg, zh, named, parse,
    address, change, list, places, placesText, auditLink, standing, shown, inferred, tierWord, about, say };
})();
