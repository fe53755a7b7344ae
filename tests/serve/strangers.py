"""What comes from others: tricks, broken requests, and too much of everything."""

import os
import socket
import time
from urllib.parse import quote

import kit
from kit import expect
from server import Events, Server

SECRET = b"a secret outside the folder"


def site_with_a_way_out(folder):
    site = kit.small_site(folder / "site")
    (folder / "secret.txt").write_bytes(SECRET)
    (site / "secret.txt").write_bytes(SECRET)
    return site


def test_no_path_leads_out(folder):
    site = site_with_a_way_out(folder)
    with Server(site) as s:
        output = site / ".pamphlet" / "serve" / f"site-{s.port}"
        (output / "link.txt").symlink_to(folder / "secret.txt")
        (output / "folder").symlink_to(folder)
        (output / "inside.txt").symlink_to(output / "index.html")
        os.mkfifo(output / "pipe.txt")
        climbs = ["/" + up * n + "secret.txt"
                  for up in ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e/",
                             "..%252f", "%c0%ae%c0%ae/", "....//", ".%00./", "..;/", "\u2025/")
                  for n in (1, 3, 4)]
        others = ["/link.txt", "/folder/secret.txt", "/inside.txt", "/pipe.txt", "/index.html%00",
                  "/folder/", "//etc/passwd", "/%2fetc/passwd", "/etc/passwd", "/.pamphlet-stage/",
                  "/" + quote(f"{folder}/secret.txt"), "/assets/../../secret.txt", "/./index.html", "/%"]
        for path in climbs + others:
            got = s.get(path.encode().decode("latin-1"))
            expect(got.status in (400, 404), path, got)
            expect(SECRET not in got.body and b"root:" not in got.body, path, got)
        got = s.raw(f"GET http://localhost/../secret.txt HTTP/1.1\r\nHost: localhost:{s.port}\r\n"
                    "Connection: close\r\n\r\n".encode())
        expect(b" 400 " in got.split(b"\r\n")[0], got)


def test_only_its_own_name_is_answered(folder):
    with Server(kit.small_site(folder)) as s:
        for host in (f"localhost:{s.port}", f"127.0.0.1:{s.port}", f"[::1]:{s.port}"):
            expect(s.get("/", host=host).status == 200, host)
        for host in ("evil.example", f"evil.example:{s.port}", "localhost", "localhost:1",
                     f"localhost.evil.example:{s.port}"):
            got = s.get("/", host=host)
            expect(got.status == 421 and b"Hill" not in got.body, host, got)
        expect(s.get("/", host="").status == 400, "no host")
        two = f"GET / HTTP/1.1\r\nHost: localhost:{s.port}\r\nHost: evil\r\nConnection: close\r\n\r\n"
        expect(b" 400 " in s.raw(two.encode()).split(b"\r\n")[0], "two hosts")


def test_reading_is_all_one_may_do(folder):
    with Server(kit.small_site(folder)) as s:
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "MOVE"):
            got = s.ask("/", method, body=b"x=1" if method in ("POST", "PUT") else None)
            expect(got.status == 405 and got.headers["allow"] == "GET, HEAD", method, got)
        with s.connect() as c:
            c.sendall(f"POST / HTTP/1.1\r\nHost: localhost:{s.port}\r\n"
                      "Content-Length: 9999999\r\n\r\n".encode())
            try:
                for _ in range(200):
                    c.sendall(b"x" * 65536)
                closed = False
            except OSError:
                closed = True
            expect(closed, "a body without end is cut off")


