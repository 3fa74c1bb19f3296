// The engine, in a thread of its own, so that typing never waits for it.
'use strict';
importScripts('wasm_exec.js');

// unpacked returns the module. It is packed by us, not by the server: any server that
// sends files will do. One that unpacks it on the way has done the work already.
async function unpacked() {
  const response = await fetch('jdlint.wasm.gz');
  if (!response.ok) throw new Error(`jdlint.wasm.gz: ${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

self.jdlintReady = () => postMessage({ ready: true });

self.onmessage = ({ data: { id, task, query, text } }) => {
  const { status, kind, file, body } = self.jdlintDo(task, query, new Uint8Array(text));
  postMessage({ id, status, kind, file, body }, [body.buffer]);
};

(async () => {
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(await unpacked(), go.importObject);
  await go.run(instance); // until the page is closed
  throw new Error('jdlint has ended');
})().catch((fault) => postMessage({ fault: String(fault?.message ?? fault) }));
