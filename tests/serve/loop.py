"""Saving, rebuilding, and telling the pages that are open."""

import os
import random
import re
import signal
import socket
import time
from urllib.parse import quote

import kit
from kit import expect
from server import Events, Server, mark_of

PAGE = "/articles/epidural/"
SOURCE = "content/articles/epidural.md"


def save(folder, path, text):
    (folder / path).write_text(text)


def epidural(body, title="Epidural"):
    return kit.article(title, body, date="2026-01-05", tags="[spine]")


def listening(server, page=PAGE):
    return Events(server, page, mark_of(server.get(page)))


def test_a_saved_page_is_loaded_again(folder):
    with Server(kit.small_site(folder)) as s, listening(s) as page, \
            listening(s, "/about/") as other:
        save(folder, SOURCE, epidural("New words.\n"))
        line = s.wait_for("Saved")
        expect(line.startswith("Saved articles/epidural.md \N{EM DASH} rebuilt in "), line)
        expect(page.until("built").get("site") == "reload", "the page that changed")
        expect("site" not in other.until("built"), "a page that did not")
        expect(b"New words." in s.get(PAGE).body, "the new page")


def test_a_page_that_missed_builds_is_told_at_once(folder):
    with Server(kit.small_site(folder)) as s:
        mark = mark_of(s.get(PAGE))
        save(folder, SOURCE, epidural("New words.\n"))
        s.wait_for("Saved")
        with Events(s, PAGE, mark) as page:
            expect(page.next() == ("site", "reload"), "missed a build")
        with listening(s) as page:
            save(folder, "content/pages/about.md", kit.article("About", "Other.\n"))
            expect("site" not in page.until("built"), "missed none")


def without_script(page):
    """A page as its file has it."""
    return re.sub(rb'<script src="/_pamphlet/reload[^>]*></script>\n', b"", page)


def expect_exact(server, folder):
    """What is served is, to the byte, what a build from nothing makes."""
    got = kit.run(["build", "--clean", "--drafts", "--future", "--today", kit.TODAY, "-o", "clean",
                   "-q"], folder)
    expect(got.status == 0, got)
    clean, served = kit.tree(folder / "clean"), kit.tree(folder / site_folder(server))
    served = {path: text for path, text in served.items() if not path.startswith(".pamphlet-stage")}
    expect(clean == served, kit.tree_diff(clean, served))
    for path, text in clean.items():
        if path.endswith("index.html"):
            shown = server.get("/" + quote(path.removesuffix("index.html")))
            moved = shown.status == 301  # an old address
            expect(moved or without_script(shown.body) == text, path, "is shown as it is not built")


def site_folder(server):
    return f".pamphlet/serve/site-{server.port}"


def with_layouts(folder, files=()):
    site = kit.small_site(folder, files)
    kit.overlay(kit.ROOT / "layouts", site / "layouts")
    return site


def test_a_page_is_seen_before_its_build(folder):
    """The build then finds the page as it is shown, and others hear of what they show of it."""
    about = "content/pages/about.md"
    with Server(with_layouts(folder)) as s, listening(s, "/about/") as page:
        save(folder, about, kit.article("About", "New words.\n"))
        expect(page.next() == ("site", "reload"), "as soon as it is saved")
        expect(b"New words." in s.get("/about/").body, "the page")
        expect(page.next() == ("built", ""), "and not again after the build")
        with listening(s, "/") as home:
            save(folder, SOURCE, epidural("New words.\n", "A new title"))
            expect(home.until("built").get("site") == "reload", "the list shows the title")
        expect(b"A new title" in s.get("/").body, "the list")
        expect_exact(s, folder)


def test_the_sample_is_seen_as_it_is_built(folder):
    """Every page of it, edited."""
    for part in ("content", "layouts"):
        kit.overlay(kit.ROOT / part, folder / part)
    pages = {}
    for source in sorted((folder / "content").rglob("*.md")):
        found = re.fullmatch(r"(articles|pages|people)/([a-z][\w-]*?)(?:/index)?(\.es)?\.md",
                             str(source.relative_to(folder / "content")))
        if found:
            part, slug, language = found.groups()
            part = "" if part == "pages" else f"{part}/"
            pages[source] = f"/es/{part}{slug}/" if language else f"/{part}{slug}/"
    expect(len(pages) > 40, pages)
    with Server(folder) as s:
        for source, address in pages.items():
            with listening(s, address) as page:
                source.write_text(source.read_text() + "\nIt is as it was.\n")
                page.until("site")
                ahead = s.get(address).body
                page.until("built")
                built = s.get(address).body
            expect(b"It is as it was." in ahead, address)
            ahead, built = without_script(ahead).decode(), without_script(built).decode()
            expect(ahead == built, address, kit.text_diff(ahead, built, "ahead", "built"))
        expect_exact(s, folder)


