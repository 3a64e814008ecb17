"""The bundled handbook: one text file per document, read by the same parser as official texts."""
