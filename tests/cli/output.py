"""What a build does to its output: exact, and no more than it must."""

import ctypes
import json
import os
import random
import re
import shutil
import signal
import subprocess
import time

import kit
from kit import expect, run, small_site, tree


def build(site, *args):
    got = run(["build", "--today", kit.TODAY, *args], site)
    expect(got.status == 0, "should have worked", got)
    return got


def fresh(site):
    """The tree that a build from nothing makes of the same sources."""
    shutil.rmtree(site / "fresh", ignore_errors=True)
    shutil.rmtree(site / ".pamphlet" / "fresh", ignore_errors=True)
    build(site, "-o", "fresh", "--clean")
    made = tree(site / "fresh")
    shutil.rmtree(site / "fresh")
    return made


def expect_exact(site, but=()):
    """The output is what a build from nothing makes, apart from the paths named."""
    got = {p: b for p, b in tree(site / "public").items() if p not in but}
    wanted = fresh(site)
    expect(got == wanted, kit.tree_diff(wanted, got))


def test_deleted_page_goes(folder):
    small_site(folder)
    build(folder)
    (folder / "content/articles/nerve-blocks.md").unlink()
    got = build(folder)
    expect(not (folder / "public/articles/nerve-blocks").exists(), "its folder is still there")
    expect("/articles/nerve-blocks/" in got.err and "[LK004]" in got.err,
           "an address that is gone is a warning", got)
    expect_exact(folder)


def test_renamed_page_moves(folder):
    """The warning names the likely successor and the line that leads the old address there."""
    small_site(folder)
    build(folder)
    (folder / "content/articles/nerve-blocks.md").rename(folder / "content/articles/nerves.md")
    got = build(folder)
    expect(not (folder / "public/articles/nerve-blocks").exists(), "the old page is still there")
    expect("[LK004]" in got.err and "content/articles/nerves.md" in got.err
           and "aliases" in got.err and "/articles/nerve-blocks/" in got.err, got)
    expect_exact(folder)
    text = (folder / "content/articles/nerves.md").read_text()
    kit.write(folder, {"content/articles/nerves.md":
                       text.replace("---\n", "---\naliases: [/articles/nerve-blocks/]\n", 1)})
    got = build(folder)
    expect(got.err == "", "the alias should have settled it", got)
    page = (folder / "public/articles/nerve-blocks/index.html").read_text()
    expect("/articles/nerves/" in page, page)
    expect("/articles/nerve-blocks/ /articles/nerves/" in
           (folder / "public/_redirects").read_text(), "not in _redirects")
    expect_exact(folder)


def test_drafted_and_expired_pages_go(folder):
    small_site(folder)
    build(folder)
    path = folder / "content/articles/nerve-blocks.md"
    text = path.read_text()
    for field in ("draft: true", "expires: 2026-02-01", "date: 2026-04-01"):
        lines = [line for line in text.splitlines(True) if not line.startswith(field.split(":")[0])]
        path.write_text("".join(lines).replace("---\n", f"---\n{field}\n", 1))
        build(folder)
        expect(not (folder / "public/articles/nerve-blocks").exists(), f"{field}: still there")
        expect_exact(folder)
        path.write_text(text)
        build(folder)
        expect((folder / "public/articles/nerve-blocks/index.html").exists(), "not back again")


def test_foreign_files_stay(folder):
    """Files that no build made stay and are named; dot files stay and are not."""
    small_site(folder)
    build(folder)
    foreign = {"google1234.html": "not ours\n", "old/page.html": "not ours\n", "CNAME": "x\n"}
    hidden = {".gitignore": "*\n", ".well-known/security.txt": "x\n", ".git/HEAD": "x\n"}
    kit.write(folder / "public", {**foreign, **hidden})
    for _ in range(2):
        got = build(folder)
        for path in foreign:
            expect((folder / "public" / path).read_text() == foreign[path], f"{path} changed")
            expect(f"public/{path}" in got.err, f"{path} is not named", got)
        expect(got.err.count("[IO008]") == len(foreign), got)
        for path in hidden:
            expect((folder / "public" / path).read_text() == hidden[path], f"{path} changed")
            expect(path not in got.err, f"{path} is named", got)
    got = build(folder, "--clean")
    expect(got.err.count("[IO008]") == len(foreign), "--clean took them for ours", got)


def test_lost_manifest(folder):
    """Without one, what carries Pamphlet's mark and is not made now goes; the rest is foreign."""
    small_site(folder)
    build(folder)
    (folder / "content/articles/nerve-blocks.md").unlink()
    shutil.rmtree(folder / ".pamphlet")
    kit.write(folder / "public", {"google1234.html": "<!doctype html>not ours\n"})
    css = next((folder / "public").rglob("main*.css"))
    fingerprint = re.search(r"[0-9a-f]{6,}", css.name).group()
    stale = css.with_name(css.name.replace(fingerprint, "0" * len(fingerprint)))
    stale.write_text("old\n")
    got = build(folder)
    expect(not (folder / "public/articles/nerve-blocks").exists(), "a page of ours stayed", got)
    expect(not stale.exists(), "a fingerprinted asset stayed", got)
    expect((folder / "public/google1234.html").exists(), "a foreign file went", got)
    expect(got.err.count("[IO008]") == 1 and "google1234.html" in got.err, got)
    expect_exact(folder, but=["google1234.html"])


