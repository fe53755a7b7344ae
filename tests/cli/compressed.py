"""The .gz and .br beside a site's texts, where site.yaml asks for them."""

import gzip
import os

import kit
from kit import expect, run, small_site, tree, write

SETTINGS = kit.SMALL_SITE["content/site.yaml"]
PAGE = "public/articles/epidural/index.html"


def build(site, *args):
    got = run(["build", "--today", kit.TODAY, *args], site)
    expect(got.status == 0, "should have worked", got)
    return got


def site_with(folder, compress, more=None):
    return small_site(folder, {"content/site.yaml": SETTINGS + f"compress: {compress}\n", **(more or {})})


def copies(site):
    return {p: b for p, b in tree(site / "public").items() if p.endswith((".gz", ".br"))}


def test_every_text_has_copies_that_say_the_same(folder):
    site_with(folder, "[gzip, brotli]", {"content/files/a.svg": "<svg>" + "<g/>" * 99 + "</svg>",
                                         "content/files/a.png": b"\0" * 999,
                                         "content/files/short.txt": "x"})
    got = build(folder)
    made = tree(folder / "public")
    expect("compressed copies changed" in got.out, got)
    for name in ("index.html", "atom.xml", "feed.json", "a.svg", "sitemap.xml"):
        expect(name + ".gz" in made and name + ".br" in made, name, sorted(made))
    for name in ("a.png", "short.txt", "_headers"):
        expect(name + ".gz" not in made and name + ".br" not in made, name)
    for path, copy in copies(folder).items():
        text = made[path[:-3]]
        expect(len(copy) < len(text), path)
        if path.endswith(".gz"):
            expect(gzip.decompress(copy) == text, path)
            expect(copy[3:9] == b"\0\0\0\0\0\x02", f"{path} has a time, a name or another level", copy[:10])


def test_the_same_bytes_by_any_number_of_threads(folder):
    site_with(folder, "[gzip, brotli]")
    build(folder, "-j1")
    one = tree(folder / "public")
    build(folder, "-j4", "-o", "other")
    expect(tree(folder / "other") == one, kit.tree_diff(one, tree(folder / "other")))


def test_only_copies_of_what_changed_are_made_again(folder):
    site_with(folder, "gzip")
    build(folder)
    before, texts = kit.times(folder / "public"), tree(folder / "public")
    write(folder, {"content/pages/about.md": "---\ntitle: About\n---\n\nOther words about us.\n"})
    build(folder)
    after, now = kit.times(folder / "public"), tree(folder / "public")
    expect(now["about/index.html.gz"] != texts["about/index.html.gz"], "the page's copy is old")
    for path in before:
        expect((before[path] == after[path]) == (texts[path] == now[path]), path)
        expect(not path.endswith(".gz") or gzip.decompress(now[path]) == now[path[:-3]], path)


def test_what_is_damaged_or_missing_is_made_again(folder):
    site_with(folder, "[gzip, brotli]")
    build(folder)
    good = tree(folder / "public")
    (folder / (PAGE + ".gz")).unlink()
    copy = folder / (PAGE + ".br")
    state = copy.stat()
    copy.write_bytes(b"x" * state.st_size)
    os.utime(copy, ns=(state.st_atime_ns, state.st_mtime_ns))
    got = build(folder)
    expect(tree(folder / "public") == good, kit.tree_diff(good, tree(folder / "public")), got)
    expect("0 files and 2 compressed copies changed" in got.out, got)


def test_copies_go_with_the_switch_and_with_the_page(folder):
    site_with(folder, "[gzip, brotli]")
    build(folder)
    (folder / "content/articles/nerve-blocks.md").unlink()
    build(folder)
    expect(not (folder / "public/articles/nerve-blocks").exists(), "the copies keep its folder")
    write(folder, {"content/site.yaml": SETTINGS + "compress: [brotli]\n"})
    got = build(folder)
    left = copies(folder)
    expect(left and all(p.endswith(".br") for p in left), sorted(left), got)
    write(folder, {"content/site.yaml": SETTINGS + "compress: off\n"})
    build(folder)
    expect(not copies(folder), sorted(copies(folder)))


def test_copies_go_without_a_manifest_too(folder):
    site_with(folder, "[gzip, brotli]", {"content/files/mine.txt": "words " * 99})
    build(folder)
    write(folder, {"content/site.yaml": SETTINGS, "public/mine.html": "<p>mine",
                   "public/mine.html.gz": "mine, too"})
    got = build(folder, "--clean")
    left = copies(folder)
    expect(sorted(left) == ["mine.html.gz", "mine.txt.br", "mine.txt.gz"], sorted(left), got)


def test_a_copy_of_the_writers_own_is_in_the_way(folder):
    site_with(folder, "gzip", {"content/files/about/index.html.gz": "mine",
                               "content/files/about/index.html.br": "mine",
                               "content/files/archive.gz": "mine"})
    got = run(["build", "--today", kit.TODAY], folder)
    expect(got.status == 1 and got.err.count("[LK003]") == 1, got)
    expect("content/files/about/index.html.gz: error: the address /about/index.html.gz is taken by the "
           "compressed copy of about/index.html" in got.err, got)
    (folder / "content/files/about/index.html.gz").unlink()
    build(folder)


def test_an_unknown_method_has_a_suggestion(folder):
    for typed, hint in (("[gzip, brotly]", 'did you mean "brotli"?'), ("zip", 'did you mean "gzip"?'),
                        ("true", "write gzip or brotli")):
        site_with(folder, typed)
        got = run(["check"], folder)
        expect(got.status == 1 and "[CF003]" in got.err and hint in got.err, typed, got)


def test_links_are_checked_as_ever(folder):
    site_with(folder, "[gzip, brotli]")
    build(folder)
    got = run(["check", "--links"], folder)
    expect(got.status == 0, got)
