// The page: what is typed goes to jdlint on this computer, and what it says is shown
// where it stands. Nothing is kept when the page is closed, unless the user asks for it.
import { judge, waysOf, saveReport, saveRetitled, download } from './server.js';
import { ready } from './transport.js';
import { onDrop } from './drop.js';
import { addCopyButtons, copy } from './copy.js';
import { Editor } from './editor.js';
import { isRich, markdownOf } from './paste.js';
import { showDifferences } from './compare.js';
import { Files } from './files.js';
import { kept, keep, forget } from './keep.js';

const $ = (id) => document.getElementById(id);
const title = $('title'), answer = $('answer'), spot = $('spot'), field = $('posting');
const editor = new Editor($('editor'));
const wait = 120; // ms after the last key

// Where the text came from; the zero value is one that was typed.
const typed = { name: '', format: '' };
let origin = typed;
let original = null; // the text before it was changed here
let suggestions = [], marks = [], ways = [];
let history = []; // what "Undo" goes back to
let word = null; // the Word file that the text came from: its file, the title in it, and which of its postings
let opened = -1, asked = null; // the mark that is spoken of
let timer = 0, spoken = '', speaking = 0, running = null, read = '', titleRead = '';

const settings = () => ({ model: document.querySelector('input[name=model]:checked').value, lang: $('lang').value });
const request = () => ({ text: editor.value, title: title.value, ...settings(), ...origin });
const state = () => ({ text: editor.value, title: title.value, origin });

async function update() {
  clearTimeout(timer);
  running?.abort();
  const empty = editor.value.trim() === '';
  $('clear').hidden = empty && title.value === '' && !files.listed;
  $('save-text').hidden = empty;
  $('compare').hidden = original === null || original === editor.value;
  if ($('keep').checked) keep({ ...state(), ...settings() });
  if (empty) {
    running = null;
    showEmpty();
    return;
  }
  running = new AbortController();
  const mine = running, sent = request();
  answer.classList.add('late');
  try {
    show(await judge(sent, mine.signal), sent);
  } catch (fault) {
    if (mine.signal.aborted) return;
    showError(fault.message);
  } finally {
    if (mine === running) answer.classList.remove('late');
  }
}

const updateSoon = () => { clearTimeout(timer); timer = setTimeout(update, wait); };

function showNothing() {
  answer.hidden = true;
  $('peek').hidden = true;
  $('save-word').hidden = true;
  $('empty').hidden = true;
  $('error').hidden = true;
  closeSpot();
  marks = [];
  editor.show(editor.value, [], []);
  for (const tag of document.querySelectorAll('.models .tag')) { tag.textContent = ''; tag.className = 'tag'; }
}

function showEmpty() {
  showNothing();
  $('empty').hidden = false;
  announce('');
}

function showError(text) {
  showNothing();
  $('error').textContent = text;
  $('error').hidden = false;
  announce('');
}

function show(said, sent) {
  $('error').hidden = true;
  $('empty').hidden = true;
  answer.hidden = false;
  $('read-title').textContent = said.title ? `Title read: “${said.title}”` : 'No title found: write it into the field for it.';
  $('save-word').hidden = !word || said.title === '' || said.title === word.title;
  titleRead = said.title;
  $('meaning').href = `explain/${said.verdict}.html`;
  for (const place of answer.querySelectorAll('[data-part]')) {
    const html = said.parts[place.dataset.part] ?? '';
    if (place.dataset.shown === html) continue;
    place.dataset.shown = html;
    place.innerHTML = html; // made by the templates of jdlint, which escape the posting
    addCopyButtons(place);
  }
  const verdicts = new Map((said.models ?? []).map((m) => [m.id, m]));
  for (const tag of document.querySelectorAll('.models .tag')) {
    const verdict = verdicts.get(tag.dataset.model);
    tag.textContent = verdict?.name ?? '';
    tag.className = `tag ${verdict?.verdict ?? ''}`;
  }
  $('peek').hidden = false;
  $('peek').className = `peek verdict ${said.verdict}`;
  $('peek').firstElementChild.textContent = said.line;
  suggestions = said.suggestions;
  if (editor.show(sent.text, said.marks, said.quiet)) {
    marks = said.marks;
    read = sent.text;
    linkLedger();
    const same = opened < 0 ? -1 : marks.findIndex((m) => m.side === asked.side && m.category === asked.category && m.reason === asked.reason && m.sign === asked.sign);
    if (same < 0) closeSpot();
    else openSpot(same, false);
  }
  announce(said.says);
}

// announce tells screen readers the verdict, when it has come to rest.
function announce(text) {
  clearTimeout(speaking);
  if (text === spoken) return;
  speaking = setTimeout(() => { spoken = text; $('live').textContent = text; }, 600);
}

