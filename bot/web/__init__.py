"""The site: what stands before every page, forms, templates, and the pages by subject."""
