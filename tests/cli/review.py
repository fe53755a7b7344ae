"""pamphlet review, and what check and status say of reviews."""

import json
import re

import kit
from kit import expect, run, small_site, write

DAY = ["--today", "2026-03-01"]
SITE = "title: Hill Clinic\nbase_url: https://hill.example\n"
PEOPLE = {"content/people/jane-doe.md": "---\nname: Jane Doe\ncredentials: MD\n---\n\nA doctor.\n",
          "content/people/max.md": "---\nname: Max\n---\n\nA nurse.\n"}
PRINT = "0123456789abcdef" * 2
RECORD = f'{{article: articles/epidural.md, reviewed: 2026-03-01, by: max, text: "{PRINT}"}}'


def site(folder, text=None, settings="", files=()):
    """A site with two people whose article epidural.md is `text`."""
    own = {} if text is None else {"content/articles/epidural.md": text}
    return small_site(folder, {**PEOPLE, "content/site.yaml": SITE + settings, **own,
                               **dict(files)})


def review(folder, name="epidural", by="jane-doe", day="2026-03-01", **how):
    got = run(["review", name, "--by", by, "--today", day], folder, **how)
    expect(got.status == 0, got)
    return got


def text_of(folder, path="content/articles/epidural.md"):
    return (folder / path).read_bytes().decode()


def records(folder):
    return [line for line in text_of(folder, "content/data/reviews.yaml").splitlines()
            if not line.startswith("#")]


def codes(folder, day="2026-03-01", command="check", **how):
    got = run([command, "--format", "json", "--today", day], folder, **how)
    found = [json.loads(line) for line in got.err.splitlines()]
    return got.status, [(f["code"], f["severity"]) for f in found
                        if f["code"] in ("HC027", "HC028", "HC029", "HC030", "HC032", "HC033")]


def test_changes_nothing_else(folder):
    """{what stood there: what stands there now}; the text below is never touched."""
    rest = "\nThe text, as it was.  \n\n\treviewed: no field of it\n"
    for before, after in (
            ("---\ntitle: E # short\nauthor: max\ntags: [a, b]\n---\n",
             "---\ntitle: E # short\nauthor: max\nreviewed_by: jane-doe\nreviewed: 2026-03-01\n"
             "tags: [a, b]\n---\n"),
            ("---\ntitle: E\nreviewed: 2025-01-02   # by phone\nreviewed_by: max\nkind: guide\n---\n",
             "---\ntitle: E\nreviewed: 2026-03-01   # by phone\nreviewed_by: jane-doe\n"
             "kind: guide\n---\n"),
            ("---\nreviewed_by: \"max\"\nreviewed: '2025-01-02'\ntitle: E\n---\n",
             "---\nreviewed_by: \"jane-doe\"\nreviewed: '2026-03-01'\ntitle: E\n---\n"),
            ("---\ntitle: E\nreviewed_by: [max]\nreviewed:\n---\n",
             "---\ntitle: E\nreviewed_by: [jane-doe]\nreviewed: 2026-03-01\n---\n"),
            ("---\ntitle: E\nreviewed_by:\n- max\n- jane-doe\nreviewed: 2025-01-02\n---\n",
             "---\ntitle: E\nreviewed_by: jane-doe\nreviewed: 2026-03-01\n---\n"),
            ("---\ntitle: E\ndescription: |\n  One.\n\n  Two.\n\n---\n",
             "---\ntitle: E\ndescription: |\n  One.\n\n  Two.\nreviewed_by: jane-doe\n"
             "reviewed: 2026-03-01\n\n---\n"),
            ("---\r\ntitle: E\r\nauthor: max\r\n---\r\n",
             "---\r\ntitle: E\r\nauthor: max\r\nreviewed_by: jane-doe\r\n"
             "reviewed: 2026-03-01\r\n---\r\n"),
            ("\ufeff---\ntitle: \u00c9pidural\n---\n",
             "\ufeff---\ntitle: \u00c9pidural\nreviewed_by: jane-doe\nreviewed: 2026-03-01\n---\n"),
            ('{"title": "E", "author": "max"}\n',
             '{"title": "E", "author": "max", "reviewed_by": "jane-doe", '
             '"reviewed": "2026-03-01"}\n'),
            ('{\n  "title": "E",\n  "reviewed": "2025-01-02"\n}\n',
             '{\n  "title": "E",\n  "reviewed": "2026-03-01",\n  "reviewed_by": "jane-doe"\n}\n')):
        site(folder, before + rest)
        (folder / "content/data/reviews.yaml").unlink(missing_ok=True)
        review(folder)
        expect(text_of(folder) == after + rest, before, text_of(folder))
        got = run(["check", *DAY], folder)
        expect(got.status == 0, got)


