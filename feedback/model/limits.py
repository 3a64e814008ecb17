"""How much a case takes, and how full the disk may be: the one place that channels and the intake ask."""

from __future__ import annotations

MOST_CHARACTERS = 20_000  # of what a worker writes at once
MOST_PHOTOS = 10  # of a case
LEAST_DISK = 0.03  # free share of the disk below which nothing new is taken
LEAST_DISK_FOR_PHOTOS = 0.10  # and below which words keep the rest for themselves
