"""Somebody who types commands into terminals, one after the other."""

import os
import re
import shlex
import signal
import subprocess
import time
from pathlib import Path

PATIENCE = 600  # seconds for one command


def blocks(text, kind):
    """The fenced blocks of a kind, in order."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)


class Typist:
    """`folder` is empty; `source` is what the first clone is of; `program` is the one under test."""

    def __init__(self, folder, source, program):
        self.folder, self.source, self.program = Path(folder), Path(source), program
        self.said, self.serving, self.address = "", None, None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.serving:
            self.serving.send_signal(signal.SIGINT)
            try:
                self.serving.wait(20)
            except subprocess.TimeoutExpired:
                self.serving.kill()
            self.serving.stdout.close()

    def type(self, lines):
        for line in lines.strip().splitlines():
            words = shlex.split(line)
            if words[0] == "cd":
                self.folder = self.folder / words[1]
            elif words[:2] == ["git", "clone"]:
                self.run(["git", "clone", "-q", str(self.source), words[2].rsplit("/", 1)[1]])
            elif words == ["make"]:
                self.make()
            elif words[1:2] == ["serve"]:
                self.serve(words)
            else:
                self.run(words)

    def run(self, words):
        done = subprocess.run(words, cwd=self.folder, stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE)
        self.said += done.stdout
        if done.returncode:
            raise AssertionError(f"{' '.join(words)} ended with {done.returncode}\n{done.stdout[-3000:]}")

    def make(self):
        """Compiles, or takes the program under test, which was compiled from the same sources."""
        own = self.source / "build" / "pamphlet"
        if os.environ.get("CI") and os.path.realpath(self.program) == str(own):
            self.run(["make"])
        else:
            (self.folder / "build").mkdir()
            (self.folder / "build/pamphlet").symlink_to(self.program)
            self.run(["build/pamphlet", "build"])

    def serve(self, words):
        self.serving = subprocess.Popen(words, cwd=self.folder, stdin=subprocess.DEVNULL, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for line in self.serving.stdout:
            found = re.search(r"http://localhost:\d+/", line)
            if found:
                self.address = found[0]
                return
        raise AssertionError("the server gives no address")

    def wait_for(self, true, seconds=30):
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise AssertionError("it does not come")
            time.sleep(0.1)
