"""The exercises as Jupyter notebooks."""
