#!/usr/bin/env node
// Starts the program of the package that npm chose for this platform.
"use strict";
const { spawnSync } = require("node:child_process");

const platform = `@jdlint/${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${platform}/bin/jdlint${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`jdlint: the package ${platform} is not installed; either there is none for this platform, or npm was told to omit what is optional`);
  process.exit(2);
}
const { status, signal, error } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`jdlint: ${error.message}`);
  process.exit(2);
}
if (signal) {
  process.kill(process.pid, signal);
}
process.exit(status ?? 1);
