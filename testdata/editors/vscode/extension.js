const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const languages = ["markdown", "html", "plaintext", "asciidoc", "mdx", "restructuredtext"];
  client = new LanguageClient("jdlint", { command: "jdlint", args: ["lsp"] }, { documentSelector: languages.map((language) => ({ language })) });
  return client.start();
};

exports.deactivate = () => client?.stop();
