"""pamphlet check --links and --external: what a built site links to, wherever the link was written."""

import http.server
import json
import threading
import time

from kit import EPOCH, article, expect, run, small_site, write


def check(folder, *options, env=None):
    return run(["check", "-q", *options], folder, env=env)


def with_footer(folder, html):
    """A small site whose every page ends with this."""
    small_site(folder)
    base = folder / "layouts/base.html"
    base.write_text(base.read_text().replace("</body>", html + "\n</body>"))


def test_a_sound_site_has_nothing_to_mend(folder):
    small_site(folder)
    got = check(folder, "--links")
    expect(got.status == 0 and "[LK" not in got.err, got)


def test_a_link_in_a_layout_is_found_at_its_line(folder):
    with_footer(folder, '<p>\n<a href="/prices/">Prices</a></p>')
    got = check(folder, "--links")
    line = (folder / "layouts/base.html").read_text().split("/prices/")[0].count("\n") + 1
    expect(got.status == 1, got)
    expect(f'layouts/base.html:{line}:10: error: "/prices/" leads nowhere [LK001]' in got.err, got)
    expect("pages, such as about/index.html: mend it in the layout" in got.err, got)
    expect(got.err.count("/prices/\" leads") == 1, got)
    expect(check(folder).status == 0, "without --links nobody looks")


def test_images_anchors_and_empty_addresses_of_layouts_are_found(folder):
    with_footer(folder, '<img src="/logo.png" alt=""><a href="/about/#team">Team</a>'
                        '<a href="">{{ page.nothing }}</a><link rel="next" href="/articles/no/">')
    got = check(folder, "--links")
    expect('"/logo.png" is no file of the site [LK002]' in got.err, got)
    expect('"/about/#team" names a place that the page does not have [LK005]' in got.err, got)
    expect("is an empty address [LK001]" in got.err, got)
    expect('"/articles/no/" leads nowhere [LK001]' in got.err, got)


def test_sets_of_sources_are_read_as_browsers_do(folder):
    """An address may hold a comma; one at its end, or behind its size, ends it."""
    with_footer(folder, '<img src="/one.png" alt="" srcset="/w=1,h=2/one.png 1x,\n /two.png\t2x,/none.png 3x,'
                        ' /last.png, /gone.png type(a, b) 4x, /a,b.png">')
    write(folder, {f"content/files/{name}": "x" for name in ("one.png", "two.png", "w=1,h=2/one.png",
                                                             "last.png", "a,b.png")})
    got = check(folder, "--links")
    expect('"/none.png" is no file' in got.err and '"/gone.png" is no file' in got.err, got)
    expect(got.err.count("is no file of the site") == 2, got)


def test_feeds_and_the_site_map_are_read_too(folder):
    small_site(folder)
    for name, place in (("atom.xml", "</feed>"), ("sitemap.xml", "</urlset>")):
        file = folder / "layouts" / name
        file.write_text(file.read_text().replace(place, {
            "atom.xml": '<link rel="self" href="https://hill.example/old.xml"/></feed>',
            "sitemap.xml": "<url><loc>https://hill.example/old/</loc></url></urlset>"}[name]))
    got = check(folder, "--links")
    expect('layouts/atom.xml' in got.err and '"https://hill.example/old.xml" leads nowhere' in got.err, got)
    expect('"https://hill.example/old/" leads nowhere' in got.err, got)


def test_addresses_below_a_path_relative_ones_and_those_of_the_host(folder):
    with_footer(folder, '<a href="https://hill.example/clinic/about/">1</a><a href="/clinic/about/?x#top">2</a>'
                        '<a href="/elsewhere/">another site of this host</a><a href="mailto:a@b.example">3</a>'
                        '<a href="https://hill.example.org/">no part of this site</a>'
                        '<a href="/clinic/%61bout/">4</a><a href="/clinic/missing">5</a>')
    settings = folder / "content/site.yaml"
    settings.write_text("title: Hill Clinic\nbase_url: https://hill.example/clinic\n")
    got = check(folder, "--links")
    found = [line for line in got.err.splitlines() if "[LK" in line]
    expect(len(found) == 1 and '"/clinic/missing" leads nowhere' in found[0], got)


def test_a_link_of_an_article_is_reported_once_where_it_is_written(folder):
    small_site(folder, {"content/articles/lost.md": article("Lost", "See [this](nowhere.md).\n")})
    got = check(folder, "--links")
    expect(got.err.count("[LK001]") == 1 and "content/articles/lost.md:5:" in got.err, got)


def test_a_broken_link_to_a_file_counts_once(folder):
    small_site(folder, {"content/articles/lost.md":
                        article("Lost", "See [a](form.pdf).\n\nAnd [b](www.example.com), [c]().\n")})
    got = check(folder, "--links")
    found = [line for line in got.err.splitlines() if "[LK" in line]
    expect(len(found) == 3 and all("content/articles/lost.md:" in line for line in found), got)