def forget(folder):
    shutil.rmtree(folder / ".pamphlet")


def put_back(copy, place):
    """Puts a copy of a file or folder back in its place."""
    if place.is_dir():
        shutil.rmtree(place)
        shutil.copytree(copy, place, symlinks=True)
    else:
        shutil.copy2(copy, place)


def older_states(folder, layouts):
    """One after the other, what is kept of builds or the output is from before an article came that
    is retracted now. Yields the names of what was put back."""
    site = small_site(folder / "site")
    if layouts:
        kit.overlay(kit.ROOT / "layouts", site / "layouts")
    both, manifest, record = site / ".pamphlet", site / ".pamphlet/public", site / ".pamphlet/.last/public"
    article = site / "content/articles/gone-soon.md"
    for again, old in (([both], []), ([manifest], []), ([manifest], [record]), ([both], [record]),
                       ([site / "public"], []), ([site / "public"], [record])):
        into_the_past = again == [site / "public"]
        names = [path.relative_to(site).as_posix() for path in again + old]
        if into_the_past:
            article.write_text(kit.article("Gone soon", date="2026-02-01", tags="[leaving]"))
        else:
            article.unlink(missing_ok=True)
        build(site)
        copies = folder / "copies"
        shutil.rmtree(copies, ignore_errors=True)
        copies.mkdir()
        for number, path in enumerate(again):
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, copies / str(number))
        if into_the_past:
            article.unlink()
        else:
            article.write_text(kit.article("Gone soon", date="2026-02-01", tags="[leaving]"))
        build(site)
        for number, path in enumerate(again):
            put_back(copies / str(number), path)
        for path in old:
            path.unlink()
        article.unlink(missing_ok=True)
        yield site, f"put back: {names[0]}, lost: {names[1:]}"


def test_an_older_manifest_is_noticed(folder):
    """What a build made since it was written goes all the same: nothing that is retracted stays."""
    for layouts in (False, True):
        for site, why in older_states(folder / f"{layouts}", layouts):
            expect((site / "public/articles/gone-soon/index.html").exists(), why)
            got = build(site)
            expect(not (site / "public/articles/gone-soon").exists(), f"{why}: it is still live", got)
            expect(got.err.count("[IO012]") == 1 and "[IO008]" not in got.err, why, got)
            expect(made_anew(got) is None, f"{why}: not all was made anew", got)
            expect_exact(site)
            again = build(site)
            expect("[IO" not in again.err and made_anew(again) == "none", why, again)


def test_copies_within_the_output_stay(folder):
    """A page that somebody copied is not ours, as long as the record tells what builds made."""
    small_site(folder)
    build(folder)
    article, record = folder / "content/articles/nerve-blocks.md", folder / ".pamphlet/.last/public"
    copies = ["copy.html", "epidural/index.html"]
    kit.write(folder / "public", {
        "copy.html": (folder / "public/index.html").read_bytes(),
        "epidural/index.html": (folder / "public/articles/epidural/index.html").read_bytes()})
    before = record.read_bytes()

    def edit():
        article.write_text(article.read_text() + "\nMore.\n")

    for why, change in (("nothing", lambda: None), ("an edit", edit),
                        ("a built page is removed", (folder / "public/about/index.html").unlink),
                        ("the record is lost", record.unlink),
                        ("the record is older", lambda: record.write_bytes(before)),
                        ("an article goes", article.unlink)):
        change()
        got = build(folder)
        expect(got.err.count("[IO008]") == 2 and "[IO012]" not in got.err, why, got)
        expect_exact(folder, but=[*copies, "epidural/"])
        expect(all((folder / "public" / path).exists() for path in copies), f"{why}: a copy went", got)


def test_an_unmarked_file_that_the_record_names(folder):
    """A manifest that does not name what the record names is older than it."""
    small_site(folder)
    build(folder)
    manifest = folder / ".pamphlet/public"
    before = manifest.read_bytes()
    kit.write(folder, {"content/files/leaflet.txt": "leaf\n"})
    build(folder)
    manifest.write_bytes(before)
    (folder / "content/files/leaflet.txt").unlink()
    got = build(folder)
    expect(got.err.count("[IO012]") == 1 and got.err.count("[IO008]") == 1, got)
    expect("what builds made does not count, so a file that an earlier build copied" in got.err,
           "why it stays is not told", got)