def test_next_review_keeps_its_distance(folder):
    for before, after in (("reviewed: 2025-01-31\nnext_review: 2025-07-31\n", "2026-09-01"),
                          ("reviewed: 2025-01-01\nnext_review: 2025-01-11\n", "2026-03-11"),
                          ("next_review: 2025-01-11\n", "2028-03-01")):
        site(folder, f"---\ntitle: E\n{before}---\n\nText.\n")
        got = review(folder)
        expect(f"next_review: {after}\n" in text_of(folder), text_of(folder))
        expect(got.out.splitlines()[0] == "content/articles/epidural.md: reviewed by Jane Doe on "
               f"2026-03-01; the review holds until {after}", got)


def test_records_are_sorted_lines(folder):
    mine = "# kept\n" \
           f"- {{article: articles/a.md, reviewed: 2025-01-01, by: max, text: \"{PRINT}\"}}\n" \
           f"- {{article: articles/z.md, reviewed: 2025-01-01, by: max, text: \"{PRINT}\"}}\n"
    site(folder, files={"content/data/reviews.yaml": mine})
    review(folder, "nerve-blocks", "max")
    review(folder)
    review(folder, day="2026-03-02")
    lines = text_of(folder, "content/data/reviews.yaml").splitlines()
    shape = [re.sub('text: "[0-9a-f]{32}"', "text", line) for line in lines]
    expect(shape == [
        "# kept", "- {article: articles/a.md, reviewed: 2025-01-01, by: max, text}",
        "- {article: articles/epidural.md, reviewed: 2026-03-01, by: jane-doe, text}",
        "- {article: articles/epidural.md, reviewed: 2026-03-02, by: jane-doe, text}",
        "- {article: articles/nerve-blocks.md, reviewed: 2026-03-01, by: max, text}",
        "- {article: articles/z.md, reviewed: 2025-01-01, by: max, text}"], lines)
    review(folder, day="2026-03-02")
    expect(text_of(folder, "content/data/reviews.yaml").splitlines() == lines)
    expect([c for c, _ in codes(folder, "2026-03-02")[1]] == ["HC030", "HC030"], codes(folder))


def test_two_people_on_one_day(folder):
    site(folder)
    review(folder, by="max")
    review(folder, by="Jane Doe")
    expect("reviewed_by: [max, jane-doe]\n" in text_of(folder), text_of(folder))
    review(folder, by="max", day="2026-03-05")
    expect("reviewed_by: [max]\nreviewed: 2026-03-05\n" in text_of(folder), text_of(folder))
    expect(len(records(folder)) == 3, records(folder))


def test_change_is_seen(folder):
    """What a reader gets counts; line breaks, comments, dates and tags do not."""
    base = "---\ntitle: E\ndate: 2026-01-05\ntags: [a]\nkey_points: [One.]\nreferences:\n" \
           "  - {id: x, title: Book}\n---\n\nThe first\nline.[^x]\n\n- a\n"
    site(folder, base)
    review(folder)
    good = text_of(folder)
    for old, new, changed in (("first\nline", "first line", False), ("[a]", "[a, b]", False),
                              ("line.[^x]\n", "line.[^x]\n<!-- a note -->\n", False),
                              ("2026-01-05", "2026-01-06", False),
                              ("first", "second", True), ("title: E", "title: F", True),
                              ("[One.]", "[Two.]", True), ("Book", "Paper", True),
                              ("- a", "- a\n- b", True)):
        expect(old in good, old)
        write(folder, {"content/articles/epidural.md": good.replace(old, new, 1)})
        wanted = [("HC029", "warning")] if changed else []
        expect(codes(folder) == (0, wanted), old, new, codes(folder))
        expect(codes(folder, command="build") == (0, []), old)
        said = json.loads(run(["status", "--format", "json", *DAY], folder).out)
        expect(len(said["changed"]) == changed, said)
    got = run(["check", *DAY], folder)
    expect("content/articles/epidural.md:2:8: warning: it has changed since jane-doe reviewed it on "
           "2026-03-01 [HC029]\n   2 | title: E\n     |        ^\n  hint: have the change read, then "
           "record that: pamphlet review content/articles/epidural.md --by jane-doe\n" in got.err, got)
    expect("reviewed: 2026-03-01\n" in text_of(folder))
    review(folder)
    expect(codes(folder) == (0, []))


