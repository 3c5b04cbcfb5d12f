from sphinx.application import Sphinx


def setup_handout(app: Sphinx) -> None:
    pass