def test_marks_are_told_by_what_files_hold(folder):
    """Without a manifest a name alone makes no file ours where builds write more than a name."""
    small_site(folder)
    kit.overlay(kit.ROOT / "layouts", folder / "layouts")
    foreign = {"podcast/feed.json": '{"version": "https://jsonfeed.org/version/1.1", "title": "P"}\n',
               "podcast/atom.xml": "<feed><generator>Castle</generator></feed>\n",
               "app/search/index.json": '{"language":"en","base":"","files":"/x/en-"}\n',
               "app/search/feed.json": "{}\n", "assets/search/mine.txt": "mine\n", "assets/search/en-123456789.txt": "mine\n",
               "sitemap-old-shop.xml": "<urlset/>\n", "sitemap-2.xml.txt": "mine\n"}
    folders = ["app/", "app/search/", "podcast/"]
    stale = ["articles/leaving/index.html", "tags/leaving/index.html", "tags/leaving/atom.xml",
             "tags/leaving/feed.json", "sitemap-7.xml", "assets/search/en-0123456789.txt",
             "de/search/index.json", "main.0123456789abcdef.css"]
    for args in ([], ["--clean"]):
        kit.write(folder, {"content/articles/leaving.md": kit.article("Leaving", tags="[leaving]")})
        build(folder)
        lists = (folder / "public/search/index.json").read_text()
        kit.write(folder / "public", {
            **foreign, "sitemap-7.xml": "<urlset/>\n", "assets/search/en-0123456789.txt": "a\n",
            "main.0123456789abcdef.css": "p {}\n",
            "de/search/index.json": lists.replace('"en"', '"de"').replace("/en-", "/de-")})
        for path in stale:
            expect((folder / "public" / path).exists(), f"there is no {path}")
        if not args:
            forget(folder)
        (folder / "content/articles/leaving.md").unlink()
        got = build(folder, *args)
        for path in stale:
            expect(not (folder / "public" / path).exists(), f"{path} is still there", got)
        for path, text in foreign.items():
            expect((folder / "public" / path).read_text() == text, f"{path} changed", got)
            expect(f"public/{path}: warning: no build made" in got.err, f"{path} is not named", got)
        expect(got.err.count("[IO008]") == len(foreign), got)
        expect_exact(folder, but=[*foreign, *folders])


def test_feeds_of_a_layout_that_says_nothing(folder):
    """A feed of ours that does not say who made it has one beside it that no layout makes."""
    small_site(folder, {"content/articles/leaving.md": kit.article("Leaving", tags="[leaving]"),
                        "layouts/atom.xml": "<feed>{{ page.title }}</feed>\n"})
    build(folder)
    expect((folder / "public/tags/leaving/atom.xml").exists(), "there is no feed")
    forget(folder)
    (folder / "content/articles/leaving.md").unlink()
    build(folder)
    expect_exact(folder)


def test_a_foreign_page_is_replaced_with_a_warning(folder):
    """Also where no manifest tells that it is foreign; what builds made gets none."""
    small_site(folder)
    for name, lost, args in (("with", False, []), ("without", True, []), ("clean", False, ["--clean"])):
        kit.write(folder, {"content/files/notes.html": "<p>Notes.\n"})
        build(folder)
        kit.write(folder, {f"public/{name}/index.html": "<!doctype html><title>Mine</title>\n",
                           f"content/pages/{name}.md": f"---\ntitle: {name}\n---\n\nText.\n",
                           "content/files/notes.html": f"<p>Notes {name}.\n"})
        if lost:
            forget(folder)
        got = build(folder, *args)
        expect(got.err.count("[IO008]") == 1 and f"public/{name}/index.html" in got.err
               and "replaces it" in got.err, name, got)
        expect_exact(folder)


def test_a_lost_manifest_is_told(folder):
    """Where a copied file is left over that looks like anybody's; and nowhere else."""
    told = "the record of what builds made is missing"
    small_site(folder, {"content/files/leaflet.txt": "leaf\n"})
    kit.write(folder / "public", {"CNAME": "x\n", "notes.txt": "mine\n"})
    got = build(folder)
    expect(got.err.count("[IO008]") == 2 and told not in got.err, "nothing was lost", got)
    for damage in (False, True):
        build(folder)
        if damage:
            kit.write(folder, {"content/files/leaflet.txt": "leaf\n"})
            build(folder)
            manifest = folder / ".pamphlet/public"
            manifest.write_bytes(manifest.read_bytes()[:-9] + b"x" * 9)
        else:
            forget(folder)
        (folder / "content/files/leaflet.txt").unlink()
        got = build(folder)
        expect(got.err.count("[IO008]") == 3 and got.err.count(told) == 1, got)
        expect(told in got.err.split("[IO008]")[1], "it stands not with the first", got)
        got = build(folder)
        expect(got.err.count("[IO008]") == 3 and told not in got.err, got)
        (folder / "public/leaflet.txt").unlink()
    got = build(folder, "--clean")
    expect(got.err.count("[IO008]") == 2 and told not in got.err, "somebody has asked for it", got)
    (folder / "public/CNAME").unlink()
    (folder / "public/notes.txt").unlink()
    forget(folder)
    got = build(folder)
    expect(got.err == "", "nothing is in question", got)


