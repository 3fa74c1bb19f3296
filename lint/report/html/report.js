// The page can be read without this: it opens, finds, sorts and copies postings, and
// copies the note to the hiring manager.
'use strict';

const copyOnClick = (button, text, selected) => {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      if (selected) getSelection().selectAllChildren(selected);
      button.textContent = selected ? 'Selected: press Ctrl+C or ⌘C' : 'The browser does not let the page copy';
    }
    setTimeout(() => { button.textContent = label; }, 3000);
  });
};

const make = (name, className, text) => {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  if (name === 'button') element.type = 'button';
  return element;
};

const addCopyButtons = (place) => {
  for (const text of place.querySelectorAll('[data-copy]')) {
    const button = make('button', 'copy-button', 'Copy');
    copyOnClick(button, () => text.textContent, text);
    text.after(button);
  }
};
addCopyButtons(document);

const source = document.getElementById('data');
if (source) {
  const data = JSON.parse(source.textContent);
  const rows = data.postings;
  const form = document.querySelector('.filter');
  const rest = document.getElementById('rest');
  const groups = [...document.querySelectorAll('.group')];
  for (const row of rows) {
    row.card = document.getElementById(row.id);
    row.group = groups.findIndex((group) => group.contains(row.card));
    row.words = `${row.title}\n${row.path}`.toLowerCase();
    row.folders = row.path.split('/').slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join('/')).filter(Boolean);
  }

  // What is shown of a posting where it is opened comes in bundles, pressed.
  const bundles = {};
  const unpack = (kind, n) => bundles[kind + n] ??= (async () => {
    const bytes = Uint8Array.from(atob(data[kind][n]), (c) => c.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
    return text.split('\0').slice(1);
  })();
  const piece = async (kind, place) => place > 0
    ? (await unpack(kind, Math.floor((place - 1) / data.size)))[(place - 1) % data.size]
    : place < 0 ? '<p class="key">The rest is left out, as the page would grow too large; check this posting alone to see it.</p>' : '';
  const open = async (details, row) => row.opened ??= (async () => {
    const sheet = make('div', 'sheet', '');
    try {
      sheet.innerHTML = await piece('sheets', row.sheet) + (row.sheet > 0 ? await piece('texts', row.text) : ''); // made by the templates of jdlint, which escape the posting
    } catch {
      sheet.textContent = 'This browser is too old to open what is packed into the page.';
    }
    const link = make('button', 'copy-button', 'Copy the link to this posting');
    copyOnClick(link, () => `${location.href.split('#')[0]}#${row.id}`);
    sheet.prepend(link);
    addCopyButtons(sheet);
    details.append(sheet);
  })();
  document.addEventListener('toggle', ({ target }) => {
    if (target === rest) fill();
    const row = target.open && rows.find((row) => row.details === target);
    if (row) open(target, row);
  }, true);

  // The rows of the rest are made when they are looked at.
  const item = (row) => {
    if (row.item) return row.item;
    row.item = document.createElement('li');
    row.details = make('details', '', '');
    row.details.id = row.id;
    const summary = make('summary', '', row.title);
    const about = [row.verdict, row.sure && `confidence ${row.sure}`, ...(row.findings ?? []), row.path].filter(Boolean).join(' · ');
    summary.append(' ', make('span', 'path', about));
    row.details.append(summary);
    row.item.append(row.details);
    return row.item;
  };
  for (const row of rows) if (row.card) row.details = row.card.querySelector('details');

  // Filters: what a posting is found under, by the end of the id of the choice.
  const choices = {
    verdict: (row) => [row.verdict], role: (row) => [row.role], folder: (row) => row.folders, sureness: (row) => [row.sureness], finding: (row) => row.findings ?? [],
  };
  const longest = 200; // choices in a list; the find field knows all folders
  for (const [name, values] of Object.entries(choices)) {
    const counts = new Map();
    for (const row of rows) for (const value of values(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const known = [...counts].filter(([, n]) => name !== 'folder' || n < rows.length).sort((a, b) => b[1] - a[1]).slice(0, longest);
    if (name === 'folder') known.sort((a, b) => a[0].localeCompare(b[0]));
    const select = document.getElementById(`by-${name}`);
    select.append(new Option('all', ''), ...known.map(([value, n]) => new Option(`${value} (${n})`, value)));
    select.parentElement.hidden = known.length < 2 && name !== 'finding' || known.length === 0;
  }
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const orders = {
    sure: (a, b) => compare(b.sure, a.sure), title: (a, b) => compare(a.title, b.title), path: (a, b) => compare(a.path, b.path),
    strategic: (a, b) => b.strategic - a.strategic, tactical: (a, b) => b.tactical - a.tactical,
  };
  let shown = [], restShown = [];
  const fill = () => {
    if (rest?.open) rest.querySelector('ul').replaceChildren(...restShown.map(item));
  };
  const update = () => {
    const words = form.querySelector('#find').value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.entries(choices).map(([name, values]) => [document.getElementById(`by-${name}`).value, values]).filter(([value]) => value);
    const order = orders[form.querySelector('#order').value];
    shown = rows.filter((row) => words.every((word) => row.words.includes(word)) && wanted.every(([value, values]) => values(row).includes(value)));
    shown.sort((a, b) => !a.problem - !b.problem || a.group - b.group || order(a, b));
    groups.forEach((group, i) => {
      const cards = shown.filter((row) => row.group === i).map((row) => row.card);
      group.hidden = cards.length === 0;
      group.querySelector('.count').textContent = cards.length;
      for (const card of group.querySelector('.cards').children) card.hidden = true;
      for (const card of cards) card.hidden = false;
      group.querySelector('.cards').append(...cards);
    });
    restShown = shown.filter((row) => !row.problem);
    const some = shown.length < rows.length;
    document.querySelector('.shown').textContent = some ? `${shown.length} of ${rows.length} postings are shown${restShown.length ? `, ${restShown.length} of them in the folded list at the end` : ''}.` : '';
    if (rest) {
      rest.hidden = restShown.length === 0;
      rest.querySelector('.count').textContent = some ? `${restShown.length} shown` : '';
      if (some && restShown.length === shown.length) rest.open = true;
      fill();
    }
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', update);
  form.addEventListener('reset', () => setTimeout(update));
  update();

  // A table for a spreadsheet, which takes a cell that begins with one of these signs for a formula.
  const cell = (text) => String(text).replace(/[\t\r\n]/g, ' ').replace(/^(?=[=+\-@＝＋－＠])/, "'");
  const table = () => [
    ['Title', 'File', 'Verdict', 'Confidence', 'Role in the title', 'Strategic duties', 'Tactical duties', 'Title to take, or other job', 'Findings', 'Why'],
    ...shown.map((row) => [row.title, row.path, row.verdict, row.sure, row.role, row.strategic, row.tactical, row.suggested ?? '', (row.findings ?? []).join('; '), row.card?.querySelector('.summary').textContent ?? '']),
  ].map((cells) => cells.map(cell).join('\t')).join('\n') + '\n';
  copyOnClick(document.getElementById('copy'), table);

  // A link to a posting, or to a place in it, opens it.
  const reveal = async () => {
    const id = location.hash.slice(1);
    const row = rows.find((row) => id === row.id || id.startsWith(`${row.id}-`));
    if (!row) return;
    if (!shown.includes(row)) {
      form.reset();
      update();
    }
    if (!row.problem) {
      rest.open = true;
      fill();
    }
    row.details.open = true;
    await open(row.details, row);
    document.getElementById(id)?.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  addEventListener('click', ({ target }) => {
    if (target.closest('a')?.getAttribute('href') === location.hash) reveal(); // the second click, which changes no address
  });
  reveal();
}
