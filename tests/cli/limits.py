"""Layouts that go on for too long or print too much: a build ends soon, says where, changes nothing."""

import resource

from kit import TODAY, article, expect, run, small_site, tree, write

LOOP = "{% for i in (1..1000000000) %}{% endfor %}"
DOUBLING = "{% assign x = 'a' %}{% for i in (1..40) %}{% assign x = x | append: x %}{% endfor %}"


def site_of(folder, count, files=()):
    """A site of so many articles; the template of each ends with a partial."""
    articles = {f"content/articles/a{i}.md": article(f"A{i}", date="2026-01-01") for i in range(count)}
    small_site(folder, {**articles, "layouts/partials/foot.html": "", **dict(files)})
    layout = folder / "layouts/article.html"
    layout.write_text(layout.read_text() + "{% render 'foot' %}\n")


def build(folder, *args):
    return run(["build", "--today", TODAY, *args], folder)


def seconds_of(call):
    """What it gives, and the processor time of all its threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    got = call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return got, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_loop_without_end_is_run_once_and_not_for_every_page(folder):
    site_of(folder, 150)
    good, usual = seconds_of(lambda: build(folder))
    expect(good.status == 0, good)
    before = tree(folder / "public")
    write(folder, {"layouts/partials/foot.html": f"<hr>\n{LOOP}\n", "alone.html": LOOP})
    alone, once = seconds_of(lambda: run(["liquid", "alone.html"], folder))
    expect(alone.status == 1 and "steps of loops" in alone.err, alone)
    wanted = None
    for threads in (1, 2, 4):
        got, took = seconds_of(lambda: build(folder, "-j", threads))
        expect(got.status == 1 and got.err.count(" error: ") == 1, got)
        expect("layouts/partials/foot.html:2:4: error: Memory limits exceeded: more than 20000000 "
               "steps of loops [LQ006]\n" in got.err and "look at the range" in got.err, got)
        expect(wanted in (None, got.err), "it depends on the number of threads", wanted, got)
        wanted = got.err
        expect(took < 4 * usual + 3 * threads * once, f"{took} s; {usual} s without, {once} s for one")
        expect(tree(folder / "public") == before, "the output changed")


def test_a_text_that_doubles_is_met_once(folder):
    site_of(folder, 60, {"layouts/partials/foot.html": DOUBLING})
    one = build(folder, "-j", 1)
    expect(one.status == 1 and one.err.count(" error: ") == 1, one)
    expect("layouts/partials/foot.html:1:61: error: Memory limits exceeded: a text of more than "
           "33554432 bytes [LQ006]\n" in one.err and "hint: a text grows too large" in one.err, one)
    expect(build(folder, "-j", 4).err == one.err, "it depends on the number of threads")


def test_only_the_limit_is_told_however_far_others_came(folder):
    """Of what pages say beside it, as much as chance would have it would be told."""
    site_of(folder, 100, {"layouts/partials/foot.html":
                          f"{{% if page.title == 'A70' %}}{LOOP}{{% endif %}}{{{{ 1 | divided_by: 0 }}}}",
                          "content/articles/bad.md": article("Bad", "[x](nowhere.md)\n")})
    one = build(folder, "-j", 1)
    expect("for content/articles/a70.md" in one.err and "[LK001]" in one.err, one)
    expect(one.err.count(" error: ") == 2, one)
    for threads in (2, 4):
        many = build(folder, "-j", threads)
        expect(many.err == one.err, one, many)


def test_a_loop_in_an_insert_is_run_once(folder):
    inserts = {f"content/articles/i{i}.md": article(f"I{i}", "{% note %}\n", date="2026-01-01")
               for i in range(60)}
    site_of(folder, 1, {**inserts, "layouts/inserts/note.html": f"---\narguments: {{}}\n---\n{LOOP}"})
    one = build(folder, "-j", 1)
    expect(one.err.count(" error: ") == 1 and "layouts/inserts/note.html:4:4" in one.err, one)
    expect(build(folder, "-j", 4).err == one.err, "it depends on the number of threads")


def test_a_partial_that_renders_itself_twice_ends(folder):
    site_of(folder, 3, {"layouts/partials/foot.html": "{% render 'foot' %}{% render 'foot' %}"})
    got = build(folder)
    expect(got.status == 1 and got.err.count(" error: ") == 1, got)
    expect("layouts/partials/foot.html:1:4: error: partials are nested too deep" in got.err, got)


def test_links_to_pages_that_could_not_be_made_lead_somewhere(folder):
    for layout in (LOOP, "{{ 1 | divided_by: 0 }}"):
        site_of(folder, 3, {"layouts/partials/foot.html": layout,
                            "content/pages/about.md": article("About", "[x](../articles/a1.md)\n")})
        got = run(["check", "--links", "-q"], folder)
        expect(got.status == 1 and "[LQ006]" in got.err and "[LK" not in got.err, got)