def test_findings_are_json_for_programs(folder):
    with_footer(folder, '<a href="/prices/">Prices</a>')
    got = check(folder, "--links", "--format", "json")
    said = [json.loads(line) for line in got.err.splitlines()]
    found = [one for one in said if one["code"] == "LK001"]
    expect(len(found) == 1 and found[0]["file"] == "layouts/base.html" and found[0]["line"] > 1, got)


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another site, on loopback."""

    protocol_version = "HTTP/1.1"
    asked, lock, now_at_once, most_at_once, flaky = [], threading.Lock(), 0, 0, 0

    def answer(self):
        cls = type(self)
        with cls.lock:
            cls.asked.append((self.command, self.path))
            cls.now_at_once += 1
            cls.most_at_once = max(cls.most_at_once, cls.now_at_once)
        time.sleep(0.02)
        status, extra = 200, {}
        if self.path == "/gone":
            status = 404
        elif self.path == "/moved":
            status, extra = 301, {"Location": "/new-home"}
        elif self.path == "/for-now":
            status, extra = 302, {"Location": "/new-home"}
        elif self.path == "/no-head" and self.command == "HEAD":
            status = 405
        elif self.path == "/flaky":
            cls.flaky += 1
            status, extra = (503, {"Retry-After": "1"}) if cls.flaky == 1 else (200, {})
        body = b"" if self.command == "HEAD" else b"here"
        with cls.lock:
            cls.now_at_once -= 1
        self.send_response(status)
        for name, value in {**extra, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_HEAD = answer

    def log_message(self, *_):
        pass


def with_elsewhere(body):
    """Runs `body(address)` while the other site answers."""
    Elsewhere.asked, Elsewhere.most_at_once, Elsewhere.flaky = [], 0, 0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        body(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()


def links_to(folder, addresses):
    text = "".join(f"- [Page {i}]({address})\n" for i, address in enumerate(addresses))
    small_site(folder, {"content/articles/out.md": article("Out", text)})


def test_other_sites_are_asked_only_with_external_and_reported(folder):
    def body(at):
        links_to(folder, [at + path for path in ("/ok", "/gone", "/moved", "/for-now", "/no-head", "/flaky")])
        check(folder, "--links")
        expect(not Elsewhere.asked, Elsewhere.asked)
        got = check(folder, "--external")
        expect(got.status == 0, got)
        expect(f'content/articles/out.md:6:12: warning: "{at}/gone" answers with error 404 [LK011]'
               in got.err, got)
        expect(f'"{at}/moved" has moved for good [LK012]' in got.err, got)
        expect(f"write its new address: {at}/new-home" in got.err, got)
        for fine in ("/ok", "/for-now", "/no-head", "/flaky"):
            expect(f'"{at}{fine}"' not in got.err, got)
        expect(("GET", "/no-head") in Elsewhere.asked and ("GET", "/ok") not in Elsewhere.asked,
               Elsewhere.asked)
    with_elsewhere(body)


def test_answers_are_kept_and_silence_is_counted_in_days(folder):
    def body(at):
        links_to(folder, [at + "/ok", at + "/gone"])
        check(folder, "--external")
        Elsewhere.asked.clear()
        later = {"SOURCE_DATE_EPOCH": str(int(EPOCH) + 3 * 86400)}
        got = check(folder, "--external", env=later)
        expect("it has been so for 3 days" in got.err, got)
        expect(all(path == "/gone" for _, path in Elsewhere.asked), Elsewhere.asked)
        Elsewhere.asked.clear()
        check(folder, "--external", env={"SOURCE_DATE_EPOCH": str(int(EPOCH) + 8 * 86400)})
        expect(("HEAD", "/ok") in Elsewhere.asked, "an answer of last week is asked for again")
        write(folder, {".pamphlet/links.json": "{ damaged"})
        got = check(folder, "--external")
        expect(got.status == 0 and "/gone" in got.err, got)
    with_elsewhere(body)


def test_one_host_gets_two_requests_at_a_time(folder):
    def body(at):
        links_to(folder, [f"{at}/page-{i}" for i in range(40)])
        expect(check(folder, "--external").status == 0)
        expect(len(Elsewhere.asked) == 40 and Elsewhere.most_at_once <= 2,
               len(Elsewhere.asked), Elsewhere.most_at_once)
    with_elsewhere(body)


def test_two_parts_of_a_page_are_asked_for_once(folder):
    def body(at):
        links_to(folder, [f"{at}/gone#one", f"{at}/gone#two", f"{at}/gone"])
        got = check(folder, "--external")
        expect([path for _, path in Elsewhere.asked] == ["/gone", "/gone"], Elsewhere.asked)
        expect(got.err.count("answers with error 404") == 3, got)
    with_elsewhere(body)


def test_a_host_that_nobody_answers_for(folder):
    links_to(folder, ["http://127.0.0.1:9/"])
    got = check(folder, "--external")
    expect('"http://127.0.0.1:9/" does not answer: ' in got.err and got.status == 0, got)
