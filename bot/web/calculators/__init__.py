"""Calculators as pages that work without JavaScript."""
