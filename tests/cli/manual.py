"""The manual page and the shell's completion say what the help says."""

import re
import shutil
import subprocess

import kit
from kit import expect, run


def commands(folder):
    """{command: its options}, as the help tells them."""
    said = run(["help"], folder).out.split("Options of every command:")[0]
    names = re.findall(r"^  ([a-z]+)\b", said, re.M)
    return {name: re.findall(r"--([a-z-]+)", "\n".join(
        line[:30] for line in run(["help", name], folder).out.splitlines()
        if re.match(r"  (-.,|   ) --", line))) for name in names}


def page(folder):
    got = run(["help", "--man"], folder)
    expect(got.status == 0 and got.err == "", got)
    return got.out


def test_manual_names_everything(folder):
    text = page(folder)
    parts = re.split(r"^\.S[SH] ", text, flags=re.M)
    every = [p for p in parts if p.startswith("OPTIONS OF EVERY COMMAND")][0]
    known = commands(folder)
    expect(len(known) >= 12 and "output" in known["build"] and "site" in known["new"], known)
    for name, options in known.items():
        own = [p for p in parts if re.match(rf'"pamphlet {name}\b', p)]
        expect(len(own) == 1, name, text)
        for option in options:
            mark = r"\fB\-\-" + option.replace("-", r"\-") + r"\fR"
            expect(mark in own[0] or mark in every, name, option, text)


def test_manual_is_sound(folder):
    """roff has nothing to say against it, and nothing of a text is taken for a request."""
    text = page(folder)
    requests = set(re.findall(r"^\.(\S+)", text, re.M))
    expect(requests <= {"TH", "SH", "SS", "TP", "PP", "B", "I"}, requests)
    if not shutil.which("groff"):
        raise kit.Skipped("there is no groff to read the page")
    read = subprocess.run(["groff", "-man", "-ww", "-Tascii", "-P-cbou"], input=text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    expect(read.returncode == 0 and not read.stderr, read.stderr.decode())
    shown = " ".join(read.stdout.decode().split())
    expect("pamphlet new KIND \"Title\"" in shown and "-o, --output DIR" in shown, shown)


def completed(folder, *words):
    """What bash offers for the last of these words."""
    if not shutil.which("bash"):
        raise kit.Skipped("there is no bash")
    script = run(["help", "--completion"], folder).out + (
        'COMP_WORDS=(pamphlet "$@")\nCOMP_CWORD=$#\n_pamphlet\nprintf "%s\\n" "${COMPREPLY[@]}"\n')
    done = subprocess.run(["bash", "-c", script, "bash", *words], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    expect(done.returncode == 0 and not done.stderr, done.stderr)
    return sorted(done.stdout.split("\n")[:-1])


def test_completion(folder):
    kit.write(folder, {"access log": "", "a folder/x": "", "b": ""})
    known = commands(folder)
    expect(completed(folder, "") == sorted(known), known)
    expect(completed(folder, "-C", "a folder", "re") == ["readability", "related", "review"])
    expect(completed(folder, "help", "bu") == ["build"])
    for name, options in known.items():
        offered = {word[2:] for word in completed(folder, name, "--")}
        expect(offered == set(options), name, offered, options)
    expect(completed(folder, "build", "--cl") == ["--clean"])
    expect(completed(folder, "build", "--format", "j") == ["json"])
    expect(completed(folder, "build", "-o", "a") == ["a folder"])
    expect(completed(folder, "popular", "a") == ["a folder", "access log"])
    expect(completed(folder, "build", "--today", "") == [""], "nothing is known of a date")
