// The page can be read without this: it sorts and filters the table of
// postings, and copies the sentence for the hiring manager.
'use strict';

for (const text of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy-button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(text);
      button.textContent = 'Selected: press Ctrl+C or ⌘C';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 3000);
  });
  text.after(button);
}

const table = document.querySelector('.postings');
if (table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];

  const value = (row, column) => {
    const text = row.cells[column].textContent.trim();
    if (!heads[column].classList.contains('number')) return text.toLowerCase();
    return text === '–' ? -1 : Number(text);
  };
  const sort = (column, direction) => {
    const sign = direction === 'ascending' ? 1 : -1;
    const order = (a, b) => {
      const x = value(a, column), y = value(b, column);
      return sign * (typeof x === 'number' ? x - y : x.localeCompare(y));
    };
    body.append(...rows.toSorted(order));
    for (const head of heads) head.removeAttribute('aria-sort');
    heads[column].setAttribute('aria-sort', direction);
  };
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => {
      const first = head.classList.contains('number') ? 'descending' : 'ascending';
      const other = first === 'ascending' ? 'descending' : 'ascending';
      sort(column, head.getAttribute('aria-sort') === first ? other : first);
    });
    head.replaceChildren(button);
  });

  const form = document.querySelector('.filter');
  const find = form.querySelector('#find');
  const only = form.querySelector('#only');
  const shown = form.querySelector('.shown');
  const words = rows.map((row) => row.textContent.toLowerCase());
  const filter = () => {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, i) => {
      const fits = (!only.value || row.dataset.verdict === only.value) && wanted.every((word) => words[i].includes(word));
      row.hidden = !fits;
      if (fits) count++;
      const link = row.querySelector('a'); // there is none without a sheet
      if (link) document.getElementById(link.getAttribute('href').slice(1)).hidden = !fits;
    });
    shown.textContent = `${count} of ${rows.length} shown`;
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  find.addEventListener('input', filter);
  only.addEventListener('change', filter);
  filter();
}
