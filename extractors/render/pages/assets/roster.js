"use strict";
// The page: which part is shown, what the keys do, and how the address follows.
(() => {
  const { el, t, state } = R;
  const main = document.getElementById("main");
  const PARTS = ["roster", "flows", "cohorts", "documents", "open"];
  let shownOne = null, scrolled = 0, asked = "";

  function frame() {
    document.documentElement.lang = R.lang() === "zh" ? "zh-CN" : "en";
    document.getElementById("parts").replaceChildren(...PARTS.map((part) => el("a", { href: R.address(part) }, t(`part.${part}`))));
    document.getElementById("parts").setAttribute("aria-label", t("parts"));
    document.getElementById("home").textContent = t("home");
    document.getElementById("home").setAttribute("href", R.address(""));
    const skip = document.querySelector(".skip");
    skip.textContent = t("skip");
    const button = document.getElementById("lang");
    button.textContent = R.lang() === "zh" ? "English" : "中文";
    button.setAttribute("lang", R.lang() === "zh" ? "en" : "zh-CN");
  }
  function overview() {
    const title = R.data.titles[R.lang() === "en" ? 1 : 0];
    const named = R.data.alliances.filter((one) => one.id.startsWith("new:")).length;
    return el("div", { id: "overview" }, el("h1", {}, title),
      el("p", { class: "lede" }, t("summary", R.data.alliances.length, R.periods.length, R.reported.length, R.data.documents.length), named ? t("summary_new", named) : "", t("summary_open", R.data.open.length)),
      R.map.make(), R.flow.make(), R.corpus.cohorts(), R.corpus.documents(), R.corpus.questions());
  }
  /** Fill all that depends on the filters; the control named keeps the focus. */
  R.update = (focus, rebuild) => {
    if (rebuild) {
      main.replaceChildren(overview());
    }
    const found = R.map.chosen();
    R.map.update(found);
    R.flow.update(found);
    R.say(t("count", found.length, R.data.alliances.length));
    for (const link of document.querySelectorAll("#parts a")) link.setAttribute("href", R.address(link.getAttribute("href").slice(1).split("&")[0]));
    if (focus) (document.getElementById(focus) || document.querySelector(`[data-filter="${CSS.escape(focus)}"]`) || main).focus();
  };
  function neighbours(one) {
    const ids = R.map.chosen().map((other) => other.id), at = ids.indexOf(one.id);
    return at < 0 ? [] : [ids[at - 1], ids[at + 1]];
  }
  function show() {
    R.parse();
    const key = [R.lang(), state.anchor && R.byId.has(state.anchor) ? state.anchor : ""].join(" ");
    frame();
    const one = R.byId.get(state.anchor);
    if (one) {
      if (!shownOne) scrolled = window.scrollY;
      main.replaceChildren(R.one.make(one, neighbours(one)));
      R.one.draw(one);
      document.title = `${one.n.slice(0, 60)} · ${t("home")}`;
      shownOne = one.id;
      window.scrollTo(0, 0);
      if (asked) document.getElementById("one-title").focus({ preventScroll: true });
    } else {
      main.replaceChildren(overview());
      R.update();
      document.title = `${R.data.titles[R.lang() === "en" ? 1 : 0]} · ${t("home")}`;
      const part = PARTS.includes(state.anchor) && document.getElementById(state.anchor);
      if (part) part.scrollIntoView();
      else if (shownOne) {
        window.scrollTo(0, scrolled);
        const link = document.querySelector(`a[data-id="${CSS.escape(shownOne)}"]`);
        if (link) link.focus();
      } else if (state.anchor) R.say(t("no_such", state.anchor));
      shownOne = null;
    }
    asked = key;
  }

  document.getElementById("lang").addEventListener("click", () => {
    R.change({ lang: R.lang() === "zh" ? "en" : "zh" });
    show();
    document.getElementById("lang").focus();
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
    main.scrollIntoView();
  });
  window.addEventListener("hashchange", show);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    const link = event.target.closest("a[data-id]");
    if (link && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const all = [...document.querySelectorAll("a[data-id]")], next = all[all.indexOf(link) + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) next.focus();
      event.preventDefault();
    } else if (event.key === "/" && !typing && document.getElementById("search")) {
      document.getElementById("search").focus();
      event.preventDefault();
    } else if (shownOne && !typing && event.key === "Escape") location.hash = R.address("") || "#";
    else if (shownOne && !typing && !event.target.closest(".wide") && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      const turn = document.querySelector(`[data-turn="${event.key === "ArrowRight" ? "next" : "previous"}"]`);
      if (turn) turn.click();
    } else if (event.target.id === "search" && event.key === "Escape" && state.q) {
      R.change({ q: "" });
      event.target.value = "";
      R.update();
    }
  });
  let width = window.innerWidth, waiting = 0;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(() => (shownOne ? R.one.draw(R.byId.get(shownOne)) : R.flow.update(R.map.chosen())), 120);
  });
  show();
})();