def test_a_file_that_is_no_list_of_reviews(folder):
    """It must not pass for a file without records: what changed would go live as reviewed."""
    for text, said in (
            ("", "reviews.yaml: error: no review is recorded in this file [HC031]\n  hint: bring back"),
            ("# nothing\n", "reviews.yaml: error: no review is recorded in this file [HC031]"),
            ("x: y\n", "reviews.yaml:1:1: error: this is no list of reviews, but a group of settings "
                       "[HC031]\n   1 | x: y\n"),
            (f"reviews:\n  - {RECORD}\n",
             'reviews.yaml:1:1: error: the list of reviews stands below "reviews" [HC031]\n'
             "   1 | reviews:\n     | ^^^^^^^\n"
             '  hint: take out "reviews:", so that nothing stands above the list\n')):
        for settings in ("", "review: required\n"):
            site(folder, settings=settings, files={"content/data/reviews.yaml": text})
            for command in ("check", "build"):
                got = run([command, *DAY], folder)
                expect(got.status == 1 and "content/data/" + said in got.err, text, got)
    site(folder, files={"content/data/reviews.yaml": "[]\n",
                        "content/data/old/reviews.yaml": "five: stars\n"})
    expect(run(["build", *DAY], folder).status == 0)


def test_policies(folder):
    """One article is reviewed and overdue, one never was, news need not be."""
    late = kit.article("Late", reviewed="2024-01-01", reviewed_by="max")
    news = kit.article("News", kind="news")
    draft = kit.article("Draft", draft=True)
    files = {"content/articles/news.md": news, "content/articles/draft.md": draft}
    for settings, status, wanted in (
            ("", 0, []),
            ("review: warn\n", 0, [("HC028", "warning"), ("HC027", "warning")]),
            ("review: warn\nreview_overdue: error\n", 1, [("HC028", "error"), ("HC027", "warning")]),
            ("review: required\nreview_overdue: warn\n", 1,
             [("HC028", "warning"), ("HC027", "error")]),
            ("review: required\n", 1, [("HC028", "error"), ("HC027", "error")])):
        site(folder, late, settings, files)
        for command in ("check", "build"):
            got = codes(folder, "2026-03-01", command)
            expect(got == (status, wanted), settings, command, got)
    review(folder)
    review(folder, "nerve-blocks")
    expect(codes(folder) == (0, []))
    path = folder / "content/articles/epidural.md"
    path.write_text(path.read_text().replace("Text.", "Another text."))
    for command in ("check", "build"):
        expect(codes(folder, command=command) == (1, [("HC029", "error")]), command)
    expect(codes(folder, "2028-03-01")[1] == [("HC029", "error")])
    expect(codes(folder, "2028-03-02")[1].count(("HC028", "error")) == 2)


def test_a_renamed_article_keeps_its_review(folder):
    """Under `required` a record of no article is an error: nobody would see that the text changed."""
    site(folder, settings="review: required\n",
         files={"content/articles/nerve-blocks.md": kit.article("Nerve blocks")})
    review(folder)
    review(folder, "nerve-blocks", "max")
    old = folder / "content/articles/epidural.md"
    new = old.with_name("ask-us.md")
    old.rename(new)
    new.write_text(new.read_text() + "\nTake ten tablets.\n")
    line = RECORD.replace("by: max", "by: jane-doe").split(", text")[0]
    for command in ("check", "build"):
        expect(codes(folder, command=command) == (1, [("HC030", "error")]), command,
               codes(folder, command=command))
        got = run([command, *DAY], folder)
        expect('content/data/reviews.yaml:3:13: error: a review of "articles/epidural.md" is recorded, '
               f"and there is no such article [HC030]\n   3 | - {line}" in got.err, got)
        expect("  hint: if it is articles/ask-us.md now, write that here, or have it reviewed again "
               "and delete this line\n" in got.err, got)
    path = folder / "content/data/reviews.yaml"
    path.write_text(path.read_text().replace("articles/epidural.md", "ask-us.md"))
    got = run(["build", *DAY], folder)
    expect('hint: did you mean articles/ask-us.md?\n' in got.err, got)
    path.write_text(path.read_text().replace("ask-us.md", "articles/ask-us.md"))
    for command in ("check", "build"):
        expect(codes(folder, command=command) == (1, [("HC029", "error")]), command)
    review(folder, "ask-us")
    expect(codes(folder, command="build") == (0, []), codes(folder, command="build"))
    write(folder, {"content/site.yaml": SITE})
    new.unlink()
    expect(codes(folder) == (0, [("HC030", "warning")]), codes(folder))
    expect(codes(folder, command="build") == (0, []), codes(folder, command="build"))


