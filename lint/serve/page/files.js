// Several postings: a table with their verdicts, problems first.
import { readFile, verdictOf } from './server.js';

const order = ['mistitled', 'hybrid', 'other-role', 'unclear', 'fits', 'out-of-scope', 'failed', ''];
const maxPostings = 2000;

export class Files {
  #rows = []; #body; #count; #onOpen; #run = 0;

  constructor(place, onOpen) {
    this.place = place;
    this.#body = place.querySelector('tbody');
    this.#count = place.querySelector('[role=status]');
    this.#onOpen = onOpen;
    this.#body.addEventListener('click', (event) => {
      const n = event.target.closest('button')?.dataset.row;
      if (n !== undefined) this.#open(this.#rows[n]);
    });
  }

  clear() {
    this.#run++;
    this.#rows = [];
    this.place.hidden = true;
    this.#body.replaceChildren();
  }

  // read takes in files. One posting is opened at once; several are listed. It returns
  // what went wrong where nothing could be read.
  async read(files, judging) {
    this.clear();
    const mine = this.#run, failed = [];
    for (const file of files) {
      if (file.name.startsWith('.')) continue;
      let postings = [];
      try {
        postings = await readFile(file);
      } catch (fault) {
        failed.push({ row: { file: file.name, title: '', verdict: 'failed', line: 'Not read.', why: fault.message }, fault });
      }
      if (mine !== this.#run) return null;
      for (const posting of postings.slice(0, maxPostings - this.#rows.length)) {
        this.#rows.push({ posting, file: file.name, of: file, count: postings.length, title: posting.title || posting.name, verdict: '', line: '…', why: '' });
      }
      if (files.length > 1) this.#count.textContent = `Reading ${file.name}…`;
    }
    if (this.#rows.length + failed.length === 0) return 'There is no file in it that can be read.';
    if (this.#rows.length === 0 && failed.length === 1) return `${failed[0].row.file}: ${failed[0].fault.message}`;
    if (this.#rows.length === 0 && failed.length > 1) return `None of the ${failed.length} files could be read.`;
    if (this.#rows.length === 1 && failed.length === 0) {
      this.#open(this.#rows[0]);
      return '';
    }
    this.#rows.push(...failed.map(({ row }) => row));
    this.place.hidden = false;
    await this.judge(judging);
    return '';
  }

  get listed() { return this.#rows.length > 1; }

  // judge judges all postings of the table, and sorts it.
  async judge(judging) {
    if (!this.listed) return;
    const mine = ++this.#run;
    let done = 0;
    for (const row of this.#rows) {
      if (row.verdict === 'failed') continue;
      try {
        const { title, verdict, line, says } = await verdictOf({ ...judging(), ...row.posting });
        Object.assign(row, { title: title || row.title, verdict, line, why: says });
      } catch (fault) {
        Object.assign(row, { verdict: 'failed', line: 'Not judged.', why: fault.message });
      }
      if (mine !== this.#run) return;
      if (++done % 25 === 0) this.#say(`Judging: ${done} of ${this.#rows.length}.`);
    }
    this.#rows.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
    this.#show();
    const problems = this.#rows.filter((row) => order.indexOf(row.verdict) < 4).length;
    this.#say(`${this.#rows.length} postings, ${problems} with something to do.`);
    const first = this.#rows.find((row) => row.posting);
    if (first) this.#open(first);
  }

  #say(text) { this.#count.textContent = text; }

  #open(row) {
    for (const button of this.#body.querySelectorAll('[aria-current]')) button.removeAttribute('aria-current');
    this.#body.querySelector(`[data-row="${this.#rows.indexOf(row)}"]`)?.setAttribute('aria-current', 'true');
    this.#onOpen(row);
  }

  #show() {
    this.#body.replaceChildren(...this.#rows.map((row, n) => {
      const tr = document.createElement('tr');
      const name = document.createElement('th');
      name.scope = 'row';
      if (row.posting) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'link';
        button.dataset.row = n;
        button.textContent = row.title;
        name.append(button);
      } else {
        name.textContent = row.file;
      }
      tr.append(name);
      const verdict = tr.insertCell();
      verdict.className = `tag ${row.verdict}`;
      verdict.textContent = row.line;
      tr.insertCell().textContent = row.why;
      tr.insertCell().textContent = row.posting?.name ?? row.file;
      return tr;
    }));
  }
}
