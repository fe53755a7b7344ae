"""The inserts that come with the project's own layouts."""

import re

import kit
from kit import ROOT, expect, run, small_site, write

SITE = ("title: T\nname: Hill Clinic\nbase_url: https://x.example\nphone: 202-555-0142\n"
        "emergency_number: '911'\nlanguages: [en, es]\n")


def built(folder, text, name="walking.md"):
    """The text of an article, as HTML, and what the build said."""
    small_site(folder, {"content/site.yaml": SITE,
                        f"content/articles/{name}": kit.article("Walking", text)})
    kit.overlay(ROOT / "layouts", folder / "layouts")
    got = run(["build"], folder)
    expect(got.status == 0, got)
    page = (folder / "public" / ("es/" if ".es." in name else "")
            / "articles/walking/index.html").read_text()
    return page.split('<div class="prose">')[1].split("</article>")[0], got.err


def files(folder, **more):
    write(folder, {"content/files/sheet.pdf": b"%PDF-1.7\n" + b"x" * 1234567,
                   "content/files/walk.svg": '<svg xmlns="http://www.w3.org/2000/svg" '
                                             'width="300" height="200"/>', **more})


def test_a_video_asks_nobody_before_the_reader_does(folder):
    """No frame, script or picture of another host; a link, and the transcript beside it."""
    files(folder)
    html, _ = built(folder, '{% video url: "https://video.example/1" title: "A walk" '
                            'poster: "/walk.svg" transcript: "#words" length: "1 minute" %}\n\n'
                            "## Words\n\nText.\n")
    expect("<iframe" not in html and "<script" not in html and "<video" not in html, html)
    expect(not re.search(r'(src|poster|srcset|data)="(https?:)?//', html), html)
    expect('<a class="video-link" href="https://video.example/1">' in html, html)
    expect('<img src="/walk.svg" alt="" width="300" height="200"' in html, html)
    expect('href="/articles/walking/#words"' in html, html)
    expect("A walk · 1 minute" in html, html)


def test_a_video_of_the_site_is_played_here(folder):
    files(folder, **{"content/files/walk.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 100,
                     "content/files/walk.vtt": "WEBVTT\n"})
    html, said = built(folder, '{% video url: "/walk.mp4" title: "A walk" captions: "/walk.vtt" '
                               'transcript: "epidural.md" %}\n')
    expect('<video controls preload="none" src="/walk.mp4" title="A walk">' in html, html)
    expect('<track kind="captions" src="/walk.vtt" srclang="en"' in html, html)
    expect("LK010" not in said, said)


def test_an_insert_that_prints_the_moment_prints_it_anew(folder):
    """Also where no file has changed since the last build, and nothing else prints it."""
    text = kit.article("Walking", "{% clock %}\n", date="2025-12-01")
    small_site(folder, {"content/articles/walking.md": text,
                        "content/site.yaml": "title: T\nbase_url: https://x.example\n"})
    kit.overlay(ROOT / "layouts", folder / "layouts")
    write(folder, {"layouts/inserts/clock.html": "<p>{{ 'now' | date: '%s' }}</p>\n"})
    for moment in ("1767225660", "1767225720"):
        got = run(["build"], folder, env={"SOURCE_DATE_EPOCH": moment})
        expect(got.status == 0, got)
        page = (folder / "public/articles/walking/index.html").read_text()
        expect(f"<p>{moment}</p>" in page, page)


def test_a_handout_says_what_it_is(folder):
    files(folder)
    html, said = built(folder, '{% handout file: "/sheet.pdf" title: "A sheet" %}\n')
    expect('<a href="/sheet.pdf">' in html, html)
    expect("A sheet" in html and "(PDF, 1.2 MB)" in html, html)
    expect("LK010" not in said, said)


def test_a_handout_in_the_pages_language(folder):
    files(folder)
    html, _ = built(folder, '{% handout file: "/sheet.pdf" title: "Hoja" %}\n', "walking.es.md")
    expect("(PDF, 1,2 MB)" in html, html)


def test_a_handout_that_is_something_else(folder):
    """A web page saved under the name of a PDF opens as nothing."""
    files(folder, **{"content/files/sheet.pdf": "<!doctype html><title>Not found</title>\n"})
    _, said = built(folder, '{% handout file: "/sheet.pdf" title: "A sheet" %}\n')
    expect('walking.md:5:19: warning: content/files/sheet.pdf is not the PDF file that its name '
           'says [LK010]' in said, said)


def test_phones_buttons_and_figures(folder):
    files(folder)
    html, _ = built(folder, 'Call {% phone %} or {% phone text: "us" number: "202-555-0100" %}. '
                            '{% button text: "Go" to: "epidural.md" %} '
                            '{% button text: "No" to: "/" look: "quiet" %}\n\n'
                            '{% figure src: "/walk.svg" alt: "A <walk>" caption: "C" %}\n')
    expect('<a class="phone" href="tel:2025550142">202-555-0142</a>' in html, html)
    expect('<a class="phone" href="tel:2025550100">us</a>' in html, html)
    expect('<a class="button" href="/articles/epidural/">Go</a>' in html, html)
    expect('<a class="button-quiet" href="/">No</a>' in html, html)
    expect('alt="A &lt;walk&gt;" width="300" height="200"' in html, html)
    expect("<figcaption>C</figcaption>" in html, html)


def test_another_layout_of_an_insert_reaches_every_page(folder):
    """A change in layouts/inserts/ alone is seen by the next build."""
    html, _ = built(folder, "Call {% phone %}.\n")
    expect("<b>" not in html, html)
    layout = folder / "layouts/inserts/phone.html"
    layout.write_text(layout.read_text() + "<b>now</b>\n")
    got = run(["build"], folder)
    page = (folder / "public/articles/walking/index.html").read_text()
    expect(got.status == 0 and "<b>now</b>" in page, got, page)
