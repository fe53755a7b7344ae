"""Options, help and exit codes."""

import re

import kit
from kit import expect, run, small_site, tree

COMMANDS = "build check init new status related links popular markdown liquid help"
BUILD_OPTIONS = ("-o --base-url --drafts --future --expired -j --strict --clean --timings "
                 "-C --content --layouts --today --format -q")


def good(got):
    expect(got.status == 0, "should have worked", got)
    return got


def usage_error(got, *named):
    expect(got.status == 2, "should be a usage error (exit 2)", got)
    expect(got.out == "", "a usage error says nothing on standard output", got)
    for text in named:
        expect(text in got.err, f"standard error should name {text}", got)


def test_help_names_every_command(folder):
    for args in (["--help"], ["help"], ["-h"]):
        got = good(run(args, folder))
        expect(got.err == "", got)
        for command in COMMANDS.split():
            expect(re.search(rf"^ +{command}\b", got.out, re.M), f"{command} is missing", got)


def test_help_of_build_names_every_option(folder):
    for args in (["build", "--help"], ["help", "build"]):
        got = good(run(args, folder))
        expect(got.err == "", got)
        for option in BUILD_OPTIONS.split():
            expect(re.search(rf"(^|[\s,]){re.escape(option)}\b", got.out, re.M),
                   f"{option} is missing", got)
        expect(all(len(line) <= 100 for line in got.out.splitlines()), "lines too long", got)


def test_version(folder):
    got = good(run(["--version"], folder))
    expect(re.fullmatch(r"[Pp]amphlet \d+\.\d+(\.\d+)?\n", got.out), got)


def test_no_command(folder):
    usage_error(run([], folder), "build")


def test_unknown_command(folder):
    usage_error(run(["biuld"], folder), '"biuld"', "build")


def test_unknown_option(folder):
    usage_error(run(["build", "--drafst"], folder), "--drafst", "--drafts")
    usage_error(run(["build", "-z"], folder), "-z")


def test_values_of_options(folder):
    small_site(folder)
    for args in (["-o"], ["--base-url"], ["-j"], ["-j", "0"], ["-j", "-1"], ["-j", "many"],
                 ["--today"], ["--today", "2026-13-01"], ["--today", "tomorrow"],
                 ["--format"], ["--format", "xml"], ["--drafts=yes"], ["-o", ""]):
        usage_error(run(["build", *args], folder), args[0].split("=")[0])
    usage_error(run(["build", "everything"], folder), "everything")
    expect(not (folder / "public").exists(), "a usage error built something")


def test_value_forms(folder):
    """-j2, -j 2, --name VALUE and --name=VALUE all work."""
    small_site(folder)
    trees = []
    for i, args in enumerate((["-j2", "--base-url", "https://x.example"],
                              ["-j", "2", "--base-url=https://x.example"])):
        good(run(["build", "-o", f"out{i}", *args], folder))
        trees.append(tree(folder / f"out{i}"))
    expect(trees[0] == trees[1], kit.tree_diff(*trees))
    expect(b"https://x.example/" in trees[0]["index.html"], "--base-url was not used")


def test_usage_error_leaves_output(folder):
    small_site(folder)
    good(run(["build"], folder))
    before, times = tree(folder), kit.times(folder)
    usage_error(run(["build", "--drafst"], folder))
    expect(tree(folder) == before and kit.times(folder) == times, "something changed")


def test_site_folder(folder):
    """-C names the site folder; a relative -o is below it; diagnostics name files below it."""
    site = small_site(folder / "a site")
    good(run(["build"], site))
    wanted = tree(site / "public")
    good(run(["build", "-C", "a site", "-o", "out"], folder))
    expect(tree(site / "out") == wanted, kit.tree_diff(wanted, tree(site / "out")))
    expect(not (folder / "out").exists() and not (folder / "public").exists(), "built elsewhere")
    good(run(["build", "-C", site, "-o", folder / "absolute"], folder))
    expect(tree(folder / "absolute") == wanted, kit.tree_diff(wanted, tree(folder / "absolute")))
    kit.write(site, {"content/articles/bad.md": kit.article("Bad", date="2026-13-01")})
    got = run(["build", "-C", "a site"], folder)
    expect(got.status == 1 and got.err.startswith("content/articles/bad.md:3:7: error:"), got)


