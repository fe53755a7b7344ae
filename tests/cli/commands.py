"""The commands beside build."""

import json

import os
import subprocess

import kit
from kit import expect, run, small_site, tree


def good(got):
    expect(got.status == 0, "should have worked", got)
    return got


def test_check_writes_nothing(folder):
    """check says what build says, and leaves no trace of itself."""
    small_site(folder)
    before = tree(folder)
    got = good(run(["check"], folder))
    said = [line for line in got.err.splitlines() if "warning:" in line]
    expect(all("[HC" in line for line in said), "a build would say this, too", got)
    expect(tree(folder) == before, kit.tree_diff(before, tree(folder)))
    kit.write(folder, {"content/articles/bad.md":
                       kit.article("Bad", "[x](nowhere.md)\n", date="2026-13-01")})
    before = tree(folder)
    checked, built = run(["check"], folder), run(["build"], folder)
    expect(checked.status == 1 and built.status == 1, checked, built)
    problems = [line for line in built.err.splitlines() if "error:" in line]
    expect(problems == [line for line in checked.err.splitlines() if "error:" in line],
           checked, built)
    expect(tree(folder) == before, "something was written", kit.tree_diff(before, tree(folder)))


def test_check_renders_what_a_build_renders(folder):
    """A layout that stumbles over a related article alone is found, though none is compared."""
    stumbles = "{% for a in page.related %}{{ a.title | size | divided_by: 0 }}{% endfor %}"
    small_site(folder, {"content/articles/one.md": kit.article("One", "Rest.\n"),
                        "content/articles/two.md": kit.article("Two", "Ice.\n"),
                        "layouts/article.html": stumbles})
    checked, built = run(["check"], folder), run(["build"], folder)
    problems = [line for line in built.err.splitlines() if "error:" in line]
    expect(problems and built.status == 1, built)
    expect(problems == [line for line in checked.err.splitlines() if "error:" in line],
           checked, built)


def test_check_strict(folder):
    small_site(folder, {"content/articles/w.md": kit.article("W", author="Jane Doe")})
    good(run(["check"], folder))
    got = run(["check", "--strict"], folder)
    expect(got.status == 1 and "[FM007]" in got.err, got)


def test_check_fix_touches_nothing_sound(folder):
    """Files without a slip keep their bytes and their time."""
    sound = ("\ufeff---\r\ntitle: Sound\r\n---\r\n\r\nA text.\r\n\r\n"
             "```\r\n• code\r\n\r\nFinal Thoughts\r\n\r\nhttps://x.example\r\n```\r\n\r\n"
             "- item\r\n\r\n<https://x.example>\r\n")
    small_site(folder, {"content/articles/sound.md": sound})
    before, times = tree(folder / "content"), kit.times(folder / "content")
    good(run(["check", "--fix"], folder))
    after = tree(folder / "content")
    expect(after == before, kit.tree_diff(before, after))
    expect(kit.times(folder / "content") == times, "files were written again")


def test_check_fix_keeps_line_ends(folder):
    pasted = "---\r\ntitle: Pasted\r\n---\r\n\r\nOne of:\r\n\r\n• soreness\r\n• headache\r\n"
    small_site(folder, {"content/articles/pasted.md": pasted})
    run(["check", "--fix"], folder)
    text = (folder / "content/articles/pasted.md").read_bytes().decode()
    expect(text == pasted.replace("•", "-"), repr(text))


def test_check_fix_keeps_lists_within_lists(folder):
    """Code is left alone, and a second run changes nothing."""
    pasted = ("---\ntitle: Pasted\n---\n\n• one\n    • a\n    • b\n    • c\n\nIn code:\n\n"
              "    • literal code\n    x = 1\n")
    small_site(folder, {"content/articles/pasted.md": pasted})
    file = folder / "content/articles/pasted.md"
    wanted = pasted.replace("• one", "- one")
    for item in "abc":
        wanted = wanted.replace(f"    • {item}", f"    - {item}")
    for _ in range(2):
        got = run(["check", "--fix"], folder)
        expect(file.read_text() == wanted, kit.text_diff(wanted, file.read_text(), "wanted", "got"))
    expect("[MD002]" not in got.err, got)


