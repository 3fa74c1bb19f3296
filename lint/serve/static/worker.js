// The engine, in a thread of its own, so that typing never waits for it.
'use strict';
importScripts('wasm_exec.js');

// engine returns the module, compiled while it comes in. It is packed by us, not by the
// server: any server that sends files will do. One that unpacks it on the way has done the
// work already.
async function engine() {
  const response = await fetch('jdlint.wasm.gz');
  if (!response.ok) throw new Error(`jdlint.wasm.gz: ${response.status} ${response.statusText}`);
  const reader = response.body.getReader(), first = await reader.read();
  let stream = new ReadableStream({
    start(to) { if (first.value) to.enqueue(first.value); },
    async pull(to) {
      const { done, value } = await reader.read();
      if (done) to.close();
      else to.enqueue(value);
    },
  });
  if (first.value?.[0] === 0x1f && first.value[1] === 0x8b) stream = stream.pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream, { headers: { 'Content-Type': 'application/wasm' } });
}

// The first text takes the time in which the browser compiles what it needs: it is one of
// ours, unless somebody is faster.
self.jdlintReady = async () => {
  postMessage({ ready: true });
  const example = await fetch('example.txt');
  self.jdlintDo('judge', '', new Uint8Array(await example.arrayBuffer()));
};

self.onmessage = ({ data: { id, task, query, text } }) => {
  const { status, kind, file, body } = self.jdlintDo(task, query, new Uint8Array(text));
  postMessage({ id, status, kind, file, body }, [body.buffer]);
};

(async () => {
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(engine(), go.importObject);
  await go.run(instance); // until the page is closed
  throw new Error('jdlint has ended');
})().catch((fault) => postMessage({ fault: String(fault?.message ?? fault) }));
