"""What stands at an address, as a web host would have it."""

import kit
from kit import expect
from server import Server


def site_with_everything(folder):
    return kit.small_site(folder, {
        "content/articles/epidural.md": kit.article("Epidural", date="2026-01-05",
                                                    aliases="[/old-name/, /old]"),
        "content/articles/later.md": kit.article("Later", date="2027-01-01"),
        "content/articles/unready.md": kit.article("Unready", draft=True),
        "content/files/numbers.txt": "0123456789",
        "content/files/a b/ñ.txt": "blank",
        "content/files/empty.txt": "",
        "content/files/film.mp4": b"\0" * 300000,
    })


def test_types_and_tags(folder):
    with Server(site_with_everything(folder)) as s:
        page = s.get("/articles/epidural/")
        expect(page.status == 200, page)
        expect(page.headers["content-type"] == "text/html; charset=utf-8", page)
        expect(int(page.headers["content-length"]) == len(page.body), page)
        tag = page.headers["etag"]
        again = s.get("/articles/epidural/", If_None_Match=f'"x", W/{tag}')
        expect(again.status == 304 and not again.body, again)
        head = s.ask("/articles/epidural/", "HEAD")
        expect(head.status == 200 and not head.body, head)
        expect(head.headers["content-length"] == page.headers["content-length"], head)
        text = s.get("/numbers.txt")
        expect(text.headers["content-type"] == "text/plain; charset=utf-8", text)
        expect(text.body == b"0123456789", text)
        expect(s.get("/a%20b/%C3%B1.txt").body == b"blank", "a name with a blank")
        expect(s.get("/empty.txt").status == 200, "an empty file")


def test_ranges(folder):
    with Server(site_with_everything(folder)) as s:
        for asked, status, got, where in [
                ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
                ("bytes=8-", 206, b"89", "bytes 8-9/10"),
                ("bytes=-3", 206, b"789", "bytes 7-9/10"),
                ("bytes=10-", 416, b"", "bytes */10"),
                ("bytes=1-2,4-5", 200, b"0123456789", None)]:
            part = s.get("/numbers.txt", Range=asked)
            expect((part.status, part.body, part.headers.get("content-range")) ==
                   (status, got, where), asked, part)
        whole = s.get("/numbers.txt", Range="bytes=2-4", If_Range='"another"')
        expect(whole.status == 200 and len(whole.body) == 10, whole)
        part = s.get("/film.mp4", Range="bytes=299990-")
        expect(part.status == 206 and part.body == b"\0" * 10, part)
        expect(s.get("/empty.txt", Range="bytes=0-").status == 416, "a part of nothing")


def test_missing_and_folders(folder):
    with Server(site_with_everything(folder)) as s:
        missing = s.get("/nowhere/")
        expect(missing.status == 404, missing)
        expect((folder / f".pamphlet/serve/site-{s.port}/404.html").read_bytes()[:40] ==
               missing.body[:40], "it is the site's 404.html", missing)
        moved = s.get("/articles/epidural?q=1")
        expect(moved.status == 301 and moved.headers["location"] == "/articles/epidural/?q=1", moved)
        for hidden in ("/_headers", "/_redirects", "/.nojekyll", "/index.html/"):
            expect(s.get(hidden).status in (400, 404), hidden)


def test_host_files(folder):
    with Server(site_with_everything(folder)) as s:
        for old in ("/old-name/", "/old-name", "/old", "/old/"):
            moved = s.get(old)
            expect(moved.status == 301 and moved.headers["location"] == "/articles/epidural/", old,
                   moved)
        page = s.get("/")
        written = (folder / f".pamphlet/serve/site-{s.port}/_headers").read_text()
        for line in written.splitlines():
            name, _, value = line.strip().partition(": ")
            if name in ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy"):
                expect(page.headers[name.lower()] == value, name, page)
        framed = s.get("/", Sec_Fetch_Dest="iframe", Sec_Fetch_Site="same-origin")
        expect("frame-ancestors 'self'" in framed.headers["content-security-policy"], framed)
        expect(framed.headers["x-frame-options"] == "SAMEORIGIN", framed)
        other = s.get("/", Sec_Fetch_Dest="iframe", Sec_Fetch_Site="cross-site")
        expect(other.headers["x-frame-options"] == "DENY", other)


def test_below_a_path(folder):
    site = kit.small_site(folder, {
        "content/site.yaml": "title: Hill\nbase_url: https://host.example/a/clinic\n"})
    with Server(site) as s:
        for start in ("/", "/a/clinic"):
            moved = s.get(start)
            expect(moved.headers.get("location") == "/a/clinic/", start, moved)
        expect(s.get("/a/clinic/articles/epidural/").status == 200, "a page below the path")
        expect(s.get("/articles/epidural/").status == 404, "a page beside the path")
        expect("content-security-policy" in s.get("/a/clinic/").headers, "its headers hold there")


def test_unpublished_pages_are_shown_and_marked(folder):
    kit.overlay(kit.ROOT / "layouts", folder / "layouts")
    site_with_everything(folder)
    kit.overlay(kit.ROOT / "layouts", folder / "layouts")
    with Server(folder) as s:
        draft, later = s.get("/articles/unready/"), s.get("/articles/later/")
        expect(draft.status == 200 and b"This page is a draft." in draft.body, draft)
        expect(later.status == 200 and b"planned for a later date" in later.body, later)
        expect(not (folder / "public").exists(), "the public folder is another's")


def test_the_script_is_in_no_file(folder):
    with Server(site_with_everything(folder)) as s:
        page = s.get("/articles/epidural/")
        expect(page.body.count(b"/_pamphlet/reload.js") == 1, page)
        for path, body in kit.tree(folder / ".pamphlet").items():
            expect(b"/_pamphlet/" not in body, path)
        script = s.get("/_pamphlet/reload.js")
        expect(script.headers["content-type"] == "text/javascript; charset=utf-8", script)
        expect(s.get("/_pamphlet/nothing").status == 404, "an own address that is none")


TESTS = [test_types_and_tags, test_ranges, test_missing_and_folders, test_host_files,
         test_below_a_path, test_unpublished_pages_are_shown_and_marked,
         test_the_script_is_in_no_file]
