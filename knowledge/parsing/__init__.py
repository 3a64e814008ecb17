"""Plain lines → the documents in them: number, title, days, articles, provisions, what came with them."""
