"""What readers open, from access logs. The clock of a run is noon of 1 March 2026."""

import gzip
import json
import os
import subprocess

import kit
from kit import expect, run, small_site, tree

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:135.0) Gecko/20100101 Firefox/135.0"
DATA = "content/data/popular.json"


def hit(path, client="192.0.2.1", at="28/Feb/2026:10:00:00 +0000", status=200, method="GET",
        agent=FIREFOX):
    line = f'{client} - - [{at}] "{method} {path} HTTP/1.1" {status} 512'
    return line + (f' "https://search.example/?q=pain" "{agent}"\n' if agent is not None else "\n")


def counted(folder, *logs, options=()):
    """The counts after a run that went well."""
    got = run(["popular", *logs, *options], folder)
    expect(got.status == 0, "should have worked", got)
    return json.loads((folder / DATA).read_text()), got


def test_what_counts(folder):
    """Only what a person opened counts, and the summary says what became of the rest."""
    small_site(folder)
    lines = [
        hit("/articles/epidural/"),
        hit("/articles/epidural/", client="192.0.2.2", agent=None),
        hit("/articles/epidural/?utm_source=mail&email=ann@mail.example", client="192.0.2.3"),
        hit("/articles/epidural/index.html", client="192.0.2.4", status=304),
        hit("/articles/nerve%2Dblocks/"),
        hit("/articles/epidural/", client="198.51.100.1", status=404),
        hit("/articles/epidural/", client="198.51.100.2", status=301),
        hit("/articles/epidural/", client="198.51.100.3", status=500),
        hit("/articles/epidural/", client="198.51.100.4", method="HEAD"),
        hit("/articles/epidural/", client="198.51.100.5", method="POST"),
        hit("/articles/epidural/", client="198.51.100.6",
            agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
        hit("/articles/epidural/", client="198.51.100.7", agent="curl/8.5.0"),
        hit("/articles/epidural/", client="198.51.100.8", agent="-"),
        hit("/assets/main.css"), hit("/"), hit("/about/"), hit("/wp-login.php"),
    ]
    (folder / "access.log").write_text("".join(lines))
    counts, got = counted(folder, "access.log", options=["--format", "json"])
    expect(counts == {"/articles/epidural/": 4, "/articles/nerve-blocks/": 1}, counts, got)
    fates = json.loads(got.out)
    expect(fates == {"file": DATA, "articles": 2, "counted": 5, "robots": 3, "repeats": 0,
                     "elsewhere": 4, "errors": 3, "not_get": 2, "broken": 0}, fates)


def test_repeats(folder):
    """One client on one page counts once in half an hour, and two clients count twice."""
    small_site(folder)
    (folder / "access.log").write_text(
        hit("/articles/epidural/", at="28/Feb/2026:10:00:00 +0000") * 3
        + hit("/articles/epidural/", at="28/Feb/2026:10:29:00 +0000")
        + hit("/articles/nerve-blocks/", at="28/Feb/2026:10:29:30 +0000")
        + hit("/articles/epidural/", at="28/Feb/2026:10:29:31 +0000", client="2001:db8::1")
        # half past eleven in Berlin is half past ten here: the same half hour
        + hit("/articles/epidural/", at="28/Feb/2026:11:30:00 +0100")
        + hit("/articles/epidural/", at="28/Feb/2026:12:00:00 +0000"))
    counts, _ = counted(folder, "access.log")
    expect(counts == {"/articles/epidural/": 3, "/articles/nerve-blocks/": 1}, counts)


def test_robot_without_a_name(folder):
    """In the common format a robot is known by having asked for robots.txt."""
    small_site(folder)
    (folder / "access.log").write_text(
        hit("/robots.txt", client="203.0.113.9", agent=None)
        + hit("/articles/epidural/", client="203.0.113.9", agent=None)
        + hit("/articles/epidural/", client="203.0.113.10", agent=None))
    counts, _ = counted(folder, "access.log")
    expect(counts == {"/articles/epidural/": 1}, counts)


def test_older_counts_less(folder):
    """Half after 30 days and a quarter after 60, by whole days before the newest."""
    small_site(folder)
    (folder / "access.log").write_text(
        hit("/articles/epidural/", at="30/Jan/2026:08:00:00 +0000")
        + hit("/articles/epidural/", at="31/Dec/2025:08:00:00 +0000")
        + hit("/articles/nerve-blocks/", at="01/Mar/2026:23:00:00 +0000")
        + hit("/articles/nerve-blocks/", at="02/Mar/2026:23:00:00 +0000")
        + hit("/articles/epidural/", at="01/Mar/2016:08:00:00 +0000"))
    counts, _ = counted(folder, "access.log")
    expect(counts == {"/articles/nerve-blocks/": 2, "/articles/epidural/": 0.75}, counts)
    expect(list(counts) == ["/articles/nerve-blocks/", "/articles/epidural/"], "most first", counts)
    counts, _ = counted(folder, "access.log", options=["--today", "2026-04-01"])
    expect(counts["/articles/nerve-blocks/"] == 1.98, "two, a day apart", counts)


def test_base_path(folder):
    """Below a base path only what is below it is the site's."""
    small_site(folder, {"content/site.yaml": "title: T\nbase_url: https://host.example/clinic\n"})
    (folder / "access.log").write_text(
        hit("/clinic/articles/epidural/") + hit("/articles/nerve-blocks/")
        + hit("/clinical/articles/epidural/", client="192.0.2.2")
        + hit("https://host.example/clinic/articles/epidural/", client="192.0.2.3"))
    counts, _ = counted(folder, "access.log")
    expect(counts == {"/articles/epidural/": 2}, counts)


def test_gzip_and_plain_together(folder):
    """All logs are one count; a log of several gzip members is read whole."""
    small_site(folder)
    (folder / "access.log").write_text(hit("/articles/epidural/"))
    members = [gzip.compress(hit("/articles/epidural/", client=f"192.0.2.{i}").encode())
               for i in (2, 3)]
    (folder / "access.log.1.gz").write_bytes(b"".join(members))
    counts, _ = counted(folder, "access.log", "access.log.1.gz")
    expect(counts == {"/articles/epidural/": 3}, counts)


def test_nothing_about_a_person(folder):
    small_site(folder)
    (folder / "access.log").write_text(
        hit("/articles/epidural/?name=Ann+Lee", client="192.0.2.77") + hit("/ann@mail.example")
        + "ann@mail.example broken\n")
    _, got = counted(folder, "access.log")
    for text in ((folder / DATA).read_text(), got.out, got.err):
        for secret in ("192.0.2", "Ann", "ann@", "Firefox", "search.example"):
            expect(secret not in text, secret, text)


def test_broken_lines_are_counted(folder):
    small_site(folder)
    long = hit("/" + "x" * 100000)
    (folder / "access.log").write_bytes(
        b"\n" + hit("/articles/epidural/").encode() + b"\xff\x00\n" + long.encode()
        + b'192.0.2.1 - - [30/Feb/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5\n'
        + hit("/articles/nerve-blocks/").replace("\n", "\r\n").encode()
        + b'192.0.2.9 - - [28/Feb/2026:10:00:00 +0000] "\\x16\\x03\\"" 400 5 "-" "-"\n'
        + b'192.0.2.1 - - [28/Feb/2026:10:00:00 +0000] "GET / HT')
    counts, got = counted(folder, "access.log")
    expect(counts == {"/articles/epidural/": 1, "/articles/nerve-blocks/": 1}, counts, got)
    expect("5 of 8 lines" in got.err and "the first is line 1 " in got.err + " ", got)
    expect("[IO010]" in got.err and "5 broken lines" in got.out, got)


def test_bad_logs_change_nothing(folder):
    """A log that is missing, cut short, or no log at all: exit 1, and the counts stay."""
    small_site(folder, {DATA: '{"epidural": 7}\n', "good.log": hit("/articles/epidural/"),
                        "error.log": "[error] 12#12: *3 open() failed\n" * 3})
    whole = gzip.compress("".join(hit(f"/x{i}") for i in range(999)).encode())
    (folder / "cut.gz").write_bytes(whole[:len(whole) // 2])
    (folder / "bad.gz").write_bytes(whole[:100] + b"\0" * 50 + whole[150:])
    before = tree(folder)
    for name in ("missing.log", "cut.gz", "bad.gz", "error.log", "content"):
        got = run(["popular", "good.log", name], folder)
        expect(got.status == 1 and got.out == "" and name in got.err, got)
        expect(f"{DATA} is as it was" in got.err, got)
        expect(tree(folder) == before, kit.tree_diff(before, tree(folder)))
    expect(run(["popular"], folder).status == 2, "no log is a usage error")


def test_second_file_of_the_name(folder):
    small_site(folder, {"content/data/popular.yaml": "epidural: 3\n",
                        "access.log": hit("/articles/epidural/")})
    got = run(["popular", "access.log"], folder)
    expect(got.status == 1 and "content/data/popular.yaml" in got.err, got)
    expect(not (folder / DATA).exists(), "a second file of the name was made")


def test_the_site_shows_it(folder):
    """What the command writes is what the home page reads, and drafts are not counted."""
    small_site(folder, {"content/articles/draft.md": kit.article("Draft", draft=True)})
    (folder / "layouts/home.html").write_text(
        "{% for a in site.popular %}{{ a.url }} {% endfor %}")
    for opened, wanted in (("epidural", "/articles/epidural/ /articles/nerve-blocks/"),
                           ("nerve-blocks", "/articles/nerve-blocks/ /articles/epidural/")):
        (folder / "access.log").write_text(hit(f"/articles/{opened}/") + hit("/articles/draft/"))
        counts, _ = counted(folder, "access.log")
        expect(counts == {f"/articles/{opened}/": 1}, counts)
        expect(run(["build"], folder).status == 0, "should build")
        page = (folder / "public/index.html").read_text()
        expect(wanted in page, page)


def peak_of(folder, log):
    """The most memory that a run needed, in KiB."""
    started = subprocess.Popen([kit.program(), "popular", log, "-q"], cwd=folder,
                               env={**os.environ, "SOURCE_DATE_EPOCH": kit.EPOCH})
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    expect(started.returncode == 0, started.returncode)
    return used.ru_maxrss


def test_large_log_in_the_same_memory(folder):
    """Twenty times the lines, from as many clients, in the memory of the small log."""
    small_site(folder)
    for name, count in (("small.log", 20000), ("large.log", 400000)):
        with open(folder / name, "w", encoding="utf-8") as out:
            for i in range(count):
                out.write(hit("/articles/epidural/", client=f"10.{i >> 16}.{i >> 8 & 255}.{i & 255}",
                              agent=f"{FIREFOX} {i}"))
    small, large = peak_of(folder, "small.log"), peak_of(folder, "large.log")
    counts = json.loads((folder / DATA).read_text())
    expect(counts == {"/articles/epidural/": 400000}, counts)
    expect(large < small * 1.25 + 4096, f"{small} KiB for 20,000 lines, {large} for 400,000")
