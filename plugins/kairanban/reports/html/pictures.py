"""HTML of pictures: `<picture>` and `<img>` from which browsers choose the best file."""

import html
from collections.abc import Mapping

from markupsafe import Markup
from msgspec import Struct

# The `sizes` attribute by place: how wide `kairanban.css` shows a picture there. In CSS pixels,
# because `rem` means something else in this attribute than in a stylesheet.
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

    `path` is the fallback file's, relative to the site's root and percent-encoded; `width` and
    `height` are its size in pixels. The other files are `<stem>-<width>.<format>`: `formats` are
    sorted from the best, `widths` (pixels) from the narrowest.
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
    """Return the HTML of a picture: `<picture>`, or `<img>` where there is one file only.

    `root` is the relative address of the site's root from the page (`../`); `place` is a key of
    `SIZES`; `attributes` are those of the `<img>`, unescaped. With `priority` browsers load the
    picture before everything else, without it when the reader comes near.
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
    """Return the HTML of `picture_tag` as markup; a filter of templates.

    `alt` and `classes` (separated by spaces) are attributes of the `<img>`, unescaped.
    """
    attributes = {"alt": alt} | ({"class": classes} if classes else {})
    tag = picture_tag(shown, root, place, attributes, priority=priority)
    return Markup(tag)  # noqa: S704 - every value in it is escaped


def image_tag(shown: PublishedPicture, root: str, attributes: Mapping[str, str]) -> str:
    """Return an `<img>` of the fallback file, for feeds and for pictures of one file only.

    `attributes` are unescaped.
    """
    size = {"width": str(shown.width), "height": str(shown.height)}
    return open_tag("img", {"src": root + shown.path, **attributes, **size})


def open_tag(name: str, attributes: Mapping[str, str]) -> str:
    """Return the opening tag of an element; values of `attributes` are unescaped."""
    parts = [f' {key}="{html.escape(value)}"' for key, value in attributes.items()]
    return f"<{name}{''.join(parts)}>"
