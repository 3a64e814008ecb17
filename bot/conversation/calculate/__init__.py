"""Calculators as a dialogue: a few questions, each may be skipped, then the result with its working."""
