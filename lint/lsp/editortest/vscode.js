// Tries "jdlint lsp" with the libraries that VS Code speaks the protocol with:
//   node vscode.js FOLDER, in which postings may be written
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { spawn } = require("node:child_process");
const { pathToFileURL } = require("node:url");
const lsp = require("vscode-languageserver-protocol/node");
const { TextDocument } = require("vscode-languageserver-textdocument");

const folder = process.argv[2];
const lines = [
  "# 🙂 Zürich: Senior Product Owner", "", "## What you will do", "", "- 🙂 Set the price of all tickets and passes",
  "- Own the profit and loss of the product line", "- Define the go-to-market strategy for new regions",
  "- Analyse the market and the competition", "- Own the product vision and strategy", "",
];

async function session(encodings, lineEnd) {
  const server = spawn("jdlint", ["lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const c = lsp.createProtocolConnection(new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
  const waiting = new Map(); // version to what waits for its diagnostics
  c.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => waiting.get(p.version)?.(p.diagnostics));
  const watched = new Promise((resolve) => c.onRequest(lsp.RegistrationRequest.type, (p) => resolve(p.registrations)));
  c.listen();
  const capabilities = {
    general: { positionEncodings: encodings },
    workspace: {
      didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true,
      workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
    },
    textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true }, hover: { contentFormat: ["markdown"] } },
  };
  const root = pathToFileURL(folder).toString();
  const answer = await c.sendRequest(lsp.InitializeRequest.type, { processId: process.pid, rootUri: root, workspaceFolders: [{ uri: root, name: "jobs" }], capabilities });
  c.sendNotification(lsp.InitializedNotification.type, {});
  assert.equal((await watched)[0].method, "workspace/didChangeWatchedFiles");

  const uri = pathToFileURL(path.join(folder, "zürich owner.md")).toString();
  const document = TextDocument.create(uri, "markdown", 1, lines.join(lineEnd));
  const said = (version) => new Promise((resolve) => waiting.set(version, resolve));
  let all = said(1);
  c.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "markdown", version: 1, text: document.getText() } });
  all = await all;
  assert.deepEqual(all.map((d) => d.code), ["mistitled-posting"]);
  if (answer.capabilities.positionEncoding !== "utf-16") { // this library counts in no other unit
    assert.equal(answer.capabilities.positionEncoding, "utf-8");
    const bytes = Buffer.from(lines[0]).subarray(all[0].range.start.character, all[0].range.end.character);
    assert.equal(bytes.toString(), "🙂 Zürich: Senior Product Owner");
  } else {
    await typing(c, document, all, said);
  }
  await c.sendRequest(lsp.ShutdownRequest.type);
  c.sendNotification(lsp.ExitNotification.type);
  assert.equal(await ended, 0);
}

async function typing(c, document, all, said) {
  const uri = document.uri;
  assert.equal(document.getText(all[0].range), "🙂 Zürich: Senior Product Owner");
  assert.equal(document.getText(all[0].relatedInformation[0].location.range), "🙂 Set the price of all tickets and passes");

  // Several changes in one message, each on what the one before left.
  const change = async (...changes) => {
    const version = document.version + 1;
    TextDocument.update(document, changes, version);
    const answer = said(version);
    c.sendNotification(lsp.DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges: changes });
    return answer;
  };
  const at = (line, from, to) => ({ start: { line, character: from }, end: { line, character: to } });
  all = await change({ range: at(4, 2, 4), text: "𝔘🙂" }, { range: at(4, 6, 16), text: " Ärger" }, { range: at(5, 0, 0), text: "- 語\r\n" });
  assert.equal(document.getText(all[0].range), "🙂 Zürich: Senior Product Owner");
  assert.equal(document.getText(all[0].relatedInformation[0].location.range), "Own the profit and loss of the product line");

  // Typed one after the other: only what is current is told, each within a moment.
  const times = [];
  for (let n = 0; n < 100; n++) {
    const began = process.hrtime.bigint();
    await change({ range: at(3, 0, n % 2), text: n % 2 ? "" : "ü" });
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
  }
  times.sort((a, b) => a - b);
  console.log(`VS Code's libraries: from a change to its diagnostics ${times[50].toFixed(1)} ms in the median, 95 of 100 within ${times[95].toFixed(1)} ms`);
  assert.ok(times[50] < 50);

  const textDocument = { uri };
  const hover = await c.sendRequest(lsp.HoverRequest.type, { textDocument, position: { line: 0, character: 20 } });
  assert.match(hover.contents.value, /Wrong title/);
  const [posting] = await c.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument });
  assert.equal(posting.detail, "mistitled");
  assert.deepEqual(posting.children.map((zone) => zone.detail), ["intro", "duties"]);

  const off = new lsp.CancellationTokenSource();
  const called = c.sendRequest(lsp.HoverRequest.type, { textDocument, position: { line: 0, character: 20 } }, off.token);
  off.cancel();
  await called.then((h) => assert.match(h.contents.value, /Wrong title/), (e) => assert.equal(e.code, lsp.LSPErrorCodes.RequestCancelled));

  const actions = await c.sendRequest(lsp.CodeActionRequest.type, { textDocument, range: all[0].range, context: { diagnostics: all } });
  const named = (start) => actions.find((a) => a.title.startsWith(start));
  const edits = named("Retitle").edit.documentChanges[0].edits;
  assert.match(TextDocument.applyEdits(document, edits), /^# 🙂 Zürich: Senior Product Manager\r?\n/);
  const [create, fill, take] = named("Move").edit.documentChanges;
  assert.equal(create.kind, "create");
  assert.ok(create.uri.endsWith("owner-product-manager.md"));
  assert.match(fill.edits[0].newText, /^# .*Product Manager\n[^]*- Own the profit and loss of the product line\n/);
  assert.doesNotMatch(TextDocument.applyEdits(document, take.edits), /profit/);
  const suppressed = TextDocument.applyEdits(document, named("Suppress").edit.documentChanges[0].edits);
  assert.match(suppressed, /^<!-- jdlint-disable-next-line mistitled-posting: {2}-->\r?\n# /);
  all = await change({ text: suppressed.replace(":  -->", ": agreed with the works council -->") });
  assert.deepEqual(all, []);

  // A configuration that comes later, told by the editor.
  await change({ text: lines.join("\n") });
  const config = path.join(folder, ".jdlint.yaml");
  fs.writeFileSync(config, "severity: {mistitled-posting: info}\n");
  const answer = said(document.version);
  c.sendNotification(lsp.DidChangeWatchedFilesNotification.type, { changes: [{ uri: pathToFileURL(config).toString(), type: lsp.FileChangeType.Created }] });
  assert.equal((await answer)[0].severity, lsp.DiagnosticSeverity.Information);
  fs.rmSync(config);
}

(async () => {
  await session(["utf-16"], "\n");
  await session(["utf-16"], "\r\n");
  await session(["utf-32", "utf-8", "utf-16"], "\n");
  console.log("VS Code's libraries: all as it should be");
})().catch((e) => {
  console.error(e);
  process.exit(1);
});
