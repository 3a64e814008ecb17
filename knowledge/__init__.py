"""Law in, cited passages out."""
