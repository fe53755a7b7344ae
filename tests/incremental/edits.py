"""Edits as people make them: each takes the site and a source of chance, changes files, and says
what it did. What they write is drawn from few names and words, so that they meet each other."""

from pathlib import Path

WORDS = ("needle spine nerve block pain back knee rest walk doctor clinic sleep heat ice drive home "
         "drug risk bleed fever swelling shot joint disc muscle stretch work week day night call help "
         "number test scan result bath food water hand leg foot neck hip arm").split()
TAGS = ["Spine", "Knee", "Nerves", "Rest & care", "Étude", "one"]
CONDITIONS = ["Back pain", "Sciatica", "Arthritis"]
PEOPLE = ["ann-lee", "bo-diaz", "cy-oak"]
LANGUAGES = ["", ".es"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"></svg>\n'


def sentence(chance, least=4, most=12):
    words = [chance.choice(WORDS) for _ in range(chance.randint(least, most))]
    return " ".join(words).capitalize() + "."


def title(chance):
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(2, 4))).capitalize()


def day(chance):
    return f"20{chance.choice([24, 24, 25, 25, 25, 25, 26])}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


class Site:
    """The sources below a folder, and how its builds are called."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.today = "2026-03-01"
        self.options = []

    def path(self, name):
        return self.folder / name

    def write(self, name, text):
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, name):
        return self.path(name).read_text(encoding="utf-8", errors="surrogateescape")

    def files(self, pattern):
        return sorted(str(p.relative_to(self.folder)) for p in self.folder.glob(pattern) if p.is_file())

    def articles(self):
        return [a for a in self.files("content/articles/**/*.md") if "_index" not in a]


def link_to(site, chance):
    """Mostly the name of an article beside this one."""
    names = [Path(a).name for a in site.files("content/articles/*.md")
             if "_index" not in a and ".es" not in a]
    return chance.choice(names) if names else "/about/"


def body(site, chance):
    parts = []
    for _ in range(chance.randint(1, 5)):
        kind = chance.randint(0, 11)
        if kind == 0:
            parts.append(f"## {title(chance)}")
        elif kind == 1:
            parts.append(f"See [{chance.choice(WORDS)}]({link_to(site, chance)}).")
        elif kind == 2:
            parts.append("\n".join(f"- {sentence(chance, 2, 4)}" for _ in range(3)))
        elif kind == 3:
            parts.append("![A picture](/images/one.svg)")
        elif kind == 4:
            parts.append(f"{sentence(chance)}[^note]\n\n[^note]: {sentence(chance)}")
        elif kind == 6:
            parts.append(f'{{% phone number: "202-555-01{chance.randint(10, 99)}" %}}')
        elif kind == 5:
            parts.append("<b>raw</b> " + sentence(chance))  # a warning
        else:
            parts.append(" ".join(sentence(chance) for _ in range(chance.randint(1, 4))))
    seen = set()
    return "\n\n".join(p for p in parts if p[:4] == "See " or not (p in seen or seen.add(p))) + "\n"


def front_matter(site, chance):
    fields = {"title": title(chance), "date": day(chance)}
    maybe = {
        "description": lambda: sentence(chance), "updated": lambda: "2026-02-27",
        "tags": lambda: f"[{', '.join(chance.sample(TAGS, 2))}]",
        "conditions": lambda: f"[{chance.choice(CONDITIONS)}]",
        "author": lambda: chance.choice(PEOPLE), "kind": lambda: chance.choice(["news", "question"]),
        "reviewed_by": lambda: chance.choice(PEOPLE), "reviewed": lambda: "2026-01-02",
        "next_review": lambda: day(chance), "expires": lambda: day(chance), "draft": lambda: "true",
        "featured": lambda: "true", "weight": lambda: chance.randint(0, 3),
        "related": lambda: f"[{link_to(site, chance)}]",
        "related_exclude": lambda: f"[{link_to(site, chance)}]",
        "aliases": lambda: f"[/old/{chance.randint(0, 999)}/]",
        "series": lambda: f"{{name: Steps, part: {chance.randint(1, 4)}}}",
        "key_points": lambda: f"[{sentence(chance)}, \"[Go]({link_to(site, chance)})\"]",
        "references": lambda: "[{id: a, title: A study of rest, year: 2020}]",
        "also_read": lambda: "[{title: Elsewhere, url: 'https://example.org/'}]",
        "comments": lambda: "false", "noindex": lambda: "true", "toc": lambda: "false",
        "own_field": lambda: chance.randint(0, 9), "image": lambda: "{src: /images/one.svg, alt: One}",
        "titel": lambda: "x",  # a warning
    }
    rare = {"draft", "expires", "aliases", "titel", "own_field", "related_exclude", "noindex"}
    for name, value in maybe.items():
        if chance.random() < (0.04 if name in rare else 0.2):
            fields[name] = value()
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in fields.items()) + "---\n\n"


def article(site, chance):
    return front_matter(site, chance) + body(site, chance)


def split(text):
    """(front matter, body) of an article."""
    end = text.find("\n---\n", 4)
    return (text[:end + 5], text[end + 5:]) if end > 0 else ("", text)


# --- the edits ------------------------------------------------------------------------------------


def add_article(site, chance):
    name = f"content/articles/{'-'.join(chance.sample(WORDS, 2))}{chance.choice(LANGUAGES)}.md"
    site.write(name, article(site, chance))
    return f"add {name}"


def add_bundle(site, chance):
    folder = f"content/articles/{chance.choice(WORDS)}-with-pictures"
    site.write(f"{folder}/index.md", front_matter(site, chance) + "![Mine](mine.svg)\n")
    site.write(f"{folder}/mine.svg", SVG.format(chance.randint(9, 99), 9))
    return f"add {folder}"


def delete_article(site, chance):
    names = site.articles()
    if len(names) < 12:
        return add_article(site, chance)
    name = chance.choice(names)
    site.path(name).unlink()
    return f"delete {name}"


def rename_article(site, chance):
    name = chance.choice(site.articles())
    if name.endswith("index.md"):
        return touch(site, chance)
    to = f"content/articles/{chance.choice(WORDS)}-{chance.randint(0, 99)}.md"
    site.path(name).rename(site.path(to))
    return f"rename {name} to {to}"


def edit_body(site, chance):
    name = chance.choice(site.articles())
    head, _ = split(site.read(name))
    site.write(name, head + body(site, chance))
    return f"new body of {name}"


def add_words(site, chance):
    name = chance.choice(site.articles())
    site.write(name, site.read(name) + f"\n{sentence(chance)}\n")
    return f"more words in {name}"


def edit_front_matter(site, chance):
    name = chance.choice(site.articles())
    _, text = split(site.read(name))
    site.write(name, front_matter(site, chance) + text)
    return f"new front matter of {name}"


def change_line(site, chance, field, value):
    name = chance.choice(site.articles())
    head, text = split(site.read(name))
    lines = [line for line in head.splitlines() if not line.startswith(f"{field}:")]
    if lines:
        lines.insert(1, f"{field}: {value}")
    site.write(name, "\n".join(lines) + "\n" + text)
    return f"{field}: {value} in {name}"


def edit_title(site, chance):
    return change_line(site, chance, "title", title(chance))


def edit_date(site, chance):
    return change_line(site, chance, "date", day(chance))


def edit_tags(site, chance):
    return change_line(site, chance, "tags", f"[{', '.join(chance.sample(TAGS, 2))}]")


def edit_draft(site, chance):
    return change_line(site, chance, "draft", chance.choice(["true", "false"]))


def choose_layout(site, chance):
    return change_line(site, chance, "layout", chance.choice(["article", "plain", "everything"]))


def edit_layout(site, chance):
    name = chance.choice(site.files("layouts/*.html") + site.files("layouts/*.xml"))
    site.write(name, site.read(name) + f"<!-- {chance.choice(WORDS)} -->\n")
    return f"edit {name}"


def edit_partial(site, chance):
    name = chance.choice(site.files("layouts/partials/*.html"))
    site.write(name, site.read(name).rstrip("\n") + f"<!-- {chance.choice(WORDS)} -->\n")
    return f"edit {name}"


def edit_words(site, chance):
    name = chance.choice(site.files("layouts/i18n/*.yaml"))
    word = chance.choice(["home", "search", "archive", "read_more", "topics"])
    lines = [line for line in site.read(name).splitlines() if not line.startswith(f"{word}:")]
    site.write(name, "\n".join([*lines, f"{word}: {title(chance)}"]) + "\n")
    return f"{word} in {name}"


def edit_theme(site, chance):
    name = "layouts/theme.yaml"
    site.write(name, site.read(name) + f"extra_{chance.randint(0, 9999)}: '#123456'\n")
    return f"edit {name}"


def edit_asset(site, chance):
    name = chance.choice(site.files("layouts/assets/**/*.css"))
    site.write(name, site.read(name) + f"/* {chance.choice(WORDS)} */\n")
    return f"edit {name}"


def edit_data(site, chance):
    slugs = sorted({Path(a).name.split(".")[0] for a in site.articles()[:9]})
    pages = ", ".join(f'"/articles/{slug}/": {chance.randint(1, 9)}' for slug in slugs)
    site.write("content/data/popular.json", "{" + pages + "}\n")
    site.write("content/data/facts.yaml", f"fact: {sentence(chance)}\n")
    return "new data"


def edit_glossary(site, chance):
    terms = "".join(f"- term: {word}\n  definition: {sentence(chance)}\n"
                    for word in chance.sample(WORDS, chance.randint(1, 4)))
    site.write("content/data/glossary.yaml", terms)
    return "new glossary"


def edit_settings(site, chance):
    lines = {"title": "Hill Clinic", "paginate": 5, "phone": "202-555-0142", "review": "warn"}
    for name, value in {"title": title(chance), "paginate": chance.randint(2, 9), "sample": "true",
                        "raw_html": "true", "languages": "[en, es]", "time_zone": "America/Chicago",
                        "description": sentence(chance), "review": "off",
                        "taxonomies": "[tags, conditions]", "related": "{count: 3}",
                        "permalinks": "{articles: '/:year/:slug/'}",
                        "compress": chance.choice(["gzip", "[brotli]", "[gzip, brotli]"])}.items():
        if chance.random() < {"languages": 0.7, "compress": 0.4}.get(name, 0.1):
            lines[name] = value
    menu = "menu:\n  - {title: About, url: /about/}\n" if chance.random() < 0.5 else ""
    site.write("content/site.yaml", "base_url: https://hill.example/care\n" + menu +
               "".join(f"{k}: {v}\n" for k, v in lines.items()))
    return "new settings"


def edit_compress(site, chance):
    lines = [line for line in site.read("content/site.yaml").splitlines() if not line.startswith("compress:")]
    switch = chance.choice(["off", "gzip", "brotli", "[gzip, brotli]", "[brotli, gzipp]"])
    site.write("content/site.yaml", "\n".join([*lines, f"compress: {switch}"]) + "\n")
    return f"compress: {switch}"


def edit_clock(site, chance):
    site.today = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return f"it is {site.today}"


def edit_image(site, chance):
    name = chance.choice(site.files("content/**/*.svg") + ["content/files/images/one.svg"])
    site.write(name, SVG.format(chance.randint(9, 99), chance.randint(9, 99)))
    return f"other size of {name}"


def edit_file(site, chance):
    name = f"content/files/{chance.choice(WORDS)}.txt"
    if site.path(name).exists() and chance.random() < 0.5:
        site.path(name).unlink()
        return f"delete {name}"
    site.write(name, sentence(chance))
    return f"write {name}"


def edit_comment(site, chance):
    there = site.files("content/comments/**/*.yaml")
    if there and chance.random() < 0.4:
        name = chance.choice(there)
        site.path(name).unlink()
        return f"delete {name}"
    slug = Path(chance.choice(site.articles())).name.split(".")[0]
    name = f"content/comments/{slug}/{chance.randint(0, 99)}.yaml"
    site.write(name, f"author: Ann\ndate: {day(chance)}\ntext: {sentence(chance)}\n")
    return f"write {name}"


def edit_person(site, chance):
    name = f"content/people/{chance.choice(PEOPLE)}.md"
    site.write(name, f"---\nname: {title(chance)}\nrole: {chance.choice(WORDS)}\n---\n\n{sentence(chance)}\n")
    return f"write {name}"


def edit_page(site, chance):
    name = f"content/pages/{chance.choice(['about', 'contact', 'privacy'])}.md"
    site.write(name, f"---\ntitle: {title(chance)}\n---\n\n{body(site, chance)}")
    return f"write {name}"


def edit_section(site, chance):
    cascade = f"cascade:\n  author: {chance.choice(PEOPLE)}\n" if chance.random() < 0.5 else ""
    site.write("content/articles/_index.md",
               f"---\ntitle: {title(chance)}\n{cascade}---\n\n{sentence(chance)}\n")
    return "new section page"


def add_mistake(site, chance):
    """A build that fails must change nothing and spoil nothing; the next edits mend it by chance."""
    name = "content/articles/mistake.md"
    if site.path(name).exists():
        site.path(name).unlink()
        return f"mend {name}"
    site.write(name, "---\ntitle: A mistake\ndate: 2026-13-01\n---\n\n[Nowhere](nowhere.md)\n")
    return f"break {name}"


def touch(site, chance):
    names = site.files("content/**/*") + site.files("layouts/**/*")
    for name in chance.sample(names, 5):
        site.path(name).touch()
    return "touch five files"


def copy_all(site, chance):
    """Every file is another, with the same bytes: a fresh checkout."""
    for name in site.files("content/**/*") + site.files("layouts/**/*"):
        text = site.path(name).read_bytes()
        site.path(name).unlink()
        site.write(name, text)
    return "check out anew"


def change_options(site, chance):
    site.options = chance.choice([[], [], ["-j1"], ["-j3"], ["--strict"],
                                  ["--base-url", "https://other.example"]])
    return f"options {site.options}"


def nothing(site, chance):
    return "nothing"


OFTEN = [edit_body, edit_body, edit_body, add_words, add_words, edit_front_matter, edit_title, edit_date,
         edit_tags, add_article, add_article, delete_article, rename_article, nothing]
SELDOM = [add_bundle, edit_draft, choose_layout, edit_layout, edit_partial, edit_words, edit_theme,
          edit_asset, edit_data, edit_glossary, edit_settings, edit_compress,
          edit_clock, edit_image, edit_file, edit_comment,
          edit_person, edit_page, edit_section, add_mistake, touch, copy_all, change_options]


def start(site, chance):
    """A site with something of everything."""
    edit_settings(site, chance)
    site.write("content/files/images/one.svg", SVG.format(30, 20))
    for name in PEOPLE:
        site.write(f"content/people/{name}.md", f"---\nname: {title(chance)}\n---\n")
    for name in ("about", "contact", "privacy"):
        site.write(f"content/pages/{name}.md", f"---\ntitle: {title(chance)}\n---\n\nWords.\n")
    for _ in range(40):
        add_article(site, chance)
    edit_data(site, chance)
    edit_glossary(site, chance)
    edit_section(site, chance)
    for edit in (add_bundle, *[edit_comment] * 6):
        edit(site, chance)


def mend(site, chance, names):
    """Plain articles in the place of those that keep the site from being built."""
    for name in names:
        if name.startswith("content/articles/") and name.endswith(".md"):
            site.write(name, f"---\ntitle: {title(chance)}\ndate: {day(chance)}\n---\n\n{sentence(chance)}\n")
        elif name.endswith("site.yaml"):
            site.write(name, "title: Hill Clinic\nbase_url: https://hill.example\nlanguages: [en, es]\n")
        elif name.startswith("content/") and name.endswith(".md") and site.path(name).exists():
            site.write(name, f"---\ntitle: {title(chance)}\nname: {title(chance)}\n---\n")
    return f"mend {names}"


def one(site, chance):
    return chance.choice(OFTEN if chance.random() < 0.6 else SELDOM)(site, chance)
