from sphinx.application import Sphinx


def setup_notebook(app: Sphinx) -> None:
    pass