def test_whatever_is_saved_the_site_is_exact_in_the_end(folder):
    """Saves faster than builds: edits, an error and its mending, an article that moves, one that
    goes, a tag, a style sheet, in all orders."""
    names = [f"n{i}" for i in range(6)]
    articles = {f"content/articles/{name}.md": kit.article(f"Number {name}", "Words.\n")
                for name in names}
    chance = random.Random(7)
    with Server(with_layouts(folder, articles)) as s, listening(s) as page:
        def edit(i):
            save(folder, SOURCE, epidural(f"Words {i}.\n", f"Title {i // 3}"))

        def edit_other(i):
            save(folder, f"content/articles/{chance.choice(names)}.md",
                 kit.article("Other", f"Other {i}, by [another](epidural.md).\n"))

        def break_it(i):
            save(folder, SOURCE, epidural("[x](nowhere.md)\n"))

        def tag(i):
            save(folder, SOURCE, kit.article("Epidural", "Tagged.\n", tags=f"[t{i}]"))

        def move(i):
            kit.write(folder, {"content/articles/gone.md": kit.article("Gone", f"{i}\n")})
            (folder / "content/articles/gone.md").rename(folder / "content/articles/moved.md")

        def remove(i):
            (folder / "content/articles/moved.md").unlink(missing_ok=True)

        def style(i):
            style = folder / "layouts/assets/css/extra.css"
            style.write_text(f"a {{ order: {i} }}\n")

        steps = [edit, edit, edit, edit_other, edit_other, break_it, tag, move, remove, style]
        for burst in range(6):
            for i in range(20):
                chance.choice(steps)(100 * burst + i)
                time.sleep(chance.choice([0, 0, 0.01, 0.1]))
            edit(100 * burst + 50)
            last = f"content/articles/last{burst}.md"
            save(folder, last, kit.article(f"Last {burst}", "The end.\n"))
            while s.get(f"/articles/last{burst}/").status != 200:
                page.until("built")
            expect_exact(s, folder)


def test_an_error_takes_back_nothing_but_what_no_build_made(folder):
    """An error that only a build finds: two articles come to have one address."""
    site = kit.small_site(folder)
    with Server(site) as s, listening(s) as page:
        good = s.get(PAGE).body
        save(folder, "content/articles/third.md",
             kit.article("Third", "x\n", url=PAGE))
        save(folder, SOURCE, epidural("New words.\n"))
        while not page.until("built").get("problems"):
            pass
        expect(s.get(PAGE).body == good, "the last good site stays")
        (folder / "content/articles/third.md").unlink()
        while page.until("built").get("problems") != "":
            pass
        expect(b"New words." in s.get(PAGE).body, "and comes with the next that is good")
        expect_exact(s, folder)


def test_styles_alone_are_swapped(folder):
    site = kit.small_site(folder)
    kit.overlay(kit.ROOT / "layouts", site / "layouts")
    with Server(site) as s, listening(s) as page:
        style = next((folder / "layouts/assets/css").glob("*.css"))
        style.write_text(style.read_text() + "\nbody { color: red }\n")
        expect(page.until("built").get("site") == "styles", "only a style sheet changed")
        save(folder, SOURCE, epidural("New words.\n"))
        expect(page.until("built").get("site") == "reload", "then a page")


def test_a_picture_of_the_same_name_is_news(folder):
    site = kit.small_site(folder, {"content/files/a.jpg": b"one"})
    with Server(site) as s, listening(s) as page:
        (folder / "content/files/a.jpg").write_bytes(b"two")
        expect(page.until("built").get("site") == "reload", "the page shows another picture")


def test_errors_are_shown_and_go_when_mended(folder):
    with Server(kit.small_site(folder)) as s, listening(s) as page:
        good = s.get(PAGE).body
        save(folder, SOURCE, epidural("[x](nowhere.md)\n", "Epidural <i>"))
        problems = page.until("built")
        expect("content/articles/epidural.md, line 7, column 5" in problems["problems"], problems)
        expect("[x](<mark>nowhere.md</mark>)" in problems["problems"], problems)
        expect("site" not in problems and s.get(PAGE).body == good, "the last good site stays")
        s.wait_for("1 error; the site stays as it was last built")
        with listening(s) as late:
            expect("nowhere.md" in late.until("problems")["problems"], "a page opened later")
        save(folder, SOURCE, epidural("Mended.\n"))
        mended = page.until("built")
        expect(mended["problems"] == "" and mended["site"] == "reload", mended)
        s.wait_for("all is well again")


