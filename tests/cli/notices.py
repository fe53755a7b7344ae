"""The pages that site.yaml names as notices are linked from every page, in its language."""

import re
import shutil

import kit
from kit import expect, run, small_site

FOOT = re.compile(r'<nav class="notices".*?</nav>', re.S)
SAMPLE = ["privacy", "accessibility", "nondiscrimination", "language-assistance"]


def sample(folder, settings=lambda text: text):
    for name in ("content", "layouts"):
        shutil.copytree(kit.ROOT / name, folder / name)
    path = folder / "content/site.yaml"
    path.write_text(settings(path.read_text()))


def pages(folder):
    """{path: text} of every page, those apart that only lead elsewhere."""
    found = {p.relative_to(folder / "public"): p.read_text()
             for p in (folder / "public").rglob("*.html")}
    return {path: text for path, text in found.items() if 'http-equiv="refresh"' not in text}


def test_sample_links_all_from_everywhere(folder):
    sample(folder)
    got = run(["build"], folder)
    expect(got.status == 0, got)
    seen = pages(folder)
    expect(len(seen) > 100, len(seen))
    for path, text in seen.items():
        base = "/es/" if path.parts[0] == "es" else "/"
        links = re.findall(r'href="([^"]*)"', FOOT.search(text)[0])
        expect(links == [f"{base}{name}/" for name in SAMPLE], path, links)
    for name in SAMPLE:
        text = (folder / f"public/{name}/index.html").read_text()
        expect("This page is a template." in text, name)


def test_every_article_has_the_disclaimer(folder):
    sample(folder)
    run(["build"], folder)
    for path, text in pages(folder).items():
        article = re.fullmatch(r"(es/)?articles/[^/]+/index.html", str(path))
        if article and 'class="page-article"' in text:
            expect(text.count('id="disclaimer"') == 1, path)


def test_a_page_in_one_language_serves_all(folder):
    sample(folder)
    (folder / "content/pages/privacy.es.md").unlink()
    run(["build"], folder)
    text = (folder / "public/es/index.html").read_text()
    expect('<a href="/privacy/" hreflang="en" lang="en">Privacy</a>' in FOOT.search(text)[0], text)


def test_pages_about_health_have_the_disclaimer(folder):
    """A condition's list and a page that names one have it; a tag's and the clinic's own do not."""
    kit.write(folder, {
        "content/site.yaml": "title: Hill\nbase_url: https://hill.example\n",
        "content/articles/a.md": kit.article("A", "Rest.\n", conditions="[Arthritis]",
                                             procedures="[Nerve block]", tags="[Rest]"),
        "content/pages/about.md": kit.article("About", "We are here.\n"),
        "content/pages/joints.md": kit.article("Joints", "They bend.\n",
                                               conditions="[Arthritis]")})
    (folder / "layouts").symlink_to(kit.ROOT / "layouts")
    got = run(["build", "--today", kit.TODAY], folder)
    expect(got.status == 0, got)
    for page, wanted in (("conditions/arthritis", 1), ("procedures/nerve-block", 1),
                         ("joints", 1), ("tags/rest", 0), ("about", 0)):
        text = (folder / "public" / page / "index.html").read_text()
        expect(text.count('id="disclaimer"') == wanted, page)


def test_names_of_a_notice(folder):
    """A slug, a file, an address, an article, and names of the clinic's own."""
    for written in ("[about, pages/about.md, about.md, /about/]", "about",
                    "{who: about, what: pages/about.md}"):
        small_site(folder, {"content/site.yaml": "title: Hill\nbase_url: https://hill.example/x\n"
                                                 f"notices: {written}\n"})
        (folder / "layouts/page.html").write_text(
            "{% for n in site.notices %}{{ n.title }} {{ n.url }}\n{% endfor %}")
        got = run(["build"], folder)
        expect(got.status == 0, written, got)
        lines = (folder / "public/about/index.html").read_text().splitlines()
        expect(lines and set(lines) == {"About /x/about/"}, written, lines)
        expect(len(lines) == written.count("about"), written, lines)
