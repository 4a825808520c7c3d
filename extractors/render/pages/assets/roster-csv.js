"use strict";
// Tables for a spreadsheet, made in the page from its own data.
R.csv = (() => {
  /** A cell that begins like a formula gets an apostrophe; a code of digits alone a tab, so that it stays text. */
  function cell(value, code) {
    let text = value === null || value === undefined ? "" : String(value);
    if (code && /^\d+$/.test(text)) text = "\t" + text;
    else if (/^[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text)) text = "'" + text;
    return /[",\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  }
  /** Write a table; columns whose name has `code` or `id` in it hold codes. */
  function text(header, rows) {
    const codes = header.map((name) => /code/.test(name));
    const lines = [header.map((name) => cell(name)), ...rows.map((row) => row.map((value, n) => cell(value, codes[n])))];
    return "\ufeff" + lines.map((line) => line.join(",")).join("\r\n") + "\r\n";
  }
  function download(name, header, rows) {
    const blob = new Blob([text(header, rows)], { type: "text/csv;charset=utf-8" });
    const link = R.el("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    R.say(R.t("downloaded", name));
  }
  /** A button that downloads a table; `make` gives header and rows when it is pressed. */
  const button = (name, make) =>
    R.el("button", { type: "button", class: "download screen-only", "data-file": name, onclick: () => download(name, ...make()) },
      R.t("download"), " CSV");
  return { text, download, button };
})();
