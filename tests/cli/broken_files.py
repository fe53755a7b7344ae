"""A shared file with a mistake gets its own error; nothing that is right is blamed for it."""

import re
import shutil

import kit
from kit import expect, run

UNREADABLE = b"\0"  # no text at all
OLD = b"\xff"  # not UTF-8


def sample(folder):
    for name in ("content", "layouts"):
        shutil.copytree(kit.ROOT / name, folder / name)


def append(what):
    return lambda text: text + what


def replace(old, new):
    def change(text):
        expect(old in text, f"the sample has no {old}")
        return text.replace(old, new, 1)
    return change


def second_line(what):
    return lambda text: text.replace(b"\n", b"\n" + what + b"\n", 1)


OPEN = append(b"x: [1\n")
# A file of the sample, what goes wrong with it, and the code and line of the one true error.
BROKEN = [
    ("content/site.yaml", OPEN, "YM001"),
    ("content/site.yaml", append(b'x: "\n'), "YM001"),
    ("content/site.yaml", append(OLD), "IO004"),
    ("content/site.yaml", append(UNREADABLE), "IO004"),
    ("content/articles/_index.md", second_line(b"x: [1"), "YM001"),
    ("content/articles/_index.md", append(UNREADABLE), "IO004"),
    ("content/articles/when-to-call.md", second_line(b"x: [1"), "YM001"),
    ("content/articles/when-to-call.md", append(UNREADABLE), "IO004"),
    ("content/people/jordan-example.md", append(OLD), "IO004"),
    ("content/people/jordan-example.md", append(UNREADABLE), "IO004"),
    ("content/pages/privacy.md", append(UNREADABLE), "IO004"),
    ("layouts/i18n/en.yaml", append(b'x: "\n'), "YM001"),
    ("layouts/i18n/en.yaml", append(OLD), "IO004"),
    ("layouts/i18n/en.yaml", append(UNREADABLE), "IO004"),
    ("layouts/i18n/es.yaml", OPEN, "YM001"),
    ("layouts/base.html", append(UNREADABLE), "IO004"),
    ("layouts/article.html", second_line(b"x: [1"), "YM001"),
    ("layouts/partials/icon.html", append(OLD), "IO004"),
    ("layouts/partials/icon.html", append(UNREADABLE), "IO004"),
    ("layouts/partials/icon.html", lambda text: b"---\nx: [1\n---\n" + text, "YM001"),
    ("layouts/inserts/phone.html", replace(b"arguments:", b"argumens:"), "LQ008"),
    ("layouts/inserts/phone.html", replace(b"place: line", b"place: lin"), "LQ008"),
    ("layouts/inserts/phone.html", second_line(b"x: [1"), "YM001"),
    ("layouts/inserts/phone.html", append(UNREADABLE), "IO004"),
    ("layouts/theme.yaml", OPEN, "YM001"),
]


def problems(got):
    return re.findall(r"^(\S+?)(?::\d+:\d+)?: (?:error|warning): .*\[(\w+)\]$", got.err, re.M)


def breaking(folder, command):
    sample(folder)
    for name, change, code in BROKEN:
        path = folder / name
        before = path.read_bytes()
        path.write_bytes(change(before))
        yield name, code, run(command, folder)
        path.write_bytes(before)


def test_one_error(folder):
    for name, code, got in breaking(folder, ["build"]):
        expect(got.status == 1 and problems(got) == [(name, code)], name, got)


def test_after_a_build(folder):
    """What the last build left says no more, and no less."""
    sample(folder)
    expect(run(["build"], folder).status == 0, "the sample")
    for name, change, code in BROKEN:
        path = folder / name
        before = path.read_bytes()
        path.write_bytes(change(before))
        got = run(["build"], folder)
        expect(got.status == 1 and problems(got) == [(name, code)], name, got)
        path.write_bytes(before)


def test_each_setting(folder):
    """Whichever setting it is: its quote is never closed, and all else holds."""
    sample(folder)
    path = folder / "content/site.yaml"
    text = path.read_text()
    whole = run(["check"], folder)
    for name in re.findall(r"^(\w+):", text, re.M):
        path.write_text(re.sub(rf"^{name}:.*", f'{name}: "open', text, flags=re.M))
        got = run(["build"], folder)
        expect(got.status == 1 and problems(got) == [("content/site.yaml", "YM001")], name, got)
        got = run(["check"], folder)
        others = [p for p in problems(got) if p[0] != "content/site.yaml"]
        expect(others == problems(whole), name, got)


def test_what_else_is_wrong(folder):
    """Mistakes that have nothing to do with the file are told in the same run."""
    sample(folder)
    wrong = {
        "content/site.yaml": b'paginate: many\nreviw: warn\nx: "\n',
        "content/articles/new.md": b"---\ntitle: New\n---\n[Nowhere](nowhere.md) {% fone %}\n",
        "content/articles/new.de.md": b"---\ntitle: Neu\n---\n",
        "layouts/i18n/en.yaml": b'y: "\n',
        "layouts/404.html": b"{{ 'no_such_word' | t }}{% render 'no-such-partial' %}",
        "layouts/partials/icon.html": UNREADABLE,
    }
    for name, more in wrong.items():
        path = folder / name
        text = path.read_bytes() if path.exists() else b""
        if name == "content/site.yaml":
            text = re.sub(rb"^paginate:.*\n", b"", text, flags=re.M)
        path.write_bytes(text + more)
    got = run(["build"], folder)
    expect(set(problems(got)) >= {
        ("content/site.yaml", "YM001"), ("content/site.yaml", "CF003"),
        ("content/site.yaml", "CF004"), ("content/articles/new.md", "LK001"),
        ("content/articles/new.md", "MD015"), ("content/articles/new.de.md", "FM009"),
        ("layouts/i18n/en.yaml", "YM001"), ("layouts/404.html", "LQ006"),
        ("layouts/404.html", "LQ005"), ("layouts/partials/icon.html", "IO004")}, got)
    expect(got.err.count("no word") == 1 and got.err.count("no partial") == 1, got)
