"""What check says to programs: one JSON object a finding, and GitHub's annotations; and what
readability says to writers."""

import json

import kit
from kit import expect, run

SETTINGS = "title: Clinic\nbase_url: https://clinic.example\n"
PROMISE = "---\ntitle: Knees\ndate: 2026-01-05\n---\n\nRest helps.\nÉl: we cure knee pain, 100%.\n"


def checked(folder, *args):
    return run(["check", *args, "--today", kit.TODAY], folder)


def site(folder, files):
    kit.write(folder, {"content/site.yaml": SETTINGS, **files})
    (folder / "layouts").symlink_to(kit.ROOT / "layouts")


def test_findings_as_json(folder):
    """One object a line with these fields and no others; columns count characters, not bytes."""
    site(folder, {"content/articles/knees.md": PROMISE})
    got = checked(folder, "--format", "json")
    findings = [json.loads(line) for line in got.err.splitlines() + got.out.splitlines()]
    fields = ["file", "line", "column", "severity", "code", "message", "hint"]
    expect(findings and all(list(f) == fields for f in findings), got)
    claim = [f for f in findings if "cure" in f["message"]]
    expect(len(claim) == 1, got)
    expect(claim[0]["file"] == "content/articles/knees.md", got)
    expect((claim[0]["line"], claim[0]["column"]) == (7, 5), got)
    expect(claim[0]["severity"] in ("warning", "error") and claim[0]["code"].startswith("HC"), got)
    expect(claim[0]["hint"], got)


def test_findings_as_annotations(folder):
    """::severity file=…,line=…,col=…,title=CODE::message, with % written as %25."""
    site(folder, {"content/articles/knees.md":
                  "---\ntitle: Knees\n---\n\nRest. We are 100% safe.\n"})
    got = checked(folder, "--format", "github")
    lines = got.err.splitlines() + got.out.splitlines()
    expect(lines and all(line.startswith(("::warning ", "::error ")) for line in lines), got)
    claim = [line for line in lines if "100" in line]
    place = "file=content/articles/knees.md,line=5,col="
    expect(len(claim) == 1 and place in claim[0] and ",title=HC" in claim[0], got)
    expect("100%25 safe" in claim[0] and "%0Ahint: " in claim[0], got)


def test_an_empty_site(folder):
    """Nothing to find is no failure, and no finding in any form."""
    site(folder, {})
    got = checked(folder)
    expect(got.status == 0, got)
    expect(got.out == "0 articles checked: 0 errors, 0 warnings\n" and got.err == "", got)
    for form in ("json", "github"):
        got = checked(folder, "--format", form)
        expect(got.status == 0 and got.out + got.err == "", got)


def test_readability_counts_as_people_do(folder):
    """One minute, one time; two times. An item without an end mark is left out, and said to be."""
    kit.write(folder, {"a.md": "Walking helps. Walking slowly helps.\n\n- no end here\n"})
    got = run(["readability", "a.md"], folder)
    for line in ("  5 words, 2 sentences, 8 syllables, 0 words of three or more",
                 "  3 words of list items that are no sentence left out", "  1 minute to read",
                 "        1: Walking (2 syllables, 2 times)",
                 "        1: slowly (2 syllables, 1 time)"):
        expect(line in got.out.splitlines(), line, got)