def test_nothing_changed_nothing_written(folder):
    small_site(folder)
    build(folder)
    before = kit.times(folder / "public")
    for path in (folder / "content").rglob("*.md"):
        os.utime(path)
    build(folder)
    build(folder, "--clean")
    build(folder, "-j1")
    after = kit.times(folder / "public")
    expect(before == after, "written again:", *(p for p in after if before.get(p) != after[p]))


def test_small_change_writes_little(folder):
    small_site(folder)
    build(folder)
    before, text = kit.times(folder / "public"), tree(folder / "public")
    page = folder / "content/pages/about.md"
    page.write_text(page.read_text().replace("About us.", "All about us."))
    build(folder)
    changed = {p for p, state in kit.times(folder / "public").items() if before.get(p) != state}
    differ = {p for p, b in tree(folder / "public").items() if text.get(p) != b}
    expect("about/index.html" in changed, "the change is not there")
    expect(changed == differ, "written without a change:", *(changed - differ))
    expect("articles/epidural/index.html" not in changed, "an article changed with the page")


def made_anew(got):
    """What its line says of that: how many, "none", or None where it says nothing."""
    found = re.search(r"^public: \d+ pages from \d+ articles(?:, (\w+)(?: pages?)? made anew)? \(", got.out, re.M)
    expect(found, "a build ends with a line of what it made", got)
    return found[1]


def test_a_build_says_how_much_it_made_anew(folder):
    """Nothing of it where it made everything."""
    small_site(folder)
    expect(made_anew(build(folder)) is None, "a first build speaks of what was there before")
    expect(made_anew(build(folder)) == "none", "a build that has nothing to do made something")
    article = folder / "content/articles/nerve-blocks.md"
    article.write_text(article.read_text() + "\nMore.\n")
    expect(made_anew(build(folder)) == "1", "an edit of a text makes one page")
    expect(made_anew(build(folder, "--clean")) is None, "a clean build speaks of the last one")


def test_an_edit_makes_what_shows_it(folder):
    """What every page shows of the site (its shelves, its letters) is no list of all articles."""
    small_site(folder)
    shutil.rmtree(folder / "layouts")
    shutil.copytree(kit.ROOT / "layouts", folder / "layouts")
    rnd = random.Random(3)
    words = ["".join(rnd.choices("aeilmnorst", k=7)) for _ in range(400)]
    path = lambda i: folder / f"content/articles/many-{i}.md"
    head = "---\ntitle: {} many {}\ndate: 2026-{:02}-{:02}\ntags: [knees]\n---\n\n{}.\n"
    for i in range(70):
        path(i).write_text(head.format(words[i].title(), i, 1 + i % 2, 1 + i % 28,
                                       " ".join(rnd.choices(words, k=120))))
    build(folder)
    for what, i, old, new in (("a new tag", 40, "[knees]", "[knees, shoulders]"),
                              ("another month", 41, "date: 2026-02", "date: 2025-11"),
                              ("another title", 42, "title: ", "title: Zinc and "),
                              ("an article more", 70, "", "")):
        text = path(i if i < 70 else 43).read_text()
        path(i).write_text(text.replace(old, new) if i < 70 else text.replace("title: ", "title: Q "))
        made = int(made_anew(build(folder)))
        expect(0 < made < 60, f"{what} made {made} pages anew")
        expect(tree(folder / "public") == fresh(folder), f"{what}: not what a clean build makes")


def test_damage_is_mended(folder):
    """A built file that somebody changed or removed comes back."""
    small_site(folder)
    build(folder)
    wanted = tree(folder / "public")
    (folder / "public/about/index.html").write_text("changed by hand\n")
    (folder / "public/articles/epidural/index.html").unlink()
    shutil.rmtree(folder / "public/archive")
    build(folder)
    expect(tree(folder / "public") == wanted, kit.tree_diff(wanted, tree(folder / "public")))


def test_failed_build_names_what_is_still_live(folder):
    """A build that fails keeps the old output, and says which pages should have gone."""
    small_site(folder, {"content/articles/one.md": kit.article("One"),
                        "content/articles/two.md": kit.article("Two"),
                        "content/articles/three.md": kit.article("Three")})
    build(folder)
    before, times = tree(folder / "public"), kit.times(folder / "public")
    (folder / "content/articles/one.md").unlink()
    kit.write(folder, {"content/articles/two.md": kit.article("Two", draft=True),
                       "content/articles/three.md": kit.article("Three", expires="2026-02-01"),
                       "content/articles/bad.md": kit.article("Bad", date="2026-13-01")})
    got = run(["build", "--today", kit.TODAY], folder)
    expect(got.status == 1, got)
    for address in ("/articles/one/", "/articles/two/", "/articles/three/"):
        expect(address in got.err, f"{address} is not named", got)
    expect(got.err.count("[BD002]") == 3, got)
    expect(tree(folder / "public") == before and kit.times(folder / "public") == times,
           "the output changed")
    (folder / "content/articles/bad.md").unlink()
    build(folder)
    expect_exact(folder)


