"""Articles that nothing links to, and where a link would fit."""

import json

import kit
from kit import expect, run, small_site, write


def unlinked(folder):
    """{slug: places} after a run that went well."""
    got = run(["links", "--format", "json"], folder)
    expect(got.status == 0 and got.err == "", got)
    return {one["slug"]: one["places"] for one in json.loads(got.out)}


def site(folder, files):
    """A site in which all but the articles under test link to each other."""
    small_site(folder, {
        "content/articles/epidural.md": kit.article("Epidural", "[x](nerve-blocks.md)\n"), **files})


def test_a_place_for_a_link(folder):
    """The article, the line, the column and the words; and what to write there works."""
    site(folder, {
        "content/articles/sciatica.md": kit.article("Sciatica and leg pain", "Text.\n"),
        "content/articles/walking.md": kit.article(
            "Walking", "See the [epidural](epidural.md).\n\nSome people with\nölig leg pain, or "
                       "Sciatica, walk less.\n")})
    found = unlinked(folder)
    expect(set(found) == {"sciatica", "walking"}, found)
    place = found["sciatica"][0]
    expect(place["file"] == "content/articles/walking.md" and place["words"] == "leg pain", place)
    expect((place["line"], place["column"]) == (8, 6), place)
    expect(place["text"] == "ölig leg pain, or Sciatica, walk less.", place)
    expect(place["link"] == "[leg pain](sciatica.md)", place)
    file = folder / place["file"]
    file.write_text(file.read_text().replace(place["words"], place["link"], 1))
    expect(set(unlinked(folder)) == {"walking"}, unlinked(folder))
    got = run(["links"], folder)
    expect(got.status == 0 and "content/articles/walking.md  Walking\n" in got.out, got)
    expect("1 of 4 articles" in got.out, got)


def test_what_carries_no_link(folder):
    """Not in headings, links, code and other languages, not in drafts or the article itself."""
    site(folder, {
        "content/site.yaml": "title: T\nbase_url: https://x.example\nlanguages: [en, es]\n",
        "content/articles/sciatica.md": kit.article("Sciatica", "Sciatica is a leg pain.\n"),
        "content/articles/linked.md": kit.article(
            "Linked", "## Sciatica\n\nSee [sciatica](https://x.example/) and [the\nsciatica][r], "
                      "`sciatica`.\n\n```\nsciatica\n```\n\n[r]: https://x.example/sciatica\n"),
        "content/articles/dolor.es.md": kit.article("Dolor", "Sciatica.\n"),
        "content/articles/draft.md": kit.article("Draft", "Sciatica.\n", draft=True)})
    found = unlinked(folder)
    expect(found["sciatica"] == [], found)
    expect("draft" not in found, found)
    got = run(["links"], folder)
    expect("no article has words for a link" in got.out, got)


def test_the_best_places_first(folder):
    """More of the title is better, one place an article, three at the most, words side by side."""
    texts = ["facet joint injection", "an injection. A facet joint injection here", "joint",
             "facet joint", "an injection into a warm and quiet facet"]
    site(folder, {"content/articles/target.md": kit.article("Facet joint injections"),
                  **{f"content/articles/s{i}.md": kit.article(f"S {i}", f"About {text}.\n")
                     for i, text in enumerate(texts)}})
    places = unlinked(folder)["target"]
    expect([(p["file"][-5:], p["words"]) for p in places] ==
           [("s0.md", "facet joint injection"), ("s1.md", "facet joint injection"),
            ("s3.md", "facet joint")], places)


def test_target_in_another_folder(folder):
    site(folder, {
        "content/news/_index.md": "---\ntitle: News\n---\n",
        "content/news/moved house.md": kit.article("Relocation", "Text.\n", date="2026-01-01"),
        "content/articles/bundle/index.md": kit.article("Bundle", "After our relocation.\n")})
    found = unlinked(folder)
    place = found["moved-house"][0]
    expect(place["link"] == "[relocation](</news/moved house.md>)", place)
    write(folder, {place["file"]: (folder / place["file"]).read_text()
                   .replace(place["words"], place["link"])})
    expect(set(unlinked(folder)) == {"bundle"}, unlinked(folder))


def test_a_site_with_errors_says_so(folder):
    small_site(folder, {"content/articles/bad.md": kit.article("Bad", "[x](nowhere.md)\n")})
    got = run(["links"], folder)
    expect(got.status == 1 and "[LK001]" in got.err, got)
