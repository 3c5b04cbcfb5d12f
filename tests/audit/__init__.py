"""``make audit``: every edition that was built, read by the field's own checkers."""
