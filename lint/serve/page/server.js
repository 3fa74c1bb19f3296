// What the page asks for. transport.js knows the way to who answers.
import { ask } from './transport.js';

async function answered(task, query, text, signal) {
  const response = await ask(task, query, text, signal);
  if (response.ok) return response;
  const answer = await response.text();
  let said = answer;
  try { said = JSON.parse(answer).error; } catch { /* plain text */ }
  throw new Error(said);
}

const known = ({ title, model, lang, name, format }) => ({ title, model, lang, name, format });

export async function judge(request, signal) {
  return (await answered('judge', known(request), request.text, signal)).json();
}

// waysOf returns what can be done about the line of a mark.
export async function waysOf(request, n, signal) {
  return (await (await answered('line', { ...known(request), n }, request.text, signal)).json()).ways;
}

// verdictOf returns the verdict alone.
export async function verdictOf(request) {
  return (await answered('verdict', known(request), request.text)).json();
}

export async function readFile(file) {
  return (await (await answered('read', { name: file.name }, file)).json()).postings;
}

export function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// saveRetitled saves a Word file under another title; nothing else in it is changed.
export async function saveRetitled({ file, part }, title) {
  download(await (await answered('retitle', { name: file.name, title, part }, file)).blob(), file.name);
}

export async function saveReport(request) {
  download(await (await answered('report', known(request), request.text)).blob(), 'jdlint-report.html');
}
