// Requests to the server of jdlint, which runs on this computer.

async function post(path, body, signal) {
  let response;
  try {
    response = await fetch(path, { method: 'POST', body, signal, headers: { 'Content-Type': 'application/octet-stream' } });
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new Error('jdlint does not answer. Is “jdlint serve” still running?');
  }
  if (response.ok) return response;
  const text = await response.text();
  let said = text;
  try { said = JSON.parse(text).error; } catch { /* plain text */ }
  throw new Error(said);
}

const address = (path, { title, model, name, format }) => `${path}?${new URLSearchParams({ title, model, name, format })}`;
const bytes = (text) => new Blob([text]);

export async function judge(request, signal) {
  return (await post(address('judge', request), bytes(request.text), signal)).json();
}

export async function readFile(file) {
  const response = await post(`read?${new URLSearchParams({ name: file.name })}`, file);
  return (await response.json()).postings;
}

export async function saveReport(request) {
  const page = await (await post(address('report', request), bytes(request.text))).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(page);
  link.download = 'jdlint-report.html';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
