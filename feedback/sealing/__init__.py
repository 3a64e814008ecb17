"""Keys, codes, slips and the photo worker: pure, no store."""