def without_powers():
    """From here on root is a user like others: what a folder's rights do not allow, it cannot do."""
    drop_from_bounds, overrides = 24, (1, 2, 3)  # prctl(2), capabilities(7)
    if os.geteuid() == 0:
        for power in overrides:
            LIBC.prctl(drop_from_bounds, power, 0, 0, 0)


LIBC = ctypes.CDLL(None)


def plain_build(site, *args, before=without_powers):
    done = subprocess.run([kit.program(), "build", "--today", kit.TODAY, *args], cwd=site,
                          preexec_fn=before, capture_output=True, timeout=kit.PATIENCE)
    return kit.Result(["build", *args], done.returncode, done.stdout, done.stderr)


def forbid(folder):
    """Nobody may change names in it, or the test cannot run here."""
    os.chmod(folder, 0o555)
    if subprocess.run(["test", "-w", folder], preexec_fn=without_powers).returncode == 0:
        raise kit.Skipped("this user may change every folder, whatever its rights")


def edit_all(site):
    """One page changes, one goes, and one comes."""
    about, blocks = site / "content/pages/about.md", site / "content/articles/nerve-blocks.md"
    about.write_text(about.read_text() + "\nMore.\n")
    blocks.unlink()
    kit.write(site, {"content/articles/fresh.md": kit.article("Fresh", date="2026-01-09")})


def expect_refused(site, named, builds=plain_build):
    """All that stands against the build is named, nothing has changed, and then it is mended."""
    before, times = tree(site / "public"), kit.times(site / "public")
    got = builds(site)
    expect(got.status == 1 and got.err.endswith("; public is as it was\n"), got)
    told = re.findall(r"^(\S+): error: .*\[IO002\]", got.err, re.M)
    expect(told == named, f"{told} was told, not {named}", got)
    expect("/articles/nerve-blocks/ is still live" in got.err, got)
    after = tree(site / "public")
    expect(before == after, kit.tree_diff(before, after), got)
    expect(times == kit.times(site / "public"), "files were written again", got)
    return got


def test_folders_that_may_not_be_changed(folder):
    """A build that may not change a folder changes nothing, and names all such folders at once."""
    small_site(folder)
    build(folder)
    edit_all(folder)
    named = ["public/about", "public/articles", "public/articles/nerve-blocks"]
    for path in named:
        forbid(folder / path)
    got = expect_refused(folder, named)
    expect("chmod u+wx 'public/about'" in got.err, "there is no hint", got)
    for path in named:
        os.chmod(folder / path, 0o755)
    forbid(folder / "public/articles")  # one goes from it and one comes: it is named once
    expect_refused(folder, ["public/articles"])
    os.chmod(folder / "public/articles", 0o755)
    build(folder)
    expect_exact(folder)


def test_folders_that_need_not_be_changed(folder):
    """A folder in which nothing changes may be as it is, and so may somebody else's."""
    small_site(folder)
    build(folder)
    edit_all(folder)
    kit.write(folder / "public", {"theirs/below/page.html": "not ours\n"})
    (folder / "public/theirs/empty").mkdir()
    kept = ("public/assets", "public/theirs/below", "public/theirs")
    for path in kept:
        forbid(folder / path)
    got = plain_build(folder)
    for path in kept:
        os.chmod(folder / path, 0o755)
    expect(got.status == 0, got)
    expect((folder / "public/theirs/empty").exists(), "a folder went that may not be changed")
    build(folder)
    expect(not (folder / "public/theirs/empty").exists(), "an empty folder stayed")
    expect_exact(folder, but=["theirs/", "theirs/below/", "theirs/below/page.html"])


def test_sticky_folders(folder):
    """In a folder where everybody may change only what is their own, others' files stand."""
    if os.geteuid() != 0:
        raise kit.Skipped("only root can make files of another user's")
    small_site(folder)
    build(folder)
    edit_all(folder)
    nobody = 65534
    for parent, folders, files in os.walk(folder):
        for name in [".", *folders, *files]:
            os.chown(os.path.join(parent, name), nobody, nobody, follow_symlinks=False)
    above = [p for p in folder.parents if p.stat().st_uid == 0 and not p.stat().st_mode & 1]
    for path in above:
        os.chmod(path, path.stat().st_mode | 0o011)

    def become_nobody():
        os.setgroups([])
        os.setgid(nobody)
        os.setuid(nobody)

    def builds(site):
        return plain_build(site, before=become_nobody)

    theirs = folder / "public/about"
    for path in (theirs, theirs / "index.html"):
        os.chown(path, 0, 0)
    os.chmod(theirs, 0o1777)
    try:
        subprocess.run([kit.program(), "--version"], cwd=folder, preexec_fn=become_nobody,
                       stdout=subprocess.DEVNULL, check=True)
    except (OSError, subprocess.SubprocessError):
        raise kit.Skipped("no other user can run the program here")
    expect_refused(folder, ["public/about/index.html"], builds=builds)
    os.chmod(theirs, 0o777)
    got = builds(folder)
    expect(got.status == 0, got)
    expect_exact(folder)


