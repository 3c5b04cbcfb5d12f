from sphinx.application import Sphinx


def setup_worksheet(app: Sphinx) -> None:
    pass
