vim.api.nvim_create_autocmd("FileType", {
  pattern = { "markdown", "html", "text", "asciidoc", "rst", "org", "mdx" },
  callback = function(args)
    local client = vim.lsp.start_client({
      name = "jdlint",
      cmd = { "jdlint", "lsp" },
      root_dir = vim.fn.getcwd(),
    })
    vim.lsp.buf_attach_client(args.buf, client)
  end,
})
