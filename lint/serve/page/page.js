// The page: what is typed goes to the server of jdlint on this computer, and
// what it says is shown. Nothing is kept when the page is closed.
import { judge, readFile, saveReport } from './server.js';
import { onDrop } from './drop.js';
import { addCopyButtons, copy } from './copy.js';

const $ = (id) => document.getElementById(id);
const posting = $('posting'), title = $('title'), answer = $('answer');
const wait = 120; // ms after the last key

// Where the text came from; the zero value is one that was typed.
let origin = { name: '', format: '' };
let postings = []; // of the file that is open
let suggestions = [];
let before = null; // what "Undo" goes back to
let timer = 0, spoken = '', speaking = 0, running = null;

const model = () => document.querySelector('input[name=model]:checked').value;
const request = () => ({ text: posting.value, title: title.value, model: model(), ...origin });

async function update() {
  clearTimeout(timer);
  running?.abort();
  const empty = posting.value.trim() === '';
  $('clear').hidden = empty && title.value === '';
  if (empty) {
    running = null;
    showEmpty();
    return;
  }
  running = new AbortController();
  const mine = running;
  answer.classList.add('late');
  try {
    show(await judge(request(), mine.signal));
  } catch (fault) {
    if (mine.signal.aborted) return;
    showError(fault.message);
  } finally {
    if (mine === running) answer.classList.remove('late');
  }
}

const updateSoon = () => { clearTimeout(timer); timer = setTimeout(update, wait); };

function showEmpty() {
  answer.hidden = true;
  $('peek').hidden = true;
  $('empty').hidden = false;
  $('error').hidden = true;
  for (const tag of document.querySelectorAll('.tag')) { tag.textContent = ''; tag.className = 'tag'; }
  announce('');
}

function show(said) {
  $('error').hidden = true;
  $('empty').hidden = true;
  answer.hidden = false;
  $('read-title').textContent = said.title ? `Title read: “${said.title}”` : 'No title found: write it into the field for it.';
  for (const place of answer.querySelectorAll('[data-part]')) {
    const html = said.parts[place.dataset.part] ?? '';
    if (place.dataset.shown === html) continue;
    place.dataset.shown = html;
    place.innerHTML = html; // made by the server's templates, which escape the posting
    addCopyButtons(place);
  }
  const verdicts = new Map((said.models ?? []).map((m) => [m.id, m]));
  for (const tag of document.querySelectorAll('.tag')) {
    const verdict = verdicts.get(tag.dataset.model);
    tag.textContent = verdict?.name ?? '';
    tag.className = `tag ${verdict?.verdict ?? ''}`;
  }
  $('peek').hidden = false;
  $('peek').className = `peek verdict ${said.verdict}`;
  $('peek').firstElementChild.textContent = said.line;
  suggestions = said.suggestions;
  announce(said.says);
}

function showError(text) {
  $('empty').hidden = true;
  answer.hidden = true;
  $('peek').hidden = true;
  $('error').textContent = text;
  $('error').hidden = false;
}

// announce tells screen readers the verdict, when it has come to rest.
function announce(text) {
  clearTimeout(speaking);
  if (text === spoken) return;
  speaking = setTimeout(() => { spoken = text; $('live').textContent = text; }, 600);
}

// replacePosting replaces the posting.
function replacePosting(text, newTitle, from) {
  posting.value = text;
  title.value = newTitle;
  origin = from;
  update();
}

function showOrigin(text) {
  $('from').textContent = text;
  $('from').hidden = text === '';
}

function choose(i) {
  const p = postings[i];
  before = null;
  $('undo').hidden = true;
  replacePosting(p.text, p.title, { name: p.name, format: p.format });
}

async function open(file) {
  try {
    postings = await readFile(file);
  } catch (fault) {
    showError(`${file.name}: ${fault.message}`);
    return;
  }
  const several = postings.length > 1;
  showOrigin(`From ${file.name}${several ? `, which holds ${postings.length} postings` : ''}. Changes stay on this page; the file is left as it is.`);
  $('which').replaceChildren(...postings.map((p, i) => new Option(p.title || p.name || `Posting ${i + 1}`, i)));
  $('which-field').hidden = !several;
  choose(0);
}

function clear() {
  postings = [];
  before = null;
  $('which-field').hidden = true;
  $('undo').hidden = true;
  showOrigin('');
  replacePosting('', '', { name: '', format: '' });
  posting.focus();
}

posting.addEventListener('input', updateSoon);
title.addEventListener('input', updateSoon);
for (const radio of document.querySelectorAll('input[name=model]')) radio.addEventListener('change', update);
$('which').addEventListener('change', () => choose(Number($('which').value)));
$('clear').addEventListener('click', clear);
$('file').addEventListener('change', async () => {
  const [file] = $('file').files;
  if (file) await open(file);
  $('file').value = ''; // so that the same file can be opened again
});
onDrop(document.body, open);

$('example').addEventListener('click', async () => {
  clear();
  const text = await (await fetch('example.txt')).text();
  replacePosting(text, '', { name: '', format: 'markdown' });
});

$('save').addEventListener('click', async () => {
  try {
    await saveReport(request());
  } catch (fault) {
    showError(fault.message);
  }
});

$('undo').addEventListener('click', () => {
  const back = before;
  before = null;
  $('undo').hidden = true;
  replacePosting(back.text, back.title, back.origin);
  posting.focus();
});

answer.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.dataset.suggestion !== undefined) {
    const taken = suggestions[Number(button.dataset.suggestion)];
    before = { text: posting.value, title: title.value, origin };
    $('undo').hidden = false;
    replacePosting(taken.text, taken.title, origin);
    showOrigin(taken.done);
    $('undo').focus();
  } else if (button && 'copyLines' in button.dataset) {
    copy(button, [...button.closest('li').querySelectorAll('.moving li')].map((line) => `- ${line.textContent}`).join('\n'));
  }
});

if (posting.value.trim() !== '') update(); // the browser kept it over a reload
