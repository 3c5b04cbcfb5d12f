from sphinx.application import Sphinx


def setup_web(app: Sphinx) -> None:
    pass
