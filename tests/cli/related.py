"""What goes with an article: related articles and their reasons, series, comments."""

import json
import re

import kit
from kit import expect, run, small_site

HEAD = "title: T\nbase_url: https://x.example\n"


def built(site, *args):
    got = run(["build", "--today", kit.TODAY, *args], site)
    expect(got.status == 0, "should have worked", got)
    return got


def related(site, *args):
    """{slug: list} of all articles, as the command gives it."""
    got = run(["related", "--format", "json", "--today", kit.TODAY, *args], site)
    expect(got.status == 0, "should have worked", got)
    return json.loads(got.out)


def slugs(entries):
    return [entry["slug"] for entry in entries]


def with_our_layouts(site, files):
    """A site with the layouts that the project ships."""
    (site / "layouts").symlink_to(kit.ROOT / "layouts")
    kit.write(site, {"content/site.yaml": HEAD, **files})


def page_of(site, slug):
    built(site)
    return (site / f"public/articles/{slug}/index.html").read_text()


KNEES = {
    "content/site.yaml": HEAD,
    "content/articles/knee-pain.md": kit.article(
        "Knee pain", "The knee hurts on stairs. See [braces](knee-brace.md).\n", tags="[knee]"),
    "content/articles/knee-brace.md": kit.article(
        "Knee braces", "A brace holds the knee on stairs.\n", tags="[knee]"),
    "content/articles/parking.md": kit.article("Parking", "Leave the car behind the house.\n"),
}


def test_every_reason_has_its_share(folder):
    """The text names links, tags and words with what each adds; what is left is said too."""
    small_site(folder, KNEES)
    got = run(["related", "knee-pain"], folder)
    expect(got.status == 0, got)
    lines = got.out.splitlines()
    expect(lines[0] == "knee-pain  Knee pain", got)
    entries = re.split(r"^  (?=\d)", got.out, flags=re.M)[1:]
    first = entries[0].splitlines()
    whole, slug = first[0].split()
    expect(slug == "knee-brace", got)
    parts = dict(re.fullmatch(r" +(\d+\.\d{3})  (.+)", line).groups()[::-1] for line in first[1:])
    expect("links to it" in parts and "tag: knee" in parts and "word: knee" in parts, got)
    expect(abs(sum(map(float, parts.values())) - float(whole)) < 0.005, "they do not add up", got)


def test_what_has_nothing_in_common_says_why_it_is_there(folder):
    small_site(folder, KNEES)
    got = run(["related", "parking"], folder)
    last = [line for line in got.out.splitlines() if re.match(r"  \d", line)][-1]
    expect(last.startswith("  0.000  "), got)
    expect(re.search(r"^ +section$", got.out, re.M), got)


def test_json_has_the_reasons_and_their_parts(folder):
    small_site(folder, KNEES)
    first = related(folder)["knee-brace"][0]
    expect(first["slug"] == "knee-pain", first)
    expect(first["why"][:2] == ["linked from it", "tag: knee"], first)
    expect(first["why"][2].startswith("words: "), first)
    kinds = [(part["kind"], part["what"]) for part in first["parts"]]
    expect(kinds[:2] == [("linked from it", ""), ("tag", "knee")], first)
    expect(("word", "knee") in kinds, first)
    expect(0 < sum(part["score"] for part in first["parts"]) <= first["score"] + 1e-6, first)


def test_weights_of_the_settings_count(folder):
    small_site(folder, KNEES)
    before = related(folder)["knee-pain"]
    kit.write(folder, {"content/site.yaml": HEAD + "related: {count: 1, links: 0, terms: 0}\n"})
    after = related(folder)["knee-pain"]
    expect(len(before) == 4 and len(after) == 1, before, after)
    expect(after[0]["score"] < before[0]["score"], before, after)
    expect(not any(why.startswith("link") for why in after[0]["why"]), after)


def test_unpublished_and_overdue_are_never_offered(folder):
    """Not even where an article pins what is overdue: then it is told so."""
    def knee(**fields):
        return kit.article("Knee pain", "The knee hurts on stairs.\n", **fields)
    small_site(folder, {
        **KNEES,
        "content/articles/draft.md": knee(draft=True),
        "content/articles/scheduled.md": knee(date="2026-04-01"),
        "content/articles/expired.md": knee(expires="2026-02-01"),
        "content/articles/overdue.md": knee(reviewed="2024-01-01", next_review="2026-01-01"),
        "content/articles/pins.md": knee(related="[overdue, parking]"),
    })
    found = related(folder)
    for name, entries in found.items():
        for left_out in ("draft", "scheduled", "expired", "overdue"):
            expect(left_out not in slugs(entries), name, entries)
    expect(slugs(found["pins"])[0] == "parking", found["pins"])
    got = run(["related", "--today", kit.TODAY], folder)
    expect("[RL002]" in got.err and "content/articles/pins.md:3:" in got.err, got)


