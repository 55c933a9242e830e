"""Figures: a picture alone in its paragraph becomes one, several in a row become a gallery."""

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.treeprocessors import Treeprocessor

PRIORITY = 15  # after the inline processor (20), which makes pictures of their marks


class Figures(markdown.Extension):
    """A Python-Markdown extension that makes figures and galleries of pictures."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the tree processor."""
        md.treeprocessors.register(_FiguresTreeprocessor(md), "kairanban-photos", PRIORITY)


class _FiguresTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        if next(root.iter("img"), None) is None:
            return
        for parent in [each for each in root.iter() if any(map(_pictures, each))]:
            parent[:] = _with_figures(parent)


def _pictures(paragraph: Element) -> list[Element]:
    """Return the pictures with an alt text of a paragraph that holds nothing but pictures."""
    if paragraph.tag != "p" or (paragraph.text or "").strip() or not len(paragraph):
        return []
    if any(each.tag not in {"img", "br"} or (each.tail or "").strip() for each in paragraph):
        return []
    return [each for each in paragraph if each.tag == "img" and each.get("alt")]


def _with_figures(children: Iterable[Element]) -> list[Element]:
    made: list[Element] = []
    for alone, group in groupby(children, lambda child: bool(_pictures(child))):
        if not alone:
            made += group
            continue
        paragraphs = list(group)
        figures = [_figure(picture) for each in paragraphs for picture in _pictures(each)]
        for figure in figures:
            figure.tail = "\n"
        if len(figures) > 1:
            gallery = Element("div", {"class": "gallery"})
            gallery.extend(figures)
            figures = [gallery]
        figures[-1].tail = paragraphs[-1].tail
        made += figures
    return made


def _figure(picture: Element) -> Element:
    figure = Element("figure")
    caption = picture.attrib.pop("title", None)
    picture.tail = None
    figure.append(picture)
    if caption:
        SubElement(figure, "figcaption").text = caption
    return figure
