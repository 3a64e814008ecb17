"""Petitions on the web, without JavaScript or account."""
