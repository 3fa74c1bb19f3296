-- Tries "jdlint lsp" in Neovim without a screen:
--   nvim --headless --clean -u testdata/editors/jdlint.lua -l or -S this file
-- with the folder to write postings into as JDLINT_TEST_FOLDER.
local folder = os.getenv("JDLINT_TEST_FOLDER")
local ok, fault = pcall(function()
  local function expect(what, got, want)
    if not vim.deep_equal(got, want) then
      error(what .. ": got " .. vim.inspect(got) .. ", want " .. vim.inspect(want))
    end
  end
  local function wait(what, is)
    if not vim.wait(10000, is, 5) then
      error("waited in vain for " .. what)
    end
  end
  local file = folder .. "/zürich owner.md"
  local f = io.open(file, "w")
  f:write("# 🙂 Zürich: Senior Product Owner\n\n## What you will do\n\n- 🙂 Set the price of all tickets and passes\n",
    "- Own the profit and loss of the product line\n- Define the go-to-market strategy for new regions\n",
    "- Analyse the market and the competition\n- Own the product vision and strategy\n")
  f:close()
  vim.cmd("filetype on")
  vim.cmd("edit " .. vim.fn.fnameescape(file))

  local function said()
    local all = {}
    for _, d in ipairs(vim.diagnostic.get(0)) do
      table.insert(all, d.code)
    end
    return all
  end
  local began = vim.loop.hrtime()
  wait("the first diagnostics", function() return #said() == 1 end)
  print(string.format("Neovim: first diagnostics after %.0f ms, the start of jdlint included", (vim.loop.hrtime() - began) / 1e6))
  expect("the finding", said(), { "mistitled-posting" })
  local d = vim.diagnostic.get(0)[1]
  local line = vim.api.nvim_buf_get_lines(0, 0, 1, false)[1]
  expect("its text", line:sub(d.col + 1, d.end_col), "🙂 Zürich: Senior Product Owner") -- Neovim counts bytes

  -- Changes within lines, in front of and behind what takes several units.
  vim.api.nvim_buf_set_text(0, 0, 0, 0, #"# 🙂 Zürich: Senior Product Owner", { "# 🙂 Zürich: 𝔘 Product Manager" })
  wait("no finding any more", function() return #said() == 0 end)
  vim.api.nvim_buf_set_text(0, 0, #"# 🙂 Zürich: 𝔘 Product ", 0, #"# 🙂 Zürich: 𝔘 Product Manager", { "Owner", "", "Ärger 🙂" })
  wait("the finding", function() return #said() == 1 end)
  vim.api.nvim_buf_set_lines(0, 1, 3, false, {})
  wait("it to stay", function() return #said() == 1 end)

  local at = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 0, character = 20 } }
  local function ask(method, params)
    local answers = assert(vim.lsp.buf_request_sync(0, method, params, 10000))
    local _, answer = next(answers)
    return answer.result
  end
  assert(ask("textDocument/hover", at).contents.value:find("Wrong title", 1, true), "the hover has the verdict")
  expect("the symbol", ask("textDocument/documentSymbol", at)[1].detail, "mistitled")
  local range = { start = at.position, ["end"] = at.position }
  local actions = ask("textDocument/codeAction", { textDocument = at.textDocument, range = range, context = { diagnostics = {} } })
  for _, action in ipairs(actions) do
    if action.title:find("Retitle", 1, true) then
      vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    end
  end
  expect("the title", vim.api.nvim_buf_get_lines(0, 0, 1, false)[1], "# 🙂 Zürich: 𝔘 Product Manager")
  wait("no finding any more", function() return #said() == 0 end)

  -- The configuration of the folder, read anew with the next change.
  vim.cmd("undo")
  wait("the finding", function() return #said() == 1 end)
  f = io.open(folder .. "/.jdlint.yaml", "w")
  f:write("ignore: ['*.md']\n")
  f:close()
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { "", "Ü" })
  wait("what is ignored to be left alone", function() return #said() == 0 end)

  local client = vim.lsp.get_active_clients()[1]
  client.stop()
  wait("the server to end", function() return client.is_stopped() end)
  print("Neovim: all as it should be")
end)
if not ok then
  print(fault)
  vim.cmd("cquit")
end
vim.cmd("qall!")