def test_what_failed_builds_kept_back_comes_with_the_next(folder):
    site = kit.small_site(folder)
    kit.overlay(kit.ROOT / "layouts", site / "layouts")
    with Server(site) as s, listening(s) as page:
        (folder / "layouts/assets/css/extra.css").write_text("a { background: url(none.png) }")
        save(folder, SOURCE, epidural("New words.\n"))
        page.until("built")
        (folder / "layouts/assets/css/extra.css").write_text("a { color: red }")
        told = page.until("built")
        while told.get("problems") != "":
            told = page.until("built")
        expect(told.get("site") == "reload", told)


def test_a_site_with_errors_waits_for_its_first_build(folder):
    site = kit.small_site(folder, {SOURCE: "---\ntitle: Epidural\ndate: x\n---\n"})
    with Server(site, built=False) as s:
        s.wait_for("1 error; there is no site to show yet")
        page = s.get("/")
        expect(page.status == 503 and b"/_pamphlet/reload.js" in page.body, page)
        with listening(s, "/") as events:
            expect("epidural.md" in events.until("problems")["problems"], "its errors")
            save(folder, SOURCE, kit.article("Epidural"))
            expect(events.until("site")["site"] == "reload", "then the site")
        expect(s.get("/").status == 200, "the site")


def test_what_was_said_is_not_said_again(folder):
    """Warnings of other articles are in the way of those of the one being written."""
    site = kit.small_site(folder, {
        "content/articles/third.md": kit.article("Third", misspeled="x", tag="y")})
    with Server(site) as s:
        s.wait_for_error('did you mean "tags"?')
        del s.errors[:]
        save(folder, SOURCE, epidural("New words.\n"))
        s.wait_for("Saved")
        save(folder, SOURCE, kit.article("Epidural", dat="2026-01-05", tags="[spine]"))
        s.wait_for_error('did you mean "date"?')
        expect(not any("tag" in line for line in s.errors), *s.errors)


def save_as_vim(folder, path, text):
    """A probe, the old file moved away, a new one written, the old one removed."""
    target = folder / path
    (target.parent / "4913").write_text("")
    (target.parent / "4913").unlink()
    target.rename(f"{target}~")
    target.write_text(text)
    os.unlink(f"{target}~")


def save_as_emacs(folder, path, text):
    target = folder / path
    (target.parent / f"#{target.name}#").write_text(text)
    os.symlink("nobody@nowhere", target.parent / f".#{target.name}")
    (target.parent / f".{target.name}.swp").write_text("x")
    target.write_text(text)
    for other in (f"#{target.name}#", f".#{target.name}", f".{target.name}.swp"):
        (target.parent / other).unlink()


def save_by_move(folder, path, text):
    target = folder / path
    (target.parent / "new.tmp12").write_text(text)
    (target.parent / "new.tmp12").rename(target)


def test_editors_save_in_their_own_ways(folder):
    with Server(kit.small_site(folder)) as s:
        for i, way in enumerate([save_as_vim, save_as_emacs, save_by_move]):
            way(folder, SOURCE, epidural(f"Words {i}.\n"))
            line = s.wait_for("Saved")
            expect("Saved articles/epidural.md" in line, way.__name__, *s.log)
            expect(f"Words {i}.".encode() in s.get(PAGE).body, way.__name__)
        expect(not s.errors, *s.errors)


def test_files_that_come_and_go(folder):
    with Server(kit.small_site(folder)) as s:
        save(folder, "content/articles/third.md", kit.article("Third", date="2026-01-07"))
        s.wait_for("Saved articles/third.md")
        expect(s.get("/articles/third/").status == 200, "a new article")
        (folder / "content/articles/in/a").mkdir(parents=True)
        kit.write(folder, {"content/articles/fourth/index.md": kit.article("Fourth")})
        s.wait_for("Saved articles/fourth/index.md")
        expect(s.get("/articles/fourth/").status == 200, "an article in a new folder")
        save(folder, "content/articles/fourth/index.md", kit.article("Fourth", "Again.\n"))
        s.wait_for("Saved articles/fourth/index.md")
        (folder / "content/articles/third.md").unlink()
        s.wait_for("Removed articles/third.md")
        expect(s.get("/articles/third/").status == 404, "a removed article")


