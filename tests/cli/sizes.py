"""Sites and files of unusual size and in unusual places."""

import re

import kit
from kit import expect, run, small_site, tree


def build(site, *args):
    got = run(["build", "--today", kit.TODAY, *args], site)
    expect(got.status == 0, "should have worked", got)
    return got


def test_folder_with_any_name(folder):
    small_site(folder / "plain")
    build(folder / "plain")
    wanted = tree(folder / "plain/public")
    for name in ("two  blanks", "Größe 🙂", "quote's \"here\"", "100% & <more>", "-dash",
                 "a:b"):
        small_site(folder / name)
        build(folder / name)
        got = tree(folder / name / "public")
        expect(got == wanted, name, kit.tree_diff(wanted, got))


def test_article_of_3_megabytes(folder):
    sentence = "A needle goes near a nerve, and the nerve goes to sleep. "
    paragraph = sentence * 20 + "See [the epidural](epidural.md#risks).\n\n"
    count = 3 * 1024 * 1024 // len(paragraph) + 1
    body = "".join(f"## Part {i}\n\n{paragraph}" if i % 10 == 0 else paragraph
                   for i in range(count))
    small_site(folder, {"content/articles/long.md": kit.article("Long", body, date="2026-02-01")})
    build(folder)
    page = (folder / "public/articles/long/index.html").read_text()
    expect(page.count("goes to sleep") >= count * 20, "text is missing")
    expect(page.count("/articles/epidural/#risks") == count, "links are missing")


def test_article_beyond_the_limit(folder):
    """Its size is enough to know, and the articles beside it are read all the same."""
    small_site(folder, {"content/articles/bad.md": "---\ntitle: [\n---\n"})
    with open(folder / "content/articles/huge.md", "wb") as huge:
        huge.truncate(65 * 1024 * 1024)
    got = run(["build", "--today", kit.TODAY], folder)
    expect(got.status == 1, got)
    expect("content/articles/huge.md: error: the file is larger than 64 MiB [IO005]\n"
           "  hint: split it into several articles\n" in got.err, got)
    expect("content/articles/bad.md:" in got.err, got)


def test_line_of_3_megabytes(folder):
    small_site(folder, {"content/articles/long.md": kit.article("Long", "word " * 629146 + "\n")})
    build(folder)
    page = (folder / "public/articles/long/index.html").read_text()
    expect(len(re.findall(r"\bword\b", page)) >= 629146, "words are missing")


def test_10000_articles(folder):
    small_site(folder, {
        f"content/articles/a{i}.md": kit.article(
            f"Article {i}", f"The {i}th text, after [another](a{(i * 7) % 10000}.md).\n",
            date=f"20{10 + i % 16}-{1 + i % 12:02}-{1 + i % 28:02}", tags=f"[t{i % 50}]")
        for i in range(10000)})
    build(folder, "-q")
    made = list((folder / "public/articles").glob("a*/index.html"))
    expect(len(made) == 10000, f"{len(made)} articles were built")


def test_10000_errors(folder):
    body = "".join(f"[x](nowhere-{i}.md)\n" for i in range(10000))
    small_site(folder, {"content/articles/bad.md": kit.article("Bad", body)})
    got = run(["build"], folder)
    expect(got.status == 1, got.status)
    expect(got.err.count("[LK001]") == 10000, f"{got.err.count('[LK001]')} of 10000 are named")


def test_deep_folders(folder):
    """Folders within the limit build; a deeper one is an error and no crash."""
    deep = "/".join(["d"] * 20)
    small_site(folder, {f"content/files/{deep}/x.txt": "x\n"})
    build(folder)
    expect((folder / f"public/{deep}/x.txt").exists(), "the file was not copied")
    deeper = "/".join(["d"] * 200)
    kit.write(folder, {f"content/files/{deeper}/x.txt": "x\n"})
    got = run(["build"], folder)
    expect(got.status == 1 and "error:" in got.err, got)