def test_site_folder_missing(folder):
    got = run(["build", "-C", "nowhere"], folder)
    expect(got.status != 0 and "nowhere" in got.err, got)


def test_content_and_layouts_elsewhere(folder):
    """--content and --layouts name other folders; of several, the first that has a file wins."""
    site = small_site(folder / "site")
    good(run(["build"], site))
    wanted = tree(site / "public")
    (site / "content").rename(folder / "words")
    (site / "layouts").rename(folder / "theme")
    args = ["build", "--content", "../words", "--layouts", "../theme"]
    good(run(args, site))
    expect(tree(site / "public") == wanted, kit.tree_diff(wanted, tree(site / "public")))
    kit.write(folder, {"mine/partials/toc.html": "my own contents\n"})
    args[-1] = "../mine:../theme"
    good(run(args, site))
    changed = {p for p, b in tree(site / "public").items() if wanted.get(p) != b}
    expect(changed == set(), "no page here has a contents list", *changed)
    kit.write(folder, {"mine/page.html": "---\nlayout: base\n---\nmy own page {{ content }}\n"})
    good(run(args, site))
    expect(b"my own page" in (site / "public/about/index.html").read_bytes(), "not taken")


def test_today(folder):
    """--today decides what is scheduled; without it SOURCE_DATE_EPOCH does."""
    small_site(folder, {"content/articles/later.md": kit.article("Later", date="2026-06-01")})
    later = folder / "public/articles/later/index.html"
    good(run(["build", "--today", "2026-05-31"], folder))
    expect(not later.exists(), "published a day too early")
    good(run(["build", "--today", "2026-06-01"], folder))
    expect(later.exists(), "not published on its day")
    good(run(["build"], folder, {"SOURCE_DATE_EPOCH": "1780185600"}))  # 2026-05-31
    expect(not later.exists(), "SOURCE_DATE_EPOCH was not used")
    good(run(["build"], folder, {"SOURCE_DATE_EPOCH": "1780272000"}))  # 2026-06-01
    expect(later.exists(), "SOURCE_DATE_EPOCH was not used")


def test_clock_of_the_site(folder):
    """An article appears on its day where the clinic is, wherever the machine stands."""
    later = {"content/articles/later.md": kit.article("Later", date="2026-03-01")}
    settings = "title: T\nbase_url: https://x.example\ntime_zone: {}\n"
    clock = {"SOURCE_DATE_EPOCH": "1772341200"}  # 2026-03-01, 5:00 in Greenwich
    for zone, day_has_begun in (("UTC", True), ("America/Los_Angeles", False),
                                ("Asia/Tokyo", True)):
        small_site(folder, {**later, "content/site.yaml": settings.format(zone)})
        good(run(["build"], folder, clock))
        made = (folder / "public/articles/later").exists()
        expect(made == day_has_begun, f"{zone}: {made}")


def test_clock_that_is_none(folder):
    small_site(folder)
    got = run(["build"], folder, {"SOURCE_DATE_EPOCH": "yesterday"})
    expect(got.status != 0 and "SOURCE_DATE_EPOCH" in got.err, got)
    expect(not (folder / "public").exists(), "something was built")


def test_locale_and_zone_of_the_machine_do_not_matter(folder):
    small_site(folder)
    good(run(["build", "-o", "a"], folder, {"TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8"}))
    good(run(["build", "-o", "b"], folder, {"TZ": "America/Anchorage", "LC_ALL": "C"}))
    a, b = tree(folder / "a"), tree(folder / "b")
    expect(a == b, kit.tree_diff(a, b))


