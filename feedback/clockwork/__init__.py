"""Working days, promises and the ladder of a late one."""