def test_leftovers_of_a_killed_build_go(folder):
    small_site(folder)
    build(folder)
    kit.write(folder / "public", {".pamphlet-stage/articles/x/index.html": "half a pa"})
    got = build(folder)
    expect(not (folder / "public/.pamphlet-stage").exists(), "the stage is still there", got)
    expect(got.err == "", got)
    expect_exact(folder)


def test_killed_builds(folder):
    """Killed at any moment, a build leaves a folder that the next build makes right."""
    small_site(folder, {f"content/articles/a{i}.md": kit.article(f"A{i}", date="2026-01-01")
                        for i in range(400)})
    build(folder)
    kept = {"mine.html": "mine\n"}
    kit.write(folder / "public", kept)
    chance = random.Random(2)
    for turn in range(12):
        for i in range(400):
            path = folder / f"content/articles/a{i}.md"
            if i % 7 == turn % 7:
                path.unlink(missing_ok=True)
            else:
                path.write_text(kit.article(f"A{i} in turn {turn}", date="2026-01-01"))
        process = subprocess.Popen([kit.program(), "build", "--today", kit.TODAY], cwd=folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 0.25)
        process.send_signal(signal.SIGKILL)
        process.wait()
        html = [p for p in (folder / "public").rglob("*.html") if p.is_file()]
        for path in html:
            text = path.read_text() if ".pamphlet-stage" not in path.parts else "mine\n"
            expect(text == "mine\n" or text.rstrip().endswith("</html>"), f"{path} is cut short")
    build(folder)
    expect_exact(folder, but=kept)
    expect((folder / "public/mine.html").read_text() == "mine\n", "a foreign file changed")


def edit(chance, site, designs=None):
    """One random change such as people make."""
    designs = designs or site
    articles = sorted((site / "content/articles").glob("*.md"))
    other = chance.choice(articles)
    names = [a.name for a in articles]
    roll = chance.randrange(8)
    if roll == 0 and len(articles) > 4:
        # Links to a page that goes would be errors: take them out first.
        for path in articles:
            path.write_text(path.read_text().replace(f"[x]({other.name})", "x"))
        other.unlink()
    elif roll == 1:
        name = f"n{chance.randrange(10000)}.md"
        kit.write(site, {f"content/articles/{name}": kit.article(
            f"New {name}", f"Text with [x]({chance.choice(names)}).\n",
            date=f"2026-0{chance.randint(1, 2)}-1{chance.randrange(9)}",
            tags=f"[t{chance.randrange(4)}]")})
    elif roll == 2:
        other.write_text(other.read_text().replace("title: ", "title: Re", 1))
    elif roll == 3:
        other.write_text(other.read_text() + f"\n## Added {chance.randrange(100)}\n\nMore words.\n")
    elif roll == 4:
        css = designs / "layouts/assets/main.css"
        css.write_text(css.read_text() + f"p {{ margin: {chance.randrange(100)}px; }}\n")
    elif roll == 5:
        layout = designs / "layouts/partials/pager.html"
        layout.write_text(layout.read_text() + f"<!-- {chance.randrange(100)} -->\n")
    elif roll == 6:
        kit.write(site, {f"content/files/f{chance.randrange(3)}.txt": str(chance.random())})
    else:
        other.write_text(other.read_text().replace("---\n", "---\ndescription: Changed\n", 1)
                         if "description" not in other.read_text() else other.read_text())


def test_incremental_is_as_good_as_clean(folder):
    """After any edits, building again gives the bytes that building from nothing gives."""
    small_site(folder)
    build(folder)
    chance = random.Random(7)
    for turn in range(25):
        for _ in range(chance.randint(1, 3)):
            edit(chance, folder)
        got = build(folder, f"-j{chance.randint(1, 4)}")
        wanted, made = fresh(folder), tree(folder / "public")
        expect(made == wanted, f"after turn {turn}", kit.tree_diff(wanted, made), got)


def test_two_outputs_do_not_meet(folder):
    small_site(folder)
    build(folder)
    build(folder, "-o", "other", "--base-url", "https://other.example")
    public, other = kit.times(folder / "public"), kit.times(folder / "other")
    build(folder)
    build(folder, "-o", "other", "--base-url", "https://other.example")
    expect(kit.times(folder / "public") == public, "public was written again")
    expect(kit.times(folder / "other") == other, "other was written again")
    expect_exact(folder)


