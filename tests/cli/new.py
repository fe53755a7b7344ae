"""A new article, question or page."""

import json
import shutil

import kit
from kit import ROOT, expect, run, small_site, tree


def site(folder, files=()):
    small_site(folder, files)
    shutil.copytree(ROOT / "layouts/archetypes", folder / "layouts/archetypes")
    return folder


def made(folder, *args):
    got = run(["new", "--format", "json", *args], folder)
    expect(got.status == 0 and got.err == "", got)
    return json.loads(got.out)["file"]


def built(folder):
    """The preview with drafts, which must build without a warning."""
    got = run(["build", "--drafts", "--future", "-o", "preview"], folder)
    expect(got.status == 0 and got.err == "", got)
    return folder / "preview"


def test_question(folder):
    """A question as the design's example asks for it."""
    site(folder)
    got = run(["new", "question", "Are facet joint injections risky?"], folder)
    path = "content/articles/are-facet-joint-injections-risky.md"
    expect(got.status == 0 and got.out.startswith(path) and "draft" in got.out, got)
    text = (folder / path).read_text()
    for line in ('title: "Are facet joint injections risky?"', "date: 2026-03-01", "draft: true",
                 "kind: question", "key_points:", "questions_to_ask:"):
        expect(f"\n{line}" in text, line, text)
    expect((built(folder) / "articles/are-facet-joint-injections-risky/index.html").exists(),
           "the question is not in the preview")
    got = run(["build"], folder)
    expect(got.status == 0 and "1 draft" in got.out, got)


def test_every_archetype_builds(folder):
    site(folder)
    for path in sorted((ROOT / "layouts/archetypes").glob("*.md")):
        file = made(folder, path.stem, f"A new {path.stem}")
        wanted = {"page": "pages", "person": "people"}.get(path.stem, "articles")
        expect(file == f"content/{wanted}/a-new-{path.stem}.md", file)
    built(folder)


def test_titles_are_quoted(folder):
    """Whatever stands in a title is the article's title afterwards."""
    site(folder)
    (folder / "layouts/article.html").write_text("<title>{{ page.title }}</title>")
    titles = {'He said: "no" #1 \\ {{ x }} {% y %}': "he-said-no-1-x-y",
              "- ' <b> & : [1]": "b-1", "¿Duele la epidural?": "duele-la-epidural",
              "  Two  blanks ": "two-blanks", "null": "null", "2026-13-40": "2026-13-40"}
    for title, slug in titles.items():
        expect(made(folder, "--", "article", title) == f"content/articles/{slug}.md", title)
    preview = built(folder)
    for title, slug in titles.items():
        page = (preview / f"articles/{slug}/index.html").read_text()
        for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"),
                               ("'", "&#39;")):
            title = title.replace(plain, escaped)
        expect(page == f"<title>{title.strip()}</title>", page)


def test_long_title(folder):
    site(folder)
    name = made(folder, "article", "word " * 100).split("/")[-1]
    expect(name.startswith("word-word") and name.endswith("word.md") and len(name) < 90, name)
    name = made(folder, "article", "é" * 200).split("/")[-1]
    expect(set(name[:-3]) == {"é"} and len(name.encode()) < 90, name)


def test_nothing_is_written_over(folder):
    site(folder, {"content/articles/own/index.md": kit.article("Own")})
    before = tree(folder)
    for title, path in (("Epidural", "content/articles/epidural.md"),
                        ("Own", "content/articles/own/index.md")):
        got = run(["new", "article", title], folder)
        expect(got.status == 1 and got.out == "" and path in got.err, got)
        expect(tree(folder) == before, kit.tree_diff(before, tree(folder)))


def test_unknown_kind(folder):
    site(folder)
    before = tree(folder)
    for kind, hint in (("questoin", "did you mean question?"), ("x", "article, page, question"),
                       ("../archetypes/page", "there is no archetype")):
        got = run(["new", kind, "T"], folder)
        expect(got.status == 1 and hint in got.err, got)
    expect(run(["new", "page"], folder).status == 2, "no title")
    expect(run(["new", "page", "  "], folder).status == 2, "a title without a word")
    expect(tree(folder) == before, kit.tree_diff(before, tree(folder)))


def test_day_in_the_zone_of_the_site(folder):
    """Noon in Greenwich is the next day already on Kiritimati."""
    site(folder, {"content/site.yaml": "title: T\nbase_url: https://x.example\n"
                                       "time_zone: Pacific/Kiritimati\n"})
    expect("\ndate: 2026-03-02\n" in (folder / made(folder, "article", "Here")).read_text(), "zone")
    there = (folder / made(folder, "article", "There", "--today", "2030-01-31")).read_text()
    expect("\ndate: 2030-01-31\n" in there, there)


def test_a_section_of_its_own(folder):
    """A kind that is a section goes there; a clinic's archetype goes before the theme's."""
    site(folder, {"content/news/_index.md": "---\ntitle: News\n---\n",
                  "own/archetypes/news.md": "---\ntitle: {{ title | jsonify }}\ndate: {{ date }}\n"
                                            "---\n\n{{ kind }} {{ slug }}\n"})
    file = made(folder, "news", "New hours", "--layouts", "own:layouts")
    expect(file == "content/news/new-hours.md", file)
    expect((folder / file).read_text().endswith("\n\nnews new-hours\n"), (folder / file).read_text())
