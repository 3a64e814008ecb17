"""`python -m bot` is the same as `danbiet`."""

from bot.cli import main

main()
