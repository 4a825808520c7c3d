// Keys press the buttons that show them; a decision that needs a reason asks for it first; the effect follows the focus.
(function () {
  "use strict";
  var pending = null;

  function $(id) { return document.getElementById(id); }

  function chosen() {
    return document.querySelector(".candidate.chosen") || document.querySelector(".candidate");
  }

  function choose(candidate, quietly) {
    document.querySelectorAll(".candidate").forEach(function (one) { one.classList.toggle("chosen", one === candidate); });
    var first = candidate && candidate.querySelector("button[data-effect]");
    if (first) show(first.dataset.effect);
    if ($("side")) $("side").value = candidate ? candidate.dataset.number : "1";
    if (candidate && !quietly) candidate.focus();
  }

  function show(id) {
    if ($("typed")) $("typed").hidden = true;
    document.querySelectorAll(".effect").forEach(function (one) { one.hidden = one.id !== id; });
  }

  function ask(button) {
    forget();
    pending = button;
    button.classList.add("pending");
    var box = button.dataset.focus && !$(button.dataset.focus).value ? $(button.dataset.focus) : $("reason");
    $("reason-help").classList.add("wanted");
    box.focus();
  }

  function forget() {
    if (pending) pending.classList.remove("pending");
    pending = null;
    if ($("reason-help")) $("reason-help").classList.remove("wanted");
  }

  function ready(button) {
    var other = button.dataset.focus;
    return !(button.hasAttribute("data-needs-reason") && !$("reason").value.trim()) && !(other && !$(other).value.trim());
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[name=choice]");
    if (button && !ready(button)) {
      event.preventDefault();
      ask(button);
    }
    if (event.target.closest("#unfold")) {
      var all = Array.from(document.querySelectorAll(".places details, .more"));
      var open = all.some(function (one) { return !one.open; });
      all.forEach(function (one) { one.open = open; });
    }
    var candidate = event.target.closest(".candidate");
    if (candidate) choose(candidate, true);
  }, true);

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    var target = event.target;
    if (target.matches("input:not([type=checkbox]), textarea, select")) {
      if (event.key === "Escape") { forget(); target.blur(); $("question").focus(); }
      if (event.key === "Enter" && target.form && target.form.id === "decision") {
        event.preventDefault();
        if (pending) { if (ready(pending)) pending.click(); else ask(pending); }
      }
      return;
    }
    if (event.key === "v" && $("meant")) { event.preventDefault(); $("meant").focus(); return; }
    if (event.key === "l" && $("reason")) { event.preventDefault(); $("reason").focus(); return; }
    if (/^[1-9]$/.test(event.key)) {
      var candidate = document.querySelector(".candidate[data-number=\"" + event.key + "\"]");
      if (candidate) { event.preventDefault(); choose(candidate); }
      return;
    }
    if (!/^[a-z]$/.test(event.key) || event.repeat) return;
    var here = chosen();
    var selector = "[data-key=\"" + event.key + "\"]";
    var button = (here && here.querySelector(selector)) ||
      Array.from(document.querySelectorAll(selector)).find(function (one) { return !one.closest(".candidate"); });
    if (button) { event.preventDefault(); button.click(); }
  });

  ["focusin", "mouseover"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var button = event.target.closest && event.target.closest("button[data-effect]");
      if (button) show(button.dataset.effect);
    });
  });

  function begin() {
    pending = null;
    var first = document.querySelector(".candidate");
    if (first) choose(first, true);
  }

  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.target.closest && event.target.closest(".strip")) return;
    if (event.target.id === "typed") {
      show("typed");
      event.target.hidden = !event.target.innerHTML.trim();
      return;
    }
    begin();
    var id = document.querySelector("input[name=question]");
    history.replaceState(null, "", id && id.value ? "/q/" + id.value : "/");
    $("question").focus();
    window.scrollTo(0, 0);
  });
  document.addEventListener("htmx:sendError", function () {
    $("notices").textContent = document.documentElement.lang === "en"
      ? "The program in the terminal has ended; what was saved is kept." : "终端里的程序已停；已存的认定都在。";
  });
  document.addEventListener("htmx:responseError", function (event) {
    $("notices").textContent = event.detail.xhr.responseText;
  });
  begin();
})();
