"""HTML in articles, as far as site.yaml lets it through."""

import kit
from kit import expect, run, small_site

SITE = "title: T\nbase_url: https://x.example\n"
OWN = 'raw_html:\n  "*": [class]\n  details: [open]\n  summary: []\n  abbr: [title]\n'

TEXT = """<details open class="more" id="d" onclick="x()"><summary title="t">More</summary>

An <abbr title="magnetic resonance imaging" lang="en">MRI</abbr>, <u>under</u>, <a href="/">home</a>.

</details>

<script>alert(1)</script>

<a href="javascript:alert(1)">run</a> <img src="/x.svg" onerror="alert(1)" alt=""> <iframe src="/"></iframe>
"""


def built(folder, html, text=TEXT):
    """The article's own text, and what the build said."""
    small_site(folder, {"content/site.yaml": SITE + html, "content/files/x.svg": "<svg/>",
                        "content/articles/html.md": kit.article("HTML", text)})
    got = run(["build", "--today", kit.TODAY], folder)
    expect(got.status == 0, got)
    page = (folder / "public/articles/html/index.html").read_text()
    page = page.split("<main>")[1].split("</main>")[0]
    for active in ("<script", "javascript:", "onclick", "onerror", "<iframe"):
        expect(active not in page, active, page)
    return page, got.err


def test_a_list_of_the_sites_own_is_the_whole_of_it(folder):
    page, said = built(folder, OWN)
    expect('<details open="" class="more"><summary>More</summary>' in page, page)
    expect('An <abbr title="magnetic resonance imaging">MRI</abbr>, under, home.' in page, page)
    for left_out in ("the attribute id of <details>", "the attribute title of <summary>",
                     "the attribute lang of <abbr>", "the HTML element <u>", "the HTML element <a>",
                     "the HTML element <img>"):
        expect(f"{left_out} is left out" in said, left_out, said)
    expect("the attribute onclick of <details> is left out" in said, said)


def test_the_usual_list_has_text_and_pictures_but_nothing_active(folder):
    page, said = built(folder, "raw_html: listed\n")
    expect('<details open="" class="more" id="d"><summary title="t">More</summary>' in page, page)
    expect('<abbr title="magnetic resonance imaging" lang="en">MRI</abbr>, <u>under</u>, <a href="/">home</a>'
           in page, page)
    expect("<u> is left out" not in said, said)


def test_without_a_word_of_the_site_all_of_it_is_left_out(folder):
    page, said = built(folder, "")
    expect("<details" not in page and "<abbr" not in page and "<u>" not in page, page)
    expect("An MRI, under, home." in page, page)
    expect("[MD001]" in said, said)