// linkLedger makes the categories of the ledger lead to their lines.
function linkLedger() {
  for (const table of answer.querySelectorAll('.side')) {
    const side = table.classList.contains('strategic') ? 'strategic' : 'tactical';
    for (const row of table.querySelectorAll('tbody tr')) {
      let button = row.querySelector('button');
      if (!button) {
        const name = row.querySelector('th')?.firstChild;
        if (name?.nodeType !== Node.TEXT_NODE) continue;
        button = document.createElement('button');
        button.type = 'button';
        button.className = 'link';
        button.textContent = name.data.trim();
        name.replaceWith(button);
        button.addEventListener('click', () => step(side, button.textContent));
      }
    }
  }
}

// step opens the next line of a category.
function step(side, topic) {
  const lines = marks.flatMap((m, i) => (m.side === side && m.topic === topic ? [i] : []));
  if (lines.length > 0) openSpot(lines.find((i) => i > opened) ?? lines[0]);
}

// openSpot says what is counted in a line and what can be done about it.
function openSpot(n, ask = true) {
  const m = marks[n];
  opened = n;
  asked = m;
  editor.open(n);
  const kind = m.side === 'found' ? '' : `${m.sign}: `;
  $('spot-name').textContent = m.side === 'found' ? 'Wording' : `${kind}${m.topic}${m.weak ? ' (weak: it only supports)' : ''}`;
  $('spot-reason').textContent = m.side === 'found' ? m.topic : `${m.reason}${m.whose ? ` ${m.whose}.` : ''}`;
  $('spot-help').textContent = m.help;
  $('spot-help').hidden = m.help === '';
  spot.className = `spot ${m.side}`;
  spot.hidden = false;
  ways = [];
  $('spot-ways').replaceChildren();
  if (m.side !== 'found') findWays(n);
  if (ask && matchMedia('(max-width: 60rem)').matches) spot.scrollIntoView({ block: 'nearest' });
}

async function findWays(n) {
  let found;
  try {
    found = await waysOf({ ...request(), text: read }, n);
  } catch {
    return; // the verdict says what is wrong
  }
  if (opened !== n || read !== editor.value) return;
  ways = found;
  $('spot-ways').replaceChildren(...ways.map((way, i) => {
    const item = document.createElement('li'), name = document.createElement('button'), then = document.createElement('span');
    name.type = 'button';
    name.dataset.way = i;
    name.textContent = way.name;
    item.append(name);
    if (way.line) {
      const line = document.createElement('ins');
      line.textContent = way.line;
      item.append(line);
    }
    then.className = `then verdict ${way.then}`;
    const said = document.createElement('b');
    said.textContent = `Then: ${way.said}`;
    then.append(said);
    item.append(then);
    return item;
  }));
}

function closeSpot() {
  opened = -1;
  asked = null;
  spot.hidden = true;
  editor.open(-1);
}

function stepLine(by) {
  const lines = marks.map((m, i) => [m.start, i]).sort((a, b) => a[0] - b[0]).map(([, i]) => i);
  if (lines.length > 0) openSpot(lines[(lines.indexOf(opened) + by + lines.length) % lines.length]);
}

// replacePosting replaces the posting.
function replacePosting(text, newTitle, from) {
  editor.set(text);
  title.value = newTitle;
  origin = from;
  update();
}

// begin takes in a posting that is not the one before, changed.
function begin(text, newTitle, from) {
  history = [];
  original = text;
  word = null;
  $('undo').hidden = true;
  closeSpot();
  replacePosting(text, newTitle, from);
}

// change makes a change that "Undo" takes back.
function change(to) {
  history.push(state());
  original ??= editor.value;
  closeSpot();
  replacePosting(to.text, to.title, origin);
  $('undo').hidden = false;
  $('undo').focus();
  showOrigin(to.done);
}

function showOrigin(text) {
  $('from').textContent = text;
  $('from').hidden = text === '';
}

const files = new Files($('files'), ({ posting: p, file, of, count }) => {
  const back = p.word ? 'Another title can be saved into a copy of it; all other changes stay on this page.' : 'Changes stay on this page; the file is left as it is.';
  showOrigin(`From ${file}${count > 1 ? `, which holds ${count} postings` : ''}. ${back}`);
  begin(p.text, p.title, { name: p.name, format: p.format });
  word = p.word ? { file: of, ...p.word } : null;
});

async function open(chosen) {
  const fault = await files.read([...chosen], settings);
  if (!fault) return;
  begin('', '', typed);
  showOrigin('');
  showError(fault);
}

function clear() {
  files.clear();
  showOrigin('');
  begin('', '', typed);
  original = null;
  if (!$('keep').checked) forget();
  field.focus();
}

