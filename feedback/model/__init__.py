"""What the submissions half speaks of, by subject. Standard library only.

A worker's submission becomes a *case*: a row of dates and states in clear, and content that only keys open.
"""
