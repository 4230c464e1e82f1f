"""What the files that people work with have in common: harmless cells, Dutch days, one look."""
