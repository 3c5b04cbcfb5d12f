from sphinx.application import Sphinx


def setup_epub(app: Sphinx) -> None:
    pass
