// The way to the engine: the server of jdlint, which runs on this computer.

// ask has a task done, and returns the response. What is known of the text is in
// the query.
export async function ask(task, query, text, signal) {
  try {
    return await fetch(`${task}?${new URLSearchParams(query)}`, { method: 'POST', body: new Blob([text]), signal, headers: { 'Content-Type': 'application/octet-stream' } });
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new Error('jdlint does not answer. Is “jdlint serve” still running?');
  }
}

export const ready = Promise.resolve();