def test_outputs_of_one_name_do_not_meet(folder):
    """What is remembered of an output is its own, though another's last name is the same."""
    small_site(folder, {"content/files/leaflet.txt": "hi\n"})
    staging = ("-o", "staging/htdocs", "--base-url", "https://staging.example")
    build(folder, "-o", "live/htdocs")
    build(folder, *staging)
    live, other = kit.times(folder / "live"), kit.times(folder / "staging")
    expect("nothing has changed" in build(folder, "-o", "live/htdocs/", "--timings").out, "not known")
    expect("nothing has changed" in build(folder, *staging, "--timings").out, "not known")
    expect((kit.times(folder / "live"), kit.times(folder / "staging")) == (live, other), "written again")
    (folder / "content/files/leaflet.txt").unlink()
    got = build(folder, "-o", "live/htdocs")
    expect(got.err == "" and not (folder / "live/htdocs/leaflet.txt").exists(), "taken for foreign", got)
    expect((folder / "staging/htdocs/leaflet.txt").exists(), "another's file went")


def test_outputs_that_are_named_like_what_is_remembered(folder):
    """Neither an output's name nor its record is where something else lies."""
    small_site(folder)
    run(["check", "--external"], folder)
    names = ("public", "public.new", "public.0", ".last", ".pages", "serve", "links.json")
    for _ in range(2):
        for name in names:
            got = build(folder, "-o", name)
            expect(got.err == "", name, got)
    for name in names:
        expect("nothing has changed" in build(folder, "-o", name, "--timings").out, name)


def test_one_output_has_one_name(folder):
    """However its path is given."""
    small_site(folder / "site")
    build(folder / "site", "-o", "public")
    for name in ("./public", "public/", "../site/public", folder / "site/public"):
        got = build(folder / "site", "-o", name, "--timings")
        expect("nothing has changed" in got.out, name, got)
    build(folder / "site", "-o", "../www")
    got = build(folder / "site", "-o", folder / "www", "--timings")
    expect("nothing has changed" in got.out, got)


def test_many_clinics_at_once(folder):
    """Of one site folder, with contents and outputs of their own that are named alike."""
    clinics = ("north", "south", "east")
    small_site(folder)
    for name in clinics:
        shutil.copytree(folder / "content", folder / f"clinics/{name}/content")
    chance = random.Random(5)
    for turn in range(8):
        running = []
        for name in clinics:
            edit(chance, folder / f"clinics/{name}", folder)
            shutil.rmtree(folder / f"clinics/{name}/content/files/of", ignore_errors=True)
            kit.write(folder, {f"clinics/{name}/content/files/of/{turn}.txt": name})
        for name in clinics:
            place = f"clinics/{name}"
            command = [kit.program(), "build", "--today", kit.TODAY, "--content", f"{place}/content",
                       "--base-url", f"https://{name}.example", "-o", f"{place}/public"]
            running.append((name, command, subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE,
                                                            stderr=subprocess.STDOUT)))
        for name, command, process in running:
            said = process.communicate()[0].decode()
            expect(process.returncode == 0, name, said)
        for name, command, _ in running:
            whole = run([*command[1:-1], "fresh", "--clean"], folder)
            expect(whole.status == 0, whole)
            wanted, made = tree(folder / "fresh"), tree(folder / f"clinics/{name}/public")
            expect(made == wanted, f"{name} after turn {turn}", kit.tree_diff(wanted, made))
            shutil.rmtree(folder / "fresh")


def test_another_content_into_the_same_output(folder):
    """The record of one is of no use to the other."""
    small_site(folder)
    shutil.copytree(folder / "content", folder / "words")
    about = folder / "words/pages/about.md"
    about.write_text(about.read_text().replace("About us.", "About them."))
    build(folder)
    wanted = tree(folder / "public")
    build(folder, "--content", "words")
    expect(b"About them." in (folder / "public/about/index.html").read_bytes(), "the first one stayed")
    build(folder)
    expect(tree(folder / "public") == wanted, kit.tree_diff(wanted, tree(folder / "public")))


def test_a_checkout_that_moves(folder):
    """The site, the layouts that it shares with others, and an output outside of it."""
    site = small_site(folder / "one/clinics/north", {"content/files/leaflet.txt": "hi\n"})
    (site / "layouts").rename(folder / "one/shared")
    (site / "content").rename(folder / "one/words")

    def command(top):
        return ("--layouts", f"{folder / top / 'shared'}/", "--content", folder / top / "words",
                "-o", folder / top / "www", "--timings")

    build(site, *command("one"))
    (folder / "one").rename(folder / "two")
    site = folder / "two/clinics/north"
    expect("nothing has changed" in build(site, *command("two")).out, "all was built again")
    got = build(site, "--layouts", "../../shared", "--content", "../../words", "-o", "../../www",
                "--timings")
    expect("nothing has changed" in got.out, "the same by relative paths", got)
    (folder / "two/words/files/leaflet.txt").unlink()
    (folder / "two").rename(folder / "three")
    got = build(folder / "three/clinics/north", *command("three"))
    expect("of the last build: 3 of 3 pages parsed" in got.out, "nothing was known", got)
    expect(got.err == "" and not (folder / "three/www/leaflet.txt").exists(), "taken for foreign", got)


