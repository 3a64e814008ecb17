"""What every dialogue shares: state, words, menus, pages of a long reply."""
