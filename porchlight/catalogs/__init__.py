"""Languages: catalogs of the course's words, made from its source, and a source tree in another language made of them.

``segments`` finds the words of a page, a drawing or the course file; ``catalog`` keeps them as PO files, one a
folder of the course, in ``catalogs/LANGUAGE/``; ``pages`` says which pages a language has.
"""