def test_a_review_cannot_lie_ahead(folder):
    ahead = kit.article("Ahead", reviewed="2026-03-02", reviewed_by="max")
    late = "review: required\ntime_zone: Pacific/Auckland\n"
    for settings, severity in (("", "warning"), ("review: warn\n", "warning"),
                               ("review: required\n", "error")):
        site(folder, ahead, settings, {"content/articles/nerve-blocks.md": kit.article(
            "N", reviewed="2026-03-01 23:59", reviewed_by="max")})
        for command in ("check", "build"):
            wanted = (severity == "error", [("HC032", severity)])
            expect(codes(folder, command=command) == wanted, settings, codes(folder, command=command))
            expect(codes(folder, "2026-03-02", command) == (0, []), command)
    got = run(["build", *DAY], folder)
    expect("content/articles/epidural.md:2:8: error: it says that it was reviewed on 2026-03-02, and "
           "that day has not come [HC032]\n" in got.err, got)
    got = run(["status", *DAY], folder)
    expect("0 due within 30 days, 1 missing\n" in got.out, got)
    expect("\nNot reviewed:\n  2026-03-02  content/articles/epidural.md  Ahead\n" in got.out, got)
    # Noon of 1 March in UTC is 2 March in Auckland, whose 1 March began 25 hours before.
    write(folder, {"content/site.yaml": SITE + late})
    for noon, wanted in ((1772366400, (0, [])), (1772276400, (1, [("HC032", "error")])),
                         (1772276399, (1, [("HC032", "error")] * 2))):
        got = run(["build", "--format", "json"], folder, env={"SOURCE_DATE_EPOCH": str(noon)})
        found = [json.loads(one) for one in got.err.splitlines()]
        expect((got.status, [(f["code"], f["severity"]) for f in found
                             if f["code"] == "HC032"]) == wanted, noon, got)
    site(folder, files={"content/data/reviews.yaml":
                        f"- {RECORD.replace('2026-03-01', '2062-03-01')}\n"})
    for command in ("check", "build"):
        expect([c for c in codes(folder, command=command)[1] if c[0] == "HC032"]
               == [("HC032", "warning")], command)


def test_a_review_holds_for_ten_years_at_most(folder):
    for dates, settings, found in (("2036-03-01", "", []), ("2036-03-02", "", ["HC033"]),
                                   ("2046-03-01", "review_months: 240\n", [])):
        site(folder, kit.article("E", reviewed="2026-03-01", reviewed_by="max", next_review=dates),
             settings)
        expect([c for c, _ in codes(folder)[1]] == found, dates, codes(folder))
        expect(codes(folder, command="build") == (0, []), dates)


def test_status_lists_what_is_missing(folder):
    site(folder, settings="review: warn\n",
         files={"content/articles/later.md": kit.article("Later", date="2026-04-01")})
    review(folder)
    got = run(["status", *DAY], folder)
    expect("; reviews: 0 overdue, 0 due within 30 days, 2 missing\n" in got.out, got)
    expect("\nNot reviewed:\n  content/articles/later.md  Later\n"
           "  content/articles/nerve-blocks.md  Nerve blocks\n" in got.out, got)


def test_translations_are_on_their_own(folder):
    two = "languages: [en, es]\n"
    site(folder, settings=two, files={"content/articles/epidural.es.md": kit.article("Epidural")})
    review(folder)
    expect("reviewed" not in text_of(folder, "content/articles/epidural.es.md"))
    review(folder, "epidural.es", "max")
    expect([re.search(r"article: (\S+),.* by: ([a-z-]+)", line).groups() for line in records(folder)]
           == [("articles/epidural.es.md", "max"), ("articles/epidural.md", "jane-doe")],
           records(folder))