field.addEventListener('input', updateSoon);
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !event.altKey) return;
  event.preventDefault();
  pick(editor.marksAt(field.selectionStart));
  if (!spot.hidden) spot.focus();
});
field.addEventListener('paste', (event) => {
  const html = event.clipboardData?.getData('text/html') ?? '', plain = event.clipboardData?.getData('text/plain') ?? '';
  const whole = field.selectionEnd - field.selectionStart === field.value.length;
  if (whole) word = null; // another posting
  if (whole && html === '') original = plain;
  if (html === '' || !isRich(html)) return;
  const text = markdownOf(html);
  if (text.trim() === '') return;
  event.preventDefault();
  if (whole) {
    origin = { ...typed, format: 'markdown' };
    original = text;
  }
  editor.insert(text);
});
title.addEventListener('input', updateSoon);
for (const radio of document.querySelectorAll('input[name=model]')) radio.addEventListener('change', settingsChanged);
$('lang').addEventListener('change', settingsChanged);
async function settingsChanged() {
  closeSpot();
  await update();
}

function pick(found) {
  if (found.length === 0) return;
  openSpot(found[(found.indexOf(opened) + 1) % found.length]); // again: the next of the line
}
editor.onPick = pick;
$('spot-keep').addEventListener('click', () => {
  const n = opened;
  closeSpot();
  if (n >= 0) editor.select(n);
});
$('spot-next').addEventListener('click', () => stepLine(1));
$('spot-before').addEventListener('click', () => stepLine(-1));
$('spot-ways').addEventListener('click', (event) => {
  const n = event.target.closest('button')?.dataset.way;
  if (n !== undefined && read === editor.value) change(ways[n].revision);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !spot.hidden) $('spot-keep').click();
});

$('clear').addEventListener('click', clear);
for (const id of ['file', 'folder']) {
  $(id).addEventListener('change', async () => {
    const chosen = [...$(id).files];
    $(id).value = ''; // so that the same file can be opened again
    if (chosen.length > 0) await open(chosen);
  });
}
onDrop(document.body, open);

$('example').addEventListener('click', async () => {
  clear();
  const text = await (await fetch('example.txt')).text();
  begin(text, '', { name: '', format: 'markdown' });
});

$('save').addEventListener('click', async () => {
  try {
    await saveReport(request());
  } catch (fault) {
    showError(fault.message);
  }
});

$('save-word').addEventListener('click', async () => {
  const title = titleRead;
  try {
    await saveRetitled(word, title);
    const more = original.replace(word.title, title) !== editor.value;
    showOrigin(`A copy of ${word.file.name} is saved, with the title “${title}”. ${more ? 'Other changes of the text are not in it: “Before and after” shows them.' : 'Nothing else in it is changed.'}`);
  } catch (fault) {
    showOrigin(fault.message);
  }
});

$('save-text').addEventListener('click', () => {
  const base = (origin.name || 'posting').replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '').replace(/#/g, '-');
  download(new Blob([editor.value], { type: 'text/plain' }), `${base || 'posting'}.${origin.format === 'markdown' ? 'md' : 'txt'}`);
});

$('compare').addEventListener('click', () => {
  showDifferences($('changes-rows'), original, editor.value);
  $('changes').showModal();
});
$('changes-close').addEventListener('click', () => $('changes').close());

$('undo').addEventListener('click', () => {
  const back = history.pop();
  $('undo').hidden = history.length === 0;
  replacePosting(back.text, back.title, back.origin);
  showOrigin('');
  field.focus();
});

answer.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.dataset.suggestion !== undefined) {
    change(suggestions[Number(button.dataset.suggestion)]);
  } else if (button && 'copyLines' in button.dataset) {
    copy(button, [...button.closest('li').querySelectorAll('.moving li')].map((line) => `- ${line.textContent}`).join('\n'));
  }
});

$('keep').addEventListener('change', () => {
  if (!$('keep').checked) forget();
  else if (!keep({ ...state(), ...settings() })) $('keep').checked = false;
});

const before = kept();
if (typeof before?.text === 'string') {
  $('keep').checked = true;
  const radio = [...document.querySelectorAll('input[name=model]')].find((r) => r.value === before.model);
  if (radio) radio.checked = true;
  if ([...$('lang').options].some((o) => o.value === before.lang)) $('lang').value = before.lang;
  title.value = String(before.title ?? '');
  origin = { name: String(before.origin?.name ?? ''), format: String(before.origin?.format ?? '') };
  field.value = before.text;
} else {
  $('keep').checked = false;
}
document.getElementById('not-started')?.remove();
ready.then(update, (fault) => showError(fault.message));
