// The editor: a text field, and behind it a layer with the same text, which shows
// what is said of it. The field keeps what the platform gives to fields (undo,
// keyboard, screen readers); the layer is never read, only seen.

const changed = (old, now) => {
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === now.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && old.charCodeAt(old.length - 1 - end) === now.charCodeAt(now.length - 1 - end)) end++;
  return [start, end];
};

const kinds = ['strategic', 'tactical', 'other', 'weak-strategic', 'weak-tactical', 'weak-other', 'found', 'quiet', 'open'];

export class Editor {
  #field; #layer; #text; #gutter; #marks = []; #ranges = []; #drawing = 0; #opened = -1;
  #paints = new Map();
  onPick = () => {}; // called with the numbers of the marks of a line that is clicked on

  constructor(frame) {
    this.#field = frame.querySelector('textarea');
    this.#layer = frame.querySelector('.layer');
    this.#gutter = frame.querySelector('.gutter');
    this.#text = document.createTextNode('\u200b');
    this.#layer.replaceChildren(this.#text);
    if ('highlights' in CSS) {
      for (const kind of kinds) {
        const paint = new Highlight();
        this.#paints.set(kind, paint);
        CSS.highlights.set(`duty-${kind}`, paint);
      }
      this.#paints.get('open').priority = 1;
    }
    frame.classList.add('layered');
    this.#field.addEventListener('input', () => this.#follow());
    this.#field.addEventListener('click', () => {
      const here = this.#field.selectionStart;
      if (here === this.#field.selectionEnd) this.onPick(this.marksAt(here));
    });
    this.#gutter.addEventListener('click', (event) => {
      const n = event.target.closest('span')?.dataset.mark;
      if (n !== undefined) this.onPick([Number(n)]);
    });
    new ResizeObserver(() => this.#drawSoon()).observe(this.#layer);
  }

  get value() { return this.#field.value; }

  // set replaces the text as typing does, so that the browser's own undo takes it back.
  set(text) {
    const [start, end] = changed(this.#field.value, text);
    if (start === text.length && start === this.#field.value.length) return;
    this.#field.focus({ preventScroll: true });
    this.insert(text.slice(start, text.length - end), start, this.#field.value.length - end);
  }

  // insert puts a text in the place of a part of the text.
  insert(text, start = this.#field.selectionStart, end = this.#field.selectionEnd) {
    this.#field.setSelectionRange(start, end);
    const done = document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
    if (!done) {
      this.#field.setRangeText(text, start, end, 'end');
      this.#field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  // #follow brings the layer up to the field. Ranges move with their text by themselves.
  #follow() {
    const old = this.#text.data.slice(0, -1), now = this.#field.value;
    const [start, end] = changed(old, now);
    const gone = old.length - end - start, come = now.slice(start, now.length - end);
    if (gone > 0 || come !== '') this.#text.replaceData(start, gone, come);
  }

  // show marks what is said of the text as it was when it was asked about; it is
  // ignored where it has changed since: another answer is on its way.
  show(text, marks, quiet) {
    this.#follow();
    if (text !== this.#field.value) return false;
    for (const paint of this.#paints.values()) paint.clear();
    this.#opened = -1;
    this.#marks = marks;
    this.#ranges = marks.map((m) => this.#range(m));
    marks.forEach((m, i) => this.#paint(m.weak ? `weak-${m.side}` : m.side, this.#ranges[i]));
    for (const q of quiet) this.#paint('quiet', this.#range(q));
    this.#drawSoon();
    return true;
  }

  #range({ start, end }) {
    const range = document.createRange(); // live: it moves when the text does
    range.setStart(this.#text, start);
    range.setEnd(this.#text, end);
    return range;
  }

  #paint(kind, range) { this.#paints.get(kind)?.add(range); }

  // marksAt returns the numbers of the marks in the line around a place.
  marksAt(at) {
    const found = [];
    this.#marks.forEach((m, i) => {
      const shift = this.#ranges[i].startOffset - m.start; // typed since, in front of it
      if (m.line.start + shift <= at && at <= m.line.end + shift) found.push(i);
    });
    return found;
  }

  // open shows which mark is spoken of, and brings it into sight.
  open(n) {
    const paint = this.#paints.get('open');
    paint?.clear();
    this.#opened = n;
    this.#drawSoon();
    if (n < 0) return;
    const range = this.#ranges[n];
    paint?.add(range);
    const box = range.getBoundingClientRect(), pane = this.#layer.parentElement.parentElement, seen = pane.getBoundingClientRect();
    if (box.top < seen.top + 8 || box.bottom > seen.bottom - 8) pane.scrollTop += box.top - seen.top - pane.clientHeight / 3;
  }

  // select puts the cursor at a mark.
  select(n) {
    this.#field.focus({ preventScroll: true });
    this.#field.setSelectionRange(this.#ranges[n].startOffset, this.#ranges[n].endOffset);
  }

  #drawSoon() {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => this.#draw());
  }

  // #draw writes the signs into the margin.
  #draw() {
    const top = this.#layer.getBoundingClientRect().top, taken = new Map();
    this.#gutter.replaceChildren(...this.#marks.slice(0, 500).flatMap((m, i) => {
      if (m.sign === '' || this.#ranges[i].collapsed) return [];
      const y = Math.round(this.#ranges[i].getClientRects()[0]?.top - top), beside = taken.get(y) ?? 0;
      taken.set(y, beside + 1);
      if (Number.isNaN(y) || beside > 1) return []; // a margin has room for two
      const sign = document.createElement('span'); // keyboards have the ledger, and Alt+Enter
      sign.className = `sign ${m.side}${m.weak ? ' weak' : ''}${i === this.#opened ? ' opened' : ''}`;
      sign.textContent = m.sign;
      sign.dataset.mark = i;
      sign.style.top = `${y}px`;
      if (beside) sign.classList.add('second');
      return [sign];
    }));
  }
}
