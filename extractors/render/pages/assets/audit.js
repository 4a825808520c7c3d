(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const zh = document.documentElement.lang.startsWith('zh');
  const say = (chinese, english) => (zh ? chinese : english);
  const narrow = matchMedia('(max-width: 61.99rem)');
  const KEPT = 2;
  const MAX_LINES = 40;
  document.documentElement.classList.add('js');

  const words = (text) => (text || '').split(' ').filter(Boolean);
  const findings = all('.finding');
  const desks = all('.doc').map((root) => new Desk(root));
  let current = null;

  function deskOf(element) {
    return desks.find((desk) => desk.root.contains(element)) || desks[0];
  }

  // One document: its paper, what is marked on it, its graph.
  function Desk(root) {
    this.root = root;
    this.pane = root.querySelector('.pane');
    this.paper = root.querySelector('.paper');
    this.home = this.pane && this.pane.parentElement;
    this.ties = root.querySelector('.paper > .ties');
    this.whole = false;
    this.printed = [];
    this.sources = [];
    this.marks = new Map();
    for (const mark of all('.m', root)) {
      for (const key of words(mark.dataset.k)) {
        if (!this.marks.has(key)) this.marks.set(key, []);
        this.marks.get(key).push(mark);
      }
    }
    this.lines = all('.lines p', root);
    this.comparisons = all('.ties-list li', root);
  }

  Desk.prototype.marksOf = function (keys) {
    return keys.flatMap((key) => this.marks.get(key) || []);
  };

  Desk.prototype.show = function (printed, sources, scroll = true) {
    if (!this.paper) return;
    for (const mark of all('.m.printed, .m.source', this.root)) mark.classList.remove('printed', 'source');
    this.printed = this.marksOf(printed);
    this.sources = this.marksOf(sources).filter((mark) => !this.printed.includes(mark));
    for (const mark of this.sources) mark.classList.add('source');
    for (const mark of this.printed) mark.classList.add('printed');
    this.fold();
    if (scroll) this.reveal();
    this.join();
  };

  // Leave only the lines and pages around what is marked, unless the whole is asked for.
  Desk.prototype.fold = function () {
    const marked = [...this.printed, ...this.sources];
    for (const gap of all('.gap', this.paper)) gap.remove();
    const everything = this.whole || !marked.length;
    const pages = new Set(marked.map((mark) => mark.closest('.sheet')));
    for (const sheet of all('.sheet', this.paper)) sheet.hidden = !everything && !pages.has(sheet);
    const kept = new Set();
    for (const mark of marked) {
      const at = this.lines.indexOf(mark.closest('p'));
      if (at < 0) continue;
      for (let n = at - KEPT; n <= at + KEPT; n += 1) kept.add(n);
    }
    let folded = 0;
    const close = (line) => {
      if (folded) line.before(gapButton(this, folded));
      folded = 0;
    };
    let last = null;
    this.lines.forEach((line, n) => {
      line.hidden = !everything && kept.size > 0 && !kept.has(n);
      if (line.hidden) folded += 1;
      else close(line);
      last = line;
    });
    if (folded && last) last.after(gapButton(this, folded));
  };

  function gapButton(desk, number) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'gap';
    button.textContent = say(`⋯ 略去 ${number} 行 ⋯`, `⋯ ${number} lines left out ⋯`);
    button.addEventListener('click', () => desk.setWhole(true));
    return button;
  }

  Desk.prototype.setWhole = function (on) {
    this.whole = on;
    const button = this.root.querySelector('[data-do="whole"]');
    if (button) button.setAttribute('aria-pressed', String(on));
    this.fold();
    this.reveal();
    this.join();
  };

  Desk.prototype.reveal = function () {
    const first = this.printed[0] || this.sources[0];
    if (!first) return;
    const paper = this.paper.getBoundingClientRect();
    const at = first.getBoundingClientRect();
    this.paper.scrollTop += at.top - paper.top - paper.height / 3;
    this.paper.scrollLeft += (at.left + at.right) / 2 - (paper.left + paper.right) / 2;
  };

  // Lines from the figure in doubt to those it was worked out from.
  Desk.prototype.join = function () {
    if (!this.ties) return;
    this.ties.replaceChildren();
    const from = this.printed[0];
    if (!from || !this.paper.offsetParent) return;
    const origin = this.paper.getBoundingClientRect();
    const place = (mark) => {
      const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
      return {
        x: box.left - origin.left + this.paper.scrollLeft,
        y: box.top - origin.top + this.paper.scrollTop,
        w: box.width,
        h: box.height,
      };
    };
    this.ties.setAttribute('width', '1');
    this.ties.setAttribute('height', '1');
    const start = place(from);
    for (const mark of this.sources.slice(0, MAX_LINES)) {
      const end = place(mark);
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', curve(start, end));
      this.ties.append(path);
    }
  };

  function curve(a, b) {
    const level = Math.abs(a.y - b.y) < Math.max(a.h, b.h);
    const ax = a.x + a.w / 2;
    const bx = b.x + b.w / 2;
    if (level) {
      const y = Math.max(a.y + a.h, b.y + b.h);
      return `M${ax} ${a.y + a.h}Q${(ax + bx) / 2} ${y + 16} ${bx} ${b.y + b.h}`;
    }
    const down = b.y > a.y;
    const ay = down ? a.y + a.h : a.y;
    const by = down ? b.y : b.y + b.h;
    return `M${ax} ${ay}C${ax} ${(ay + by) / 2} ${bx} ${(ay + by) / 2} ${bx} ${by}`;
  }

  // A figure by itself: what it was compared with.
  Desk.prototype.figure = function (key) {
    const told = this.comparisons.filter((item) => words(item.dataset.k).includes(key));
    const partners = [...new Set(told.flatMap((item) => words(item.dataset.k)))].filter((other) => other !== key);
    const note = this.root.querySelector('.tie-note');
    const sums = told.map((item) => item.dataset.said || (item.dataset.said = workingOf(item)));
    if (note) note.textContent = sums.length ? sums.join('　') : say('没有与别的数据核对过。', 'Compared with nothing.');
    for (const node of all('.node', this.root)) {
      node.classList.toggle('on', node.dataset.k === key);
      node.classList.toggle('tied', partners.includes(node.dataset.k));
    }
    for (const edge of all('.edges path', this.root)) edge.classList.toggle('on', words(edge.dataset.e).includes(key));
    this.show([key], partners);
  };

  function workingOf(item) {
    return [...item.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent.trim())
      .join(' ')
      .trim();
  }

  // Selecting a finding.
  function select(finding, focus = true) {
    if (current && current !== finding) unselect(current);
    current = finding;
    if (!finding) return;
    finding.classList.add('current');
    const button = finding.querySelector('.open');
    button.setAttribute('aria-expanded', 'true');
    seat();
    const desk = deskOf(finding);
    desk.show(words(finding.dataset.printed), words(finding.dataset.sources));
    if (focus) button.focus({ preventScroll: true });
    finding.scrollIntoView({ block: 'nearest' });
    remember();
  }

  function unselect(finding) {
    finding.classList.remove('current');
    finding.querySelector('.open').setAttribute('aria-expanded', 'false');
  }

  // On a phone the paper stands inside the finding it belongs to.
  function seat() {
    for (const desk of desks) {
      if (!desk.pane) continue;
      const inside = narrow.matches && current && desk.root.contains(current);
      const target = inside ? current.querySelector('.card') : desk.home;
      if (desk.pane.parentElement !== target) {
        if (inside) target.querySelector('.sides').before(desk.pane);
        else target.append(desk.pane);
      }
      desk.join();
    }
  }

  const visible = () => findings.filter((finding) => !finding.hidden);

  function step(by) {
    const shown = visible();
    if (!shown.length) return;
    const at = shown.indexOf(current);
    select(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, at + by))]);
  }

  // Filters, kept in the address.
  const filters = { level: new Set(), rule: new Set(), place: new Set(), blame: new Set() };
  let query = '';

  function filter() {
    const sought = query.trim().toLowerCase();
    for (const finding of findings) {
      const kept = Object.entries(filters).every(([key, set]) => !set.size || set.has(finding.dataset[key]));
      finding.hidden = !kept || (sought && !finding.textContent.toLowerCase().includes(sought));
    }
    for (const cause of all('.cause')) cause.hidden = !cause.querySelector('.finding:not([hidden])');
    for (const chip of all('.chip')) {
      chip.setAttribute('aria-pressed', String(filters[chip.dataset.filter].has(chip.dataset.value)));
    }
    for (const desk of desks) {
      const own = findings.filter((finding) => desk.root.contains(finding));
      const left = own.filter((finding) => !finding.hidden).length;
      const status = desk.root.querySelector('.shown');
      if (status) status.textContent = left === own.length ? '' : say(`显示 ${left} / ${own.length} 条`, `${left} of ${own.length} shown`);
    }
  }

  let quiet = false;

  function remember() {
    const parts = [];
    if (current && !current.hidden) parts.push(current.id);
    for (const [key, set] of Object.entries(filters)) {
      if (set.size) parts.push(`${key}=${[...set].map(encodeURIComponent).join(',')}`);
    }
    if (query.trim()) parts.push(`q=${encodeURIComponent(query.trim())}`);
    quiet = true;
    history.replaceState(null, '', `#${parts.join('&')}`);
    quiet = false;
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function follow() {
    if (quiet) return;
    const parts = location.hash.slice(1).split('&').filter(Boolean);
    const named = parts.find((part) => !part.includes('='));
    if (parts.some((part) => part.includes('=')) || (named && named.startsWith('f-'))) {
      for (const set of Object.values(filters)) set.clear();
      query = '';
      for (const part of parts) {
        const [key, value] = [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)];
        if (key === 'q') query = decode(value);
        else if (Object.hasOwn(filters, key)) value.split(',').forEach((one) => filters[key].add(decode(one)));
      }
      for (const input of all('.search')) input.value = query;
      filter();
    }
    const target = named && findings.find((finding) => finding.id === named);
    if (target) {
      target.hidden = false;
      target.closest('.cause').hidden = false;
      select(target);
      target.scrollIntoView({ block: narrow.matches ? 'start' : 'nearest' });
      if (!narrow.matches) target.closest('.findings').scrollIntoView({ block: 'start' });
    }
  }

  // Copying works from a file, too, where the clipboard may be closed to scripts.
  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    const before = button.textContent;
    button.textContent = say('已复制', 'Copied');
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  const table = (element) => all('tr', element)
    .map((row) => [...row.cells].map((cell) => cell.innerText.trim().replace(/\s+/g, ' ')).join('\t'))
    .join('\n');

  function boxes(desk) {
    const off = desk.root.classList.toggle('no-boxes');
    const button = desk.root.querySelector('[data-do="boxes"]');
    if (button) button.setAttribute('aria-pressed', String(!off));
  }

  function zoom(desk) {
    const on = desk.root.classList.toggle('zoomed');
    const button = desk.root.querySelector('[data-do="zoom"]');
    if (button) button.setAttribute('aria-pressed', String(on));
    desk.reveal();
    desk.join();
  }

  const actions = {
    next: () => step(1),
    previous: () => step(-1),
    search: (desk) => desk.root.querySelector('.search').focus(),
    boxes,
    zoom,
    whole: (desk) => desk.setWhole(!desk.whole),
    copy: (desk, button) => copy(button.dataset.text, button),
    'copy-table': (desk, button) => copy(table(button.closest('section').querySelector('table')), button),
  };

  function goTo(desk, key) {
    desk.figure(key);
    if (!desk.pane) return;
    if (narrow.matches && !desk.pane.offsetParent) {
      // Nothing is open to show it in: the finding that names the place, else the paper at its own seat.
      desk.root.classList.add('paper-open');
    }
    desk.pane.scrollIntoView({ block: 'nearest' });
    desk.reveal();
    desk.join();
  }

  document.addEventListener('click', (event) => {
    const element = event.target.closest('[data-do], [data-filter], [data-go], .node, .dot[data-k], .open');
    if (!element) return;
    const desk = deskOf(element);
    if (element.matches('.open')) {
      const finding = element.closest('.finding');
      if (finding === current) {
        unselect(finding);
        current = null;
        seat();
        remember();
      } else select(finding);
    } else if (element.dataset.do) actions[element.dataset.do](desk, element);
    else if (element.dataset.filter) {
      const set = filters[element.dataset.filter];
      if (!set.delete(element.dataset.value)) set.add(element.dataset.value);
      filter();
      remember();
    } else if (element.dataset.go) goTo(desk, element.dataset.go);
    else if (element.matches('.node')) desk.figure(element.dataset.k);
    else goTo(desk, element.dataset.k);
  });

  document.addEventListener('input', (event) => {
    if (!event.target.matches('.search')) return;
    query = event.target.value;
    filter();
    remember();
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches('input, textarea, select')) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const desk = current ? deskOf(current) : desks[0];
    const keys = { j: 'next', k: 'previous', '/': 'search', b: 'boxes', t: 'whole', z: 'zoom' };
    if (!desk || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    actions[keys[event.key]](desk);
  });

  narrow.addEventListener('change', seat);
  addEventListener('resize', () => desks.forEach((desk) => desk.join()));
  addEventListener('hashchange', follow);
  filter();
  follow();
  if (!current && !narrow.matches && findings.length && !location.hash) {
    const first = findings[0];
    first.classList.add('current');
    first.querySelector('.open').setAttribute('aria-expanded', 'true');
    current = first;
    deskOf(first).show(words(first.dataset.printed), words(first.dataset.sources));
  }
})();