def test_same_condition_fills_a_list_first(folder):
    """Where likeness counts for nothing: first the same condition, then section, then recent."""
    articles = {f"content/articles/a{i}.md": kit.article(f"A{i}", date=f"2026-01-0{i}")
                for i in range(1, 6)}
    weights = "related: {count: 4, title: 0, body: 0, terms: 0, links: 0}\n"
    small_site(folder, {
        **articles, "content/site.yaml": HEAD + weights,
        "content/articles/a1.md": kit.article("A1", date="2026-01-01", conditions="[Sciatica]"),
        "content/articles/a2.md": kit.article("A2", date="2026-01-02", conditions="[Sciatica]"),
    })
    first = related(folder)["a1"]
    expect(slugs(first)[0] == "a2" and first[0]["why"] == ["condition: Sciatica"], first)
    expect(len(first) == 4 and first[1]["why"][0] == "section", first)


def test_same_lists_for_any_number_of_threads(folder):
    words = "knee hip stairs brace pain nerve needle spine sleep walk swim heat".split()
    files = {}
    for i in range(60):
        text = " ".join(words[(i * 7 + j * j) % len(words)] for j in range(9))
        files[f"content/articles/a{i}.md"] = kit.article(
            f"{words[i % 12]} {words[i * 5 % 12]}", f"{text}. [x](a{i * 11 % 60}.md)\n")
    small_site(folder, files)
    built(folder, "-j1")
    one = kit.tree(folder / "public")
    for number in ("-j2", "-j7"):
        built(folder, "--clean", number)
        expect(kit.tree(folder / "public") == one, number)


def test_an_edit_elsewhere_leaves_a_list_alone(folder):
    """A new word in an article about parking changes nothing that an article about knees lists."""
    small_site(folder, KNEES)
    before = related(folder)
    path = folder / "content/articles/parking.md"
    path.write_text(path.read_text().replace("the car", "the bicycle"))
    after = related(folder)
    expect(before["knee-pain"] == after["knee-pain"], before, after)
    expect(before["knee-brace"] == after["knee-brace"], before, after)


COMMENTED = {
    "content/articles/a.md": kit.article("A", comments=True),
    "content/comments/a/one.yaml": "author: Bo\ndate: 2026-01-10\ntext: \"*Thanks* <i>x</i>\"\n",
    "content/comments/a/two.yaml":
        "author: Ann\ndate: 2026-01-11\nclinic: true\nreply_to: one\ntext: Gladly.\n",
}


def test_comments_stand_in_threads(folder):
    with_our_layouts(folder, COMMENTED)
    html = page_of(folder, "a")
    one, two = html.index('id="comment-one"'), html.index('id="comment-two"')
    between = html[one:two]
    expect("<em>Thanks</em> x" in between and "</li>" not in between, "no thread", between)
    expect("2026-01-10" in between and "Bo" in between, between)
    reply = html[two:html.index("</li>", two)]
    expect("comment-clinic" in reply and "Our clinic" in reply and "Gladly." in reply, reply)


def test_no_comments_form_unless_its_address_is_given(folder):
    with_our_layouts(folder, COMMENTED)
    expect('class="comment-form"' not in page_of(folder, "a"), "a form by default")
    kit.write(folder, {"content/site.yaml":
                       HEAD + "comments: {form: \"https://forms.example/post\"}\n"})
    html = page_of(folder, "a")
    form = html[html.index("<form class=\"comment-form\""):]
    form = form[:form.index("</form>")]
    expect('action="https://forms.example/post"' in form, form)
    expect("do not send details about your health" in form, "no warning", form)
    expect(form.index("do not send") < form.index("<button"), "the warning comes too late", form)
    kit.write(folder, {"content/articles/a.md": kit.article("A", comments=False)})
    expect('class="comment-form"' not in page_of(folder, "a"), "a form where comments are closed")


def test_an_answer_to_no_comment_is_shown_and_told(folder):
    with_our_layouts(folder, {
        **COMMENTED, "content/comments/a/two.yaml":
        "author: Ann\ndate: 2026-01-11\nreply_to: gone\ntext: Gladly.\n"})
    got = built(folder)
    expect("content/comments/a/two.yaml: warning:" in got.err and "[LK009]" in got.err, got)
    expect("Gladly." in (folder / "public/articles/a/index.html").read_text(), "it is not shown")


def test_parts_of_a_series_are_counted(folder):
    """A part without a number, and one that is not published, leave no gap."""
    parts = {f"content/articles/p{i}.md":
             kit.article(f"Part {i}", date=f"2026-01-0{i}", series=f"{{name: Knees, part: {i}}}",
                         draft=i == 2) for i in (1, 2, 3)}
    with_our_layouts(folder, {
        **parts, "content/articles/last.md":
        kit.article("Last", date="2026-01-05", series="{name: Knees}")})
    for slug, words in (("p1", "Part 1 of 3"), ("p3", "Part 2 of 3"), ("last", "Part 3 of 3")):
        html = page_of(folder, slug)
        expect(words in html, slug, html[html.find('id="series"'):][:300])


def test_html_in_a_comment_is_left_out_with_a_hint_that_helps(folder):
    """No setting lets it through, so the hint names none."""
    small_site(folder, {**COMMENTED, "content/site.yaml": kit.SMALL_SITE["content/site.yaml"] + "raw_html: listed\n",
                        "content/comments/a/one.yaml":
                            "author: Bo\ndate: 2026-01-10\ntext: \"<div>x</div>\"\n"})
    got = run(["check"], folder)
    expect("[MD001]" in got.err and "take the tags out of the comment" in got.err, got)
    expect("site.yaml" not in got.err, got)
