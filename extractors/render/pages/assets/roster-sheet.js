"use strict";
// All that is known of one alliance as rows for a spreadsheet.
R.sheet = (one) => {
  const made = [],
    at = (list) => R.placesText(list);
  R.data.periods.forEach((p, n) => {
    const s = R.standing(one, n);
    made.push([
      "standing",
      p.p,
      p.p,
      s.t || s.k,
      s.s || "",
      s.o || (s.t || s.at ? "printed" : ""),
      at(s.at),
      R.quote(s, one),
    ]);
  });
  for (const [a, b, kind, why] of one.steps || [])
    made.push(["movement", a, b, kind, R.tiers(one, a, b).join(" > "), R.because(why), "", ""]);
  for (const n of one.names || []) made.push(["name", n.f, n.l, n.n, n.k, n.j || "", at(n.at), n.n]);
  for (const c of one.codes || []) made.push(["code", "", "", c.c, c.v, "", at(c.at), c.c]);
  for (const h of one.hon || []) made.push(["honour", h.a, h.z, h.h, h.n || "", "", at(h.at), ""]);
  for (const p of one.people || []) made.push(["person", p.p, p.p, p.n, p.t || "", p.r || p.k, at(p.at), ""]);
  for (const i of one.items || []) made.push(["item", i.y, i.y, i.h, i.d || "", i.s || "", at(i.at), ""]);
  for (const l of one.like || [])
    made.push([
      "confused_with",
      "",
      "",
      l.id,
      R.byId.has(l.id) ? R.byId.get(l.id).n : "",
      l.x.map(R.told).join("; "),
      "",
      "",
    ]);
  for (const id of one.find || [])
    if (R.findings.has(id))
      made.push([
        "finding",
        "",
        "",
        id,
        R.findings.get(id).rule,
        R.findings.get(id).level,
        "",
        R.told(R.findings.get(id).zh),
      ]);
  return [["part", "from", "to", "code_or_value", "detail", "note", "place", "quote"], made];
};