def test_broken_requests_do_no_harm(folder):
    with Server(kit.small_site(folder)) as s:
        host = f"Host: localhost:{s.port}\r\n".encode()
        broken = [b"\r\n\r\n", b"\0" * 500, b"GET\r\n\r\n", b"GET /\r\n\r\n", b"GET  HTTP/1.1\r\n\r\n",
                  b"GET / HTTP/9.9\r\n" + host + b"\r\n", b"G\xffT / HTTP/1.1\r\n" + host + b"\r\n",
                  b"GET /\0x HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n",
                  b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n" + host + b"\r\n",
                  b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 70000 + b"\r\n\r\n",
                  b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20000 + b"\r\n",
                  b"POST / HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n",
                  b"POST / HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                  b"GET / HTTP/1.1\r\n" + host + b"Range: bytes=" + b"0-1," * 5000 + b"\r\n\r\n",
                  b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256))]
        for request in broken:
            with s.connect() as c:
                try:
                    c.sendall(request)
                    c.shutdown(socket.SHUT_WR)
                    c.settimeout(2)
                    answer = c.recv(65536)
                except OSError:
                    answer = b""
            expect(not answer.startswith(b"HTTP/1.1 200") or b"Host" in request, request[:60], answer)
            expect(s.get("/").status == 200, "it still serves", request[:60])


def test_slow_and_silent_clients_are_no_hindrance(folder):
    site = kit.small_site(folder, {"content/files/film.mp4": os.urandom(8_000_000)})
    with Server(site) as s:
        host = f"Host: localhost:{s.port}\r\n".encode()
        idle = [s.connect() for _ in range(200)]
        for i, c in enumerate(idle):
            if i % 4 == 1:
                c.sendall(b"GET / HT")
            elif i % 4 == 2:
                c.sendall(b"GET / HTTP/1.1\r\n" + host)
            elif i % 4 == 3:
                c.sendall(b"GET /film.mp4 HTTP/1.1\r\n" + host + b"\r\n")  # and never reads
        start = time.monotonic()
        for _ in range(50):
            expect(s.get("/").status == 200, "others are served")
        expect(time.monotonic() - start < 30, "and are not kept waiting")
        expect(s.get("/film.mp4").body[:4] != b"", "the film, too")
        for c in idle:
            c.close()


def test_a_thousand_listeners(folder):
    site = kit.small_site(folder)
    with Server(site) as s:
        all_of_them = [Events(s, "/about/") for _ in range(1000)]
        for one in all_of_them:
            expect(one.next() == ("site", "reload"), "each is told what it missed")
        (folder / "content/pages/about.md").write_text(kit.article("About", "Other words.\n"))
        for one in all_of_them:
            told = one.until("built")
            expect(told.get("site") == "reload", told)
        for one in all_of_them[::2]:
            one.close()
        (folder / "content/pages/about.md").write_text(kit.article("About", "Third words.\n"))
        for one in all_of_them[1::2]:
            expect(one.until("built").get("site") == "reload", "those that stayed")
        expect(s.get("/about/").status == 200, "and it still serves")
        for one in all_of_them[1::2]:
            one.close()


def test_streams_that_break_off_are_let_go(folder):
    site = kit.small_site(folder)
    with Server(site) as s:
        before = files_of(s)
        for i in range(20):
            for one in [Events(s, "/about/") for _ in range(20)]:
                one.close()
            (folder / "content/pages/about.md").write_text(kit.article("About", f"Words {i}.\n"))
            s.wait_for("Saved")
        (folder / "content/pages/about.md").write_text(kit.article("About", "Last words.\n"))
        s.wait_for("Saved")
        for _ in range(100):  # a closed connection is let go a moment after it was written to
            if files_of(s) < before + 50:
                break
            time.sleep(0.1)
        expect(files_of(s) < before + 50, before, files_of(s))


def files_of(server):
    folder = f"/proc/{server.process.pid}/fd"
    if not os.path.exists(folder):
        raise kit.Skipped("needs /proc")
    return len(os.listdir(folder))


TESTS = [test_no_path_leads_out, test_only_its_own_name_is_answered, test_reading_is_all_one_may_do,
         test_broken_requests_do_no_harm, test_slow_and_silent_clients_are_no_hindrance,
         test_a_thousand_listeners, test_streams_that_break_off_are_let_go]
