"""The size of every image of the site stands in the page, so that no text jumps while it loads."""

import struct

import kit
from kit import expect, run, small_site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'


def png(width, height):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5x", 13, b"IHDR", width, height)


def gif(width, height):
    return b"GIF89a" + struct.pack("<HH3x", width, height)


def jpeg(width, height, turned=None):
    """`turned` is the orientation that a camera notes: from 5 on, the sides change places."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">HHI", turned or 1, 0, 0)
    note = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif if turned else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\x01\x22\0\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8" + note + frame


def webp(kind, head):
    return b"RIFF" + struct.pack("<I", 100) + b"WEBP" + kind + struct.pack("<I", len(head)) + head


def lossy(width, height):
    return webp(b"VP8 ", b"\x30\x01\0\x9d\x01\x2a" + struct.pack("<HH", width, height))


def lossless(width, height):
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", width - 1 | height - 1 << 14))


def extended(width, height):
    return webp(b"VP8X", b"\x10\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"))


def box(kind, *inside):
    inside = b"".join(inside)
    return struct.pack(">I", len(inside) + 8) + kind + inside


def avif(width, height, *more):
    size = box(b"ispe", struct.pack(">III", 0, width, height))
    return box(b"ftyp", b"avif\0\0\0\0") + box(b"meta", b"\0\0\0\0", box(b"iprp", box(b"ipco", size, *more)))


# What a file holds, and the size that its page must name.
FILES = {
    "a.png": (png(640, 480), 640, 480),
    "b.gif": (gif(300, 200), 300, 200),
    "c.jpg": (jpeg(1200, 800), 1200, 800),
    "c-upside-down.jpg": (jpeg(1200, 800, 3), 1200, 800),
    "c-turned.jpeg": (jpeg(1200, 800, 6), 800, 1200),
    "c-turned-back.jpg": (jpeg(1200, 800, 8), 800, 1200),
    "d-lossy.webp": (lossy(320, 240), 320, 240),
    "d-lossless.webp": (lossless(321, 241), 321, 241),
    "d-extended.webp": (extended(5000, 3000), 5000, 3000),
    "e.avif": (avif(800, 600), 800, 600),
    "e-turned.avif": (avif(800, 600, box(b"irot", b"\x01")), 600, 800),
    "f.svg": (SVG.format('width="30" height="20px"'), 30, 20),
    "f-units.svg": (SVG.format('width="2in" height="72pt"'), 192, 96),
    "f-box.svg": (SVG.format('viewBox="0 0 24 12"'), 24, 12),
    "f-part.svg": (SVG.format('width="100%" viewBox="0,0,300,150"'), 300, 150),
    "f-one.svg": (SVG.format('width="100" viewBox="0 0 300 150"'), 100, 50),
}


def test_the_page_names_the_size_of_each_kind_and_later_ones_wait(folder):
    text = "".join(f"![The {name}](/{name})\n\n" for name in FILES)
    small_site(folder, {"content/articles/pictures.md": kit.article("Pictures", text),
                        **{f"content/files/{name}": file for name, (file, _, _) in FILES.items()}})
    got = run(["build", "--today", kit.TODAY], folder)
    expect(got.status == 0, got)
    page = (folder / "public/articles/pictures/index.html").read_text()
    for i, (name, (_, width, height)) in enumerate(FILES.items()):
        wait = ' loading="lazy"' if i else ""
        wanted = f'<img src="/{name}" width="{width}" height="{height}" alt="The {name}"{wait} />'
        expect(wanted in page, wanted, page)


def test_a_damaged_image_has_no_size(folder):
    """The browser finds out; a wrong size would be worse than none."""
    small_site(folder, {"content/articles/pictures.md": kit.article("Pictures", "![A](/a.png) ![B](/b.svg)\n"),
                        "content/files/a.png": png(640, 480)[:20],
                        "content/files/b.svg": SVG.format('width="100%" height="50%"')})
    got = run(["build", "--today", kit.TODAY], folder)
    expect(got.status == 0, got)
    page = (folder / "public/articles/pictures/index.html").read_text()
    expect('<img src="/a.png" alt="A" />' in page, page)
    expect('<img src="/b.svg" alt="B" loading="lazy" />' in page, page)