def test_quiet(folder):
    small_site(folder)
    got = good(run(["build", "-q"], folder))
    expect(got.out == "" and got.err == "", got)
    kit.write(folder, {"content/articles/bad.md": kit.article("Bad", date="2026-13-01")})
    got = run(["build", "-q"], folder)
    expect(got.status == 1 and "FM004" in got.err and got.out == "", got)


def test_closing_line(folder):
    """One line: what was made, what was left out and how many of each, how long it took."""
    small_site(folder, {
        "content/articles/d1.md": kit.article("D1", draft=True),
        "content/articles/d2.md": kit.article("D2", draft=True),
        "content/articles/s1.md": kit.article("S1", date="2030-01-01"),
        "content/articles/e1.md": kit.article("E1", date="2020-01-01", expires="2021-01-01"),
    })
    got = good(run(["build", "--today", kit.TODAY], folder))
    expect(got.err == "", "a good build says nothing on standard error", got)
    expect(got.out.count("\n") == 1, "more than one line", got)
    for said in ("2 drafts", "1 scheduled", "1 expired", "public"):
        expect(said in got.out, f'"{said}" is missing', got)
    expect(re.search(r"\d (m?s)\b", got.out), "how long it took is missing", got)


def test_timings(folder):
    small_site(folder)
    got = good(run(["build", "--timings"], folder))
    for stage in ("discover", "parse", "link", "render", "commit"):
        expect(re.search(rf"^ *{stage}\b.*\d", got.out + got.err, re.M), f"{stage} is missing", got)
    layouts, slowest = re.search(r"^ +layouts +seconds.*?\n(.*)^ +slowest +seconds.*?\n(.*)", got.out,
                                 re.M | re.S).groups()
    for part, folder_of in ((layouts, folder / "layouts"), (slowest, folder / "public")):
        names = re.findall(r"^ +[\d.]+ s +\d+   (.+)$", part, re.M)
        there = [name for name in names if name == "without a layout" or (folder_of / name).is_file()]
        expect(names and there == names, f"{names} are not all files of {folder_of.name}", got)
        seconds = [float(took) for took in re.findall(r"^ +([\d.]+) s +\d+   ", part, re.M)]
        expect(0 < len(seconds) <= 10, got)
        expect(seconds == sorted(seconds, reverse=True), "the slowest do not come first", got)


def test_strict(folder):
    """With --strict a warning fails the build and nothing is written."""
    small_site(folder, {"content/articles/w.md": kit.article("W", author="Jane Doe")})
    got = good(run(["build"], folder))
    expect("warning:" in got.err and "[FM007]" in got.err, got)
    before = tree(folder / "public")
    kit.write(folder, {"content/articles/w2.md": kit.article("W2")})
    got = run(["build", "--strict"], folder)
    expect(got.status == 1 and "error:" in got.err, got)
    expect(tree(folder / "public") == before, "a failed build wrote")


def test_preview_options(folder):
    """--drafts, --future and --expired each add their kind, marked noindex, out of the sitemap."""
    small_site(folder, {
        "content/articles/d.md": kit.article("D", draft=True),
        "content/articles/s.md": kit.article("S", date="2030-01-01"),
        "content/articles/e.md": kit.article("E", date="2020-01-01", expires="2021-01-01"),
    })
    for option, shown in (("--drafts", "d"), ("--future", "s"), ("--expired", "e")):
        good(run(["build", "-o", "preview", "--today", kit.TODAY, option], folder))
        made = {p for p in ("d", "s", "e") if (folder / f"preview/articles/{p}").exists()}
        expect(made == {shown}, f"{option} made {made}")
        page = (folder / f"preview/articles/{shown}/index.html").read_text()
        expect("noindex" in page, f"{option}: the page is not marked noindex")
        for name in ("sitemap.xml", "feed.json", "atom.xml"):
            text = (folder / "preview" / name).read_text()
            expect(f"/articles/{shown}/" not in text, f"{option}: the page is in {name}")
    expect(not (folder / "public").exists(), "the default output was written")