def test_names_of_an_article(folder):
    site(folder, files={"content/articles/my own text.md": kit.article("Own"),
                        "content/articles/folder/index.md": kit.article("Folder")})
    for name, path in (("content/articles/epidural.md", "epidural.md"),
                       ("./content/articles/epidural.md", "epidural.md"),
                       ("articles/epidural.md", "epidural.md"), ("epidural.md", "epidural.md"),
                       ("/articles/epidural/", "epidural.md"), ("my-own-text", "my own text.md"),
                       ("content/articles/my own text.md", "my own text.md"),
                       ("folder", "folder/index.md")):
        got = review(folder, name)
        expect(got.out.startswith(f"content/articles/{path}: reviewed by Jane Doe"), name, got)
    expect('- {article: "articles/my own text.md", ' in text_of(folder, "content/data/reviews.yaml"))
    expect(codes(folder) == (0, []))


def refused(folder, args, status, *said):
    before = kit.tree(folder)
    got = run(["review", *args, *DAY], folder)
    expect(got.status == status, got)
    for part in said:
        expect(part in got.err, part, got)
    expect(kit.tree(folder) == before, "something was written")


def test_refusals_write_nothing(folder):
    site(folder, files={"content/articles/broken.md": "---\ntitle: B\ndate: 2026-13-01\n---\n\nT.\n",
                        "content/articles/alias.md": "---\ntitle: &t A\ntags: &d [max]\n"
                                                     "reviewed_by: *d\n---\n\nT.\n"})
    refused(folder, ["epidural"], 2, "--by PERSON")
    refused(folder, ["epidurl", "--by", "max"], 1,
            'there is no article "epidurl" [BD003]\n  hint: did you mean epidural?')
    refused(folder, ["epidural", "--by", "jane-do"], 1,
            'there is no person "jane-do" in content/people/ [FM006]\n  hint: did you mean jane-doe?')
    refused(folder, ["epidural", "--by", "somebody"], 1, "hint: there are: jane-doe, max")
    refused(folder, ["broken", "--by", "max"], 1, "content/articles/broken.md: error: line 3: ")
    refused(folder, ["alias", "--by", "max"], 1, "in a way that cannot be changed by itself")
    for text, said in (
            ("here: is a map\n", "reviews.yaml:1:1: error: this is no list of reviews, but a group of "
                                "settings [HC031]\n   1 | here: is a map\n"),
            (f"- {RECORD}\n- {{artcle: x}}\n", 'reviews.yaml:2:4: error: "artcle" is no field'),
            ("- [a\n", "content/data/reviews.yaml:"),
            (f"[{RECORD}]\n", "reviews.yaml: error: the list is written in a way that no line can be "
                              "added to [BD003]\n")):
        write(folder, {"content/data/reviews.yaml": text})
        refused(folder, ["epidural", "--by", "max"], 1, said)
        expect(run(["review", "epidural", "--by", "max"], folder).err.count("error") == 1, text)


def test_names_a_reviewer_where_nobody_was(folder):
    for before, status in (("reviewed_by: jane-do\n", 0), ("reviewed_by: [max, jane-do]\n", 0),
                           ("author: jane-do\nreviewed_by: jane-do\n", 1),
                           ("reviewed_by: jane-do\ntoc: perhaps\n", 1)):
        site(folder, f"---\ntitle: E\n{before}---\n\nText.\n")
        got = run(["review", "epidural", "--by", "max", *DAY], folder)
        expect(got.status == status, before, got)
        expect(("jane-do" in text_of(folder)) == status, before, text_of(folder))


def test_begins_an_empty_list(folder):
    for text in ("", "# kept\n", "[]\n"):
        site(folder, files={"content/data/reviews.yaml": text})
        if text == "[]\n":
            refused(folder, ["epidural", "--by", "max"], 1, "no line can be added")
            continue
        review(folder)
        expect(len(records(folder)) == 1, text)
        expect(codes(folder, command="build") == (0, []), text)


def test_json(folder):
    site(folder)
    got = run(["review", "epidural", "--by", "max", "--format", "json", *DAY], folder)
    said = json.loads(got.out)
    text = said.pop("text")
    expect(re.fullmatch("[0-9a-f]{32}", text), text)
    expect(said == {"file": "content/articles/epidural.md", "by": "max", "reviewed": "2026-03-01",
                    "next_review": "2028-03-01", "recorded": "content/data/reviews.yaml"}, said)
