"""The subcommands of `danbiet`, one file per group."""
