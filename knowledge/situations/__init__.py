"""Situation cards: what happened to a worker and what holds then, a text file a subject."""
