// The way to the engine: a worker of this page, which has it as WebAssembly.

const help = 'This browser does not run it here. Put the folder on a web server (an intranet will do), or run “jdlint serve”; browsers run no engine out of a folder that is opened as a file.';
const fails = (why) => new Error(`jdlint did not start: ${why}. ${help}`);

let worker = null, broken = null, next = 0;
const waiting = new Map(); // what to do with an answer, by its number
let queue = [], busy = false;

export const ready = new Promise((done, failed) => {
  const fail = (why) => {
    broken = fails(why);
    failed(broken);
    for (const { reject } of waiting.values()) reject(broken);
    waiting.clear();
  };
  try {
    worker = new Worker('worker.js');
  } catch (fault) {
    fail(fault.message);
    return;
  }
  worker.onerror = (event) => fail(event.message || 'its script is not loaded');
  worker.onmessage = ({ data }) => {
    if (data.ready) done();
    else if (data.fault !== undefined) fail(data.fault);
    else {
      waiting.get(data.id)?.resolve(new Response(data.body, { status: data.status, headers: { 'Content-Type': data.kind } }));
      waiting.delete(data.id);
      busy = false;
      sendNext();
    }
  };
});
ready.catch(() => {}); // who asks is told

// sendNext sends what waits, one at a time: what nobody waits for any longer is dropped.
function sendNext() {
  while (!busy && queue.length > 0) {
    const { message, signal, resolve, reject } = queue.shift();
    if (signal?.aborted) {
      reject(signal.reason);
      continue;
    }
    busy = true;
    waiting.set(message.id, { resolve, reject });
    worker.postMessage(message, [message.text]);
  }
}

export async function ask(task, query, text, signal) {
  await ready;
  if (broken) throw broken;
  const bytes = await new Blob([text]).arrayBuffer();
  const message = { id: next++, task, query: String(new URLSearchParams(query)), text: bytes };
  return new Promise((resolve, reject) => {
    queue.push({ message, signal, resolve, reject });
    sendNext();
  });
}
