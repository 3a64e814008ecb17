"""Adapters: one file per messaging platform, plus the web pages and the terminal."""
