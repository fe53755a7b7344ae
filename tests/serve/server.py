"""A running `pamphlet serve` to talk to, which ends with its test."""

import http.client
import os
import queue
import re
import signal
import socket
import subprocess
import threading
import time

import kit
from kit import expect

PATIENCE = 60  # seconds until something that must come counts as missing


class Reply:
    def __init__(self, answer):
        self.status, self.body = answer.status, answer.read()
        self.headers = {}
        for name, value in answer.getheaders():
            self.headers[name.lower()] = value

    def __str__(self):
        return f"{self.status} {self.headers}\n{self.body[:2000]!r}"


class Server:
    """with Server(site) as s: s.get("/")"""

    def __init__(self, site, *args, port=0, built=True, patience=PATIENCE, under=()):
        self.site, self.args, self.wanted, self.under = site, args, port, under
        self.built, self.patience = built, patience

    def __enter__(self):
        env = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        command = [*self.under, kit.program(), "serve", "--today", kit.TODAY, *map(str, self.args)]
        if self.wanted is not None:
            command += ["--port", str(self.wanted)]
        self.process = subprocess.Popen(command, cwd=self.site, env=env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.said, self.errors = queue.Queue(), []
        for stream, keep in ((self.process.stdout, self.said.put),
                             (self.process.stderr, self.errors.append)):
            threading.Thread(target=self._read, args=(stream, keep), daemon=True).start()
        self.log = []
        ready = self.wait_for("The site is at ")
        self.port = int(re.search(r":(\d+)/", ready)[1])
        if self.built:
            self.wait_for("Built ")
        return self

    @staticmethod
    def _read(stream, keep):
        for line in stream:
            keep(line.decode("utf-8", "replace"))

    def wait_for(self, words):
        """The next line on standard output that has these words."""
        end = time.monotonic() + self.patience
        while time.monotonic() < end:
            try:
                line = self.said.get(timeout=0.2)
            except queue.Empty:
                expect(self.process.poll() is None, "the server ended", *self.log, *self.errors)
                continue
            self.log.append(line)
            if words in line:
                return line
        expect(False, f"it never said {words!r}", *self.log, *self.errors)

    def wait_for_error(self, words):
        """True once standard error has a line with these words."""
        end = time.monotonic() + PATIENCE
        while not any(words in line for line in self.errors):
            expect(time.monotonic() < end, f"it never reported {words!r}", *self.log, *self.errors)
            time.sleep(0.05)
        return True

    def stop(self, number=signal.SIGINT):
        """Its exit status and how long it took to end."""
        start = time.monotonic()
        self.process.send_signal(number)
        status = self.process.wait(PATIENCE)
        return status, time.monotonic() - start

    def __exit__(self, *why):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                expect(why[0], "the server did not end when told to")
        status = self.process.returncode
        expect(why[0] or status == 0, f"exit status {status}", *self.log, *self.errors)

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, path, method="GET", body=None, host=None, **headers):
        """The reply to one request, its path sent as it is."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        c._validate_path = lambda path: None
        c._encode_request = lambda request: request.encode("latin-1")
        try:
            c.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if host != "":
                c.putheader("Host", host or f"localhost:{self.port}")
            for name, value in headers.items():
                c.putheader(name.replace("_", "-"), value)
            if body is not None:
                c.putheader("Content-Length", str(len(body)))
            c.endheaders(body)
            return Reply(c.getresponse())
        finally:
            c.close()

    def get(self, path, **headers):
        return self.ask(path, **headers)

    def raw(self, data, until_closed=True):
        """What comes back for these bytes, until the server closes."""
        with self.connect() as s:
            s.sendall(data)
            got = b""
            try:
                while until_closed or b"\r\n" not in got:
                    piece = s.recv(65536)
                    if not piece:
                        break
                    got += piece
            except ConnectionResetError:
                pass
            return got


class Events:
    """An event stream being listened to: `next()` gives (name, data)."""

    def __init__(self, server, page="", mark="none"):
        self.socket = server.connect()
        path = f"/_pamphlet/events?mark={mark}&page={page.replace('/', '%2F')}"
        self.socket.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost:{server.port}\r\n\r\n".encode())
        self.file = self.socket.makefile("rb")
        line = self.file.readline()
        expect(b" 200 " in line, line)
        while line not in (b"\r\n", b""):
            line = self.file.readline()

    def next(self):
        name, data = None, []
        for line in self.file:
            line = line.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                data.append(line[6:])
            elif not line and name:
                return name, "\n".join(data)
        expect(False, "the event stream ended")

    def until(self, wanted):
        """Everything up to the first event of that name, as {name: data}."""
        seen = {}
        while wanted not in seen:
            name, data = self.next()
            seen[name] = data
        return seen

    def close(self):
        self.file.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *why):
        self.close()


def mark_of(reply):
    """The mark that a page carries for the event stream."""
    found = re.search(rb'data-mark="([^"]+)"', reply.body)
    expect(found, "the page has no script", reply)
    return found[1].decode()