def test_looking_instead_of_being_told(folder):
    with Server(kit.small_site(folder), "--poll") as s:
        save(folder, SOURCE, epidural("New words.\n"))
        s.wait_for("Saved articles/epidural.md")
        expect(b"New words." in s.get(PAGE).body, "the new page")
        (folder / "content/articles/nerve-blocks.md").unlink()
        s.wait_for("Removed articles/nerve-blocks.md")


def test_a_taken_port(folder):
    site = kit.small_site(folder)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        got = kit.run(["serve", "--port", port], folder)
        expect(got.status == 1 and f"port {port} is taken" in got.err, got)
        expect("hint: pamphlet serve --port " in got.err, got)
    got = kit.run(["serve", "--port", "70000"], folder)
    expect(got.status == 2 and "--port is a number from 0 to 65535" in got.err, got)
    expect(site.exists() and not (folder / ".pamphlet").exists(), "nothing was made")


def test_without_a_port_the_next_is_taken(folder):
    kit.small_site(folder)
    with Server(folder, port=None) as first, Server(folder, port=None) as second:
        expect(first.port >= 8000 and second.port > first.port, first.log, second.log)
        expect("is taken" in "".join(second.log), second.log)
        expect(first.get("/").status == second.get("/").status == 200, "both serve")


def test_it_ends_when_told(folder):
    site = kit.small_site(folder)
    for number in (signal.SIGINT, signal.SIGTERM):
        with Server(site) as s, listening(s) as page:
            status, seconds = s.stop(number)
            expect(status == 0 and seconds < 20, status, seconds)
            expect(page.file.read() is not None, "the stream ends")
    with Server(site, built=False) as s:  # during the first build
        expect(s.stop()[0] == 0, "while it builds")


def test_it_ends_where_a_shell_ignores_the_key(folder):
    """So shells start what a script puts into the background."""
    with Server(kit.small_site(folder), under=["sh", "-c", 'trap "" INT; exec "$@"', "sh"]) as s:
        expect(s.stop(signal.SIGINT)[0] == 0, "it ends")


def test_it_outlives_the_terminal_where_it_shall(folder):
    with Server(kit.small_site(folder), under=["nohup"]) as s:
        s.process.send_signal(signal.SIGHUP)
        save(folder, SOURCE, epidural("New words.\n"))
        s.wait_for("Saved articles/epidural.md")
        expect(b"New words." in s.get(PAGE).body, "it goes on")


def test_memory_does_not_grow(folder):
    """Fifty builds, then as many again: what is held for good is held after the first fifty."""
    with Server(kit.small_site(folder)) as s, listening(s) as page:
        def edits(first):
            for i in range(first, first + 50):
                save(folder, SOURCE, epidural(f"Words {i}.\n"))
                page.until("built")
        if not os.path.exists(f"/proc/{s.process.pid}/status"):
            raise kit.Skipped("needs /proc")
        if "asan" in kit.program() or "tsan" in kit.program():
            raise kit.Skipped("a sanitizer keeps memory for itself")
        edits(0)
        before = resident(s)
        edits(50)
        time.sleep(0.1)
        expect(resident(s) < before + 2000, before, resident(s))


def resident(server):
    """KiB."""
    for line in open(f"/proc/{server.process.pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1])


TESTS = [test_a_saved_page_is_loaded_again, test_a_page_that_missed_builds_is_told_at_once,
         test_a_page_is_seen_before_its_build, test_the_sample_is_seen_as_it_is_built,
         test_whatever_is_saved_the_site_is_exact_in_the_end,
         test_an_error_takes_back_nothing_but_what_no_build_made,
         test_styles_alone_are_swapped, test_a_picture_of_the_same_name_is_news,
         test_errors_are_shown_and_go_when_mended,
         test_what_failed_builds_kept_back_comes_with_the_next,
         test_a_site_with_errors_waits_for_its_first_build, test_what_was_said_is_not_said_again,
         test_editors_save_in_their_own_ways,
         test_files_that_come_and_go, test_looking_instead_of_being_told, test_a_taken_port,
         test_without_a_port_the_next_is_taken, test_it_ends_when_told,
         test_it_ends_where_a_shell_ignores_the_key,
         test_it_outlives_the_terminal_where_it_shall,
         test_memory_does_not_grow]