def test_related_as_json(folder):
    """One object: every article once, by slug, with what is related to it and why."""
    small_site(folder, {
        "content/site.yaml": "title: T\nbase_url: https://x.example\nlanguages: [en, es]\n",
        "content/articles/epidural.es.md": kit.article("La epidural", "Una inyección.\n"),
        "content/articles/bloqueo.es.md": kit.article("El bloqueo", "Una inyección.\n"),
        "content/articles/draft.md": kit.article("Draft", "An injection.\n", draft=True),
    })

    def once(pairs):
        names = [name for name, _ in pairs]
        expect(len(names) == len(set(names)), "a name stands twice", *names)
        return dict(pairs)

    got = good(run(["related", "--format", "json"], folder))
    found = json.loads(got.out, object_pairs_hook=once)
    expect(set(found) == {"epidural", "nerve-blocks", "es/epidural", "es/bloqueo"}, got)
    for name, others in found.items():
        for other in others:
            expect(other["slug"] in found and other["slug"] != name, name, other)
            expect(other["why"] and other["score"] >= 0, name, other)
            expect(other["slug"].startswith("es/") == name.startswith("es/"), name, other)
    expect(found["epidural"][0]["slug"] == "nerve-blocks", got)
    one = good(run(["related", "epidural", "--format", "json"], folder))
    expect(json.loads(one.out)["epidural"] == found["epidural"], one)


def test_related_to_an_unknown_page(folder):
    small_site(folder)
    got = run(["related", "epidurals"], folder)
    expect(got.status == 1 and "epidurals" in got.err and "mean epidural?" in got.err, got)


def test_markdown(folder):
    got = good(run(["markdown"], folder, stdin=b"*a* & b\n"))
    expect(got.out == "<p><em>a</em> &amp; b</p>\n" and got.err == "", got)
    kit.write(folder, {"x.md": "A file.\n"})
    got = good(run(["markdown", "x.md"], folder))
    expect(got.out == "<p>A file.</p>\n" and got.err == "", got)
    got = run(["markdown", "missing.md"], folder)
    expect(got.status == 1 and "missing.md" in got.err, got)
    extended = b'"a"[^1] ~~b~~ www.c.example\n\n> [!TIP]\n> d\n\n[^1]: e\n'
    got = good(run(["markdown", "-"], folder, stdin=extended))
    for wanted in ("\u201ca\u201d", "<del>b</del>", "http://www.c.example", "callout-tip", 'id="fn-1"'):
        expect(wanted in got.out, wanted, got)
    got = run(["markdown"], folder, stdin=b"a\n\nsee [^n]\n")
    expect(got.status == 1 and got.out == "<p>a</p>\n<p>see [^n]</p>\n", got)
    expect(got.err.startswith('-:3:5: error: "n" is neither a footnote nor one of the references'), got)
    kit.write(folder, {"bad.md": "![](x.png)\n"})
    got = run(["markdown", "bad.md"], folder)
    expect(got.status == 1 and got.err.startswith("bad.md:1:1: error: this image has no"), got)