def test_messages_name_files_by_their_way_from_the_site(folder):
    """Also where --content and --layouts are absolute: what is kept of a build names them too."""
    site = small_site(folder / "site", {"content/articles/bad.md": kit.article("Bad", date="2026-13-01")})
    got = run(["build", "--content", site / "content", "--layouts", site / "layouts"], folder / "site")
    expect(got.err.startswith("content/articles/bad.md:3:7: error: "), got)
    got = run(["build", "--content", site / "none"], site)
    expect(f"there is no folder {site}/none" in got.err, "a slip is shown as it was written", got)
    (folder / "loop").symlink_to("loop")
    got = run(["build", "--layouts", folder / "loop/layouts"], site)
    expect(f"there is no folder {folder}/loop/layouts" in got.err, "another folder was taken", got)


def test_changed_base_url(folder):
    small_site(folder)
    build(folder)
    build(folder, "--base-url", "https://other.example/x")
    made = tree(folder / "public")
    expect(not any(b"https://hill.example" in b for b in made.values()), "the old address is left")
    build(folder)
    expect_exact(folder)


def test_output_through_a_link(folder):
    small_site(folder / "site")
    (folder / "www").mkdir()
    (folder / "site/public").symlink_to("../www")
    build(folder / "site")
    expect((folder / "site/public").is_symlink(), "the link was replaced")
    expect((folder / "www/index.html").exists(), "nothing was built where it leads")
    build(folder / "site")


def test_manifest_is_not_in_the_output(folder):
    small_site(folder)
    build(folder)
    hidden = [p for p in tree(folder / "public") if p.startswith(".") and p != ".nojekyll"]
    expect(not hidden, *hidden)
    expect((folder / ".pamphlet").exists(), "no manifest")
    expect(set(os.listdir(folder)) == {"content", "layouts", "public", ".pamphlet"},
           *os.listdir(folder))


def test_threads_do_not_matter(folder):
    """The project's own site by one thread and by eight."""
    for part in ("content", "layouts"):
        kit.overlay(kit.ROOT / part, folder / part)
    one = build(folder, "-o", "one", "-j1")
    eight = build(folder, "-o", "eight", "-j8")
    a, b = tree(folder / "one"), tree(folder / "eight")
    expect(a == b, kit.tree_diff(a, b))
    expect(one.err == eight.err, kit.text_diff(one.err, eight.err, "-j1", "-j8"))


def test_two_builds_at_once(folder):
    """One of them may give way, saying so; the output is right in the end."""
    small_site(folder, {f"content/articles/a{i}.md": kit.article(f"A{i}", date="2026-01-01")
                        for i in range(300)})
    command = [kit.program(), "build", "--today", kit.TODAY]
    both = [subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for _ in range(2)]
    ends = [(process.communicate()[1].decode(), process.returncode) for process in both]
    expect(any(status == 0 for _, status in ends), *ends)
    for said, status in ends:
        expect(status == 0 or (status == 1 and "another build" in said), said, status)
    expect_exact(folder)


def test_failed_build_makes_no_folder(folder):
    small_site(folder, {"content/articles/bad.md": kit.article("Bad", date="2026-13-01")})
    got = run(["build", "-o", "new/deep/folder"], folder)
    expect(got.status == 1, got)
    expect(not (folder / "new").exists(), "folders were left behind")


def test_output_names(folder):
    """New folders on the way are made; a slash at the end and ./ before it change nothing."""
    small_site(folder)
    build(folder)
    wanted = tree(folder / "public")
    for name in ("new/deep/folder", "slash/", "./dot", "a b"):
        build(folder, "-o", name)
        got = tree(folder / name)
        expect(got == wanted, name, kit.tree_diff(wanted, got))


def test_web_manifest(folder):
    """Every text in it is one, also where the settings say little."""
    for said, name, description in [("name: Hill", "Hill", None), ("title: T", "T", None),
                                    ("", "x.example", None),
                                    ("title: T\ndescription: 'Say \"ah\"'", "T", 'Say "ah"')]:
        small_site(folder, {"content/site.yaml": f"base_url: https://x.example\n{said}\n"})
        kit.overlay(kit.ROOT / "layouts", folder / "layouts")
        build(folder)
        made = json.loads((folder / "public/site.webmanifest").read_text())
        expect((made["name"], made["short_name"]) == (name, name), made)
        expect(made.get("description") == description and None not in made.values(), made)


def test_a_site_without_a_title(folder):
    """It is called by the clinic's name, else by its host: nothing that is printed lacks a name."""
    for said, name in [("name: Hill", "Hill"), ("", "x.example:8443")]:
        small_site(folder, {"content/site.yaml": f"base_url: https://x.example:8443/way\n{said}\n"})
        kit.overlay(kit.ROOT / "layouts", folder / "layouts")
        build(folder)
        text = (folder / "public/index.html").read_text()
        told = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1]
        names = {part["@type"]: part.get("name") for part in json.loads(told)["@graph"]}
        expect(names == {"WebSite": name, "WebPage": name, "MedicalClinic": name}, names)
        expect(f"<title>{name}</title>" in text, text[:1000])
        expect(json.loads((folder / "public/feed.json").read_text())["title"] == name, name)
