"""The e-books, for Sphinx's builder of the same name."""