def test_markdown_of_an_article(folder):
    """Front matter is no text, and what it lists can be cited; elsewhere nothing of a site is known."""
    article = ("---\r\ntitle: Pain\r\nreferences:\r\n  - {id: nhs, title: Back pain, year: 2024}\r\n"
               "---\r\n\r\nAn epidural helps.[^nhs] {% call who: \"us\" %}\r\n")
    kit.write(folder, {"elsewhere/pain.md": article})
    got = good(run(["markdown", "pain.md"], folder / "elsewhere"))
    expect(got.out.startswith("<p>An epidural helps.<sup") and '<a href="#ref-nhs"' in got.out, got)
    expect('<li id="ref-nhs"><cite>Back pain</cite>. 2024.</li>' in got.out and "{% call" in got.out, got)
    small_site(folder, {
        "content/site.yaml": "title: T\nbase_url: https://x.example\nsuper_and_subscript: true\nmenu: 7\n",
        "content/data/glossary.yaml": "- term: epidural\n  definition: A shot near the spine.\n",
        "content/articles/pain.md": article + "\nH~2~O\n",
        "layouts/inserts/call.html": "---\nplace: line\narguments:\n  who:\n    required: true\n---\nCall {{ who }}",
        "layouts/i18n/en.yaml": "term_meaning: 'In short:'\n",
    })
    for file in ("content/articles/pain.md", "elsewhere/pain.md"):
        got = good(run(["markdown", file], folder))
        for wanted in ('<a class="term" href="/glossary/epidural/"', "<summary>In short: <b>epidural</b>",
                       "Call us", '<li id="ref-nhs">'):
            expect(wanted in got.out, wanted, got)
        expect(got.err == "" and ("<sub>2</sub>" in got.out) == file.startswith("content"), got)
    outside = good(run(["-C", str(folder), "markdown", "content/articles/pain.md"], folder / "elsewhere"))
    expect("Call us" in outside.out, outside)
    kit.write(folder, {"content/articles/bad.md": "---\ntitle: Bad\ntags: [a\n---\n\nText.\n"})
    got = run(["markdown", "content/articles/bad.md"], folder)
    expect(got.status == 1 and got.err.startswith("content/articles/bad.md:"), got)


def test_sources_beside_articles(folder):
    """What a section's introduction and a person's page cite stands below it as below an article."""
    small_site(folder)
    front = "references:\n  - {id: a, title: Back pain, year: 2024}\n---\n\nAs told.[^a]\n"
    kit.write(folder, {"content/articles/_index.md": "---\ntitle: Articles\n" + front,
                       "content/people/ann.md": "---\nname: Ann\n" + front})
    good(run(["build", "--layouts", str(kit.ROOT / "layouts")], folder))
    for path in ("articles", "people/ann"):
        page = (folder / "public" / path / "index.html").read_text()
        expect('<a href="#ref-a"' in page and '<section class="references"' in page, path, page)
        expect(page.count('id="ref-a"') == 1 and "<cite>Back pain</cite>. 2024" in page, path, page)


def test_liquid(folder):
    kit.write(folder, {"x.json": '{"name": "Ann", "n": [1, 2]}',
                       "x.liquid": "{{ name | upcase }}{% for i in n %}-{{ i }}{% endfor %}\n"})
    got = good(run(["liquid", "--data", "x.json", "x.liquid"], folder))
    expect(got.out == "ANN-1-2\n" and got.err == "", got)
    kit.write(folder, {"x.liquid": "a\n{{ name | upcaes }}\n"})
    got = run(["liquid", "--data", "x.json", "x.liquid"], folder)
    expect(got.status == 1 and got.err.startswith("x.liquid:2:11: error:"), got)


def test_results_that_are_lost(folder):
    """What cannot be written to standard output is no success, whichever command says it."""
    if not os.path.exists("/dev/full"):
        raise kit.Skipped("there is no /dev/full")
    small_site(folder)
    text = "content/articles/epidural.md"
    for args in (["build"], ["build", "--timings"], ["check"], ["status"], ["links"], ["--version"],
                 ["--help"], ["help", "build"], ["markdown", text], ["related", text],
                 ["readability", text]):
        good(run(args, folder))
        with open("/dev/full", "wb") as full:
            done = subprocess.run([kit.program(), *args], cwd=folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True)
        expect(done.returncode == 1 and done.stderr.endswith(
            "could not be written to standard output: No space left on device\n"), args, done)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([kit.program(), "build", "--quiet"], cwd=folder, stdout=full)
    expect(done.returncode == 0, "nothing was to be said")
