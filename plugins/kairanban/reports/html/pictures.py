"""How a picture stands in HTML: for every screen the file that fits it, in the best format."""

import html
from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

# How wide a picture is shown at each place, as `kairanban.css` lays it out; CSS pixels, because
# `rem` means something else here than in a stylesheet.
SIZES: Mapping[str, str] = {
    "head": "(min-width: 730px) 646px, calc(94vw - 36px)",
    "card": "(min-width: 914px) 325px, (min-width: 604px) calc(47vw - 14px), calc(94vw - 4px)",
    "listed": "(min-width: 1020px) 300px, (min-width: 672px) calc(45vw - 29px), calc(89vw - 22px)",
    "prose": "(min-width: 730px) 646px, calc(94vw - 36px)",
    "gallery": "(min-width: 730px) 315px, (min-width: 620px) calc(47vw - 30px), calc(94vw - 36px)",
    "logo": "160px",
}


class PublishedPicture(Struct, frozen=True, kw_only=True):
    """A published picture, of which there may be files in several widths and formats.

    `path` is that of the file for those who know no other, from the site's root and
    percent-encoded; `width` and `height` are its size in pixels. The files beside it begin with
    `stem`: `<stem>-<width>.<format>`, `formats` best first, `widths` in pixels, narrowest first.
    """

    path: str
    width: int
    height: int
    stem: str = ""
    widths: tuple[int, ...] = ()
    formats: tuple[str, ...] = ()


def picture_tag(
    shown: PublishedPicture,
    root: str,
    place: str,
    attributes: Mapping[str, str],
    *,
    priority: bool = False,
) -> str:
    """The `<picture>`; `attributes` are those of its `<img>`, unescaped.

    `root` leads from the page to the site's root; `place` is a key of `SIZES`. With `priority` it
    is loaded before everything else, without it when the reader comes near.
    """
    loading = {"fetchpriority": "high"} if priority else {"loading": "lazy", "decoding": "async"}
    image = image_tag(shown, root, {**attributes, **loading})
    sources = [
        open_tag(
            "source",
            {
                "type": f"image/{form}",
                "srcset": ", ".join(
                    f"{root}{shown.stem}-{width}.{form} {width}w" for width in shown.widths
                ),
                "sizes": SIZES[place],
            },
        )
        for form in shown.formats
    ]
    return f"<picture>{''.join(sources)}{image}</picture>" if sources else image


def picture_markup(
    shown: PublishedPicture,
    root: str,
    place: str,
    alt: str,
    *,
    priority: bool = False,
    classes: str = "",
) -> Markup:
    """The same for templates, as a filter."""
    own = {"alt": alt} | ({"class": classes} if classes else {})
    made = picture_tag(shown, root, place, own, priority=priority)
    return Markup(made)  # noqa: S704 - every value in it is escaped


def image_tag(shown: PublishedPicture, root: str, attributes: Mapping[str, str]) -> str:
    """A plain `<img>`, for feeds, and where there is one file only."""
    size = {"width": str(shown.width), "height": str(shown.height)}
    return open_tag("img", {"src": root + shown.path, **attributes, **size})


def open_tag(name: str, attributes: Mapping[str, str]) -> str:
    """The opening tag of an element."""
    parts = [f' {key}="{html.escape(value)}"' for key, value in attributes.items()]
    return f"<{name}{''.join(parts)}>"
