"""A site of articles that are related by their words, terms and links, and edits that move all of
these: words become rare and common, other forms of them are shown, articles come, go, change places,
are offered and no longer, and link to each other. Lists are filled by likeness alone, so that a
build has the choice to keep them."""

import random

import edits

ENDINGS = ["ing", "ing", "ed", "ed", "s", "s", ""]  # of a rare word few forms are met
TAGS = [f"tag{n}" for n in range(12)]
CONDITIONS = ["Back pain", "Sciatica", "Arthritis", "Gout", "Sprains"]
LAYOUT = ("<!doctype html>\n<title>{{ page.title }}</title>\n{% for other in page.related %}"
          "{{ other.url }} {{ other.score }} {{ other.why | join: ',' }}\n{% endfor %}{{ content }}\n")


def words_of(seed):
    """Words that no language has, each a stem that takes endings."""
    chance = random.Random(seed)
    part = lambda: chance.choice("bdfgklmnprt") + chance.choice("aou")
    return sorted({part() + part() + chance.choice("kmnt") for _ in range(900)})


WORDS = words_of(1)


def word(chance, topic):
    """Mostly of the topic, at times any; the first of all are the most common."""
    if chance.random() < 0.5:
        stem = WORDS[(topic * 17 + chance.randint(0, 11)) % len(WORDS)]
    else:
        stem = WORDS[int(len(WORDS) * chance.random() ** 3)]
    return stem + chance.choice(ENDINGS)


def text(chance, topic, least=15, most=60):
    """At times it insists on a common word, of which there are more articles than a list holds."""
    found = [word(chance, topic) for _ in range(chance.randint(least, most))]
    if most > 5 and chance.random() < 0.6:
        found += [chance.choice(WORDS[:6])] * chance.randint(2, 30)
    return " ".join(found).capitalize() + ".\n"


def name_of(site, chance):
    return chance.choice(site.articles())


def steady(site, chance):
    """The short name of an article that is there on any day, for others to link to."""
    names = [name for name in site.articles() if "/steady-" in name and ".es" not in name]
    return chance.choice(names).rsplit("/", 1)[1]


def day(name, chance):
    if "/steady-" not in name:
        return edits.day(chance)
    return f"{chance.choice([2024, 2025])}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def link(site, chance):
    return f"[there]({steady(site, chance)})"


def article(site, chance, name, number):
    topic = chance.randint(0, 30)
    head = [f"title: {text(chance, topic, 2, 5).strip()[:-1]}", f"date: {day(name, chance)}",
            f"tags: [{', '.join(chance.sample(TAGS, chance.randint(0, 3)))}]"]
    if chance.random() < 0.3:
        head.append(f"conditions: [{chance.choice(CONDITIONS)}]")
    if chance.random() < 0.1:
        head.append(f"next_review: 2026-{chance.randint(1, 12):02}-01")
    if number and ".es" not in name and chance.random() < 0.1:
        head.append(f"related: [{steady(site, chance)[:-3]}]")
    more = f"\nSee {link(site, chance)}.\n" if number and chance.random() < 0.4 else ""
    return "---\n" + "\n".join(head) + "\n---\n\n" + text(chance, topic) + more


def add(site, chance):
    number = len(site.articles())
    kind = "steady" if number == 0 or chance.random() < 0.8 else "fleeting"
    lang = ".es" if number and chance.random() < 0.1 else ""
    name = f"content/articles/{kind}-{number}-{chance.randint(0, 99999)}{lang}.md"
    site.write(name, article(site, chance, name, number))
    return f"add {name}"


def more_words(site, chance):
    name = name_of(site, chance)
    said = text(chance, chance.randint(0, 30), 1, 12)
    site.write(name, site.read(name) + "\n" + said)
    return f"in {name}: {said}"


def fewer_words(site, chance):
    name = name_of(site, chance)
    head, body = edits.split(site.read(name))
    words = body.split(" ")
    site.write(name, head + " ".join(words[:len(words) * 2 // 3]) + "\n")
    return f"fewer words in {name}"


def other_words(site, chance):
    name = name_of(site, chance)
    head, _ = edits.split(site.read(name))
    site.write(name, head + text(chance, chance.randint(0, 30)))
    return f"other words in {name}"


def more_links(site, chance):
    name = name_of(site, chance)
    site.write(name, site.read(name) + f"\nSee {link(site, chance)}.\n")
    return f"a link in {name}"


def remove(site, chance):
    """With the links to it."""
    name = name_of(site, chance)
    short = name.rsplit("/", 1)[1]
    for other in site.articles():
        said = site.read(other)
        if f"({short})" in said or f"[{short[:-3]}]" in said:
            kept = [line for line in said.splitlines()
                    if f"({short})" not in line and f"[{short[:-3]}]" not in line]
            site.write(other, "\n".join(kept) + "\n")
    site.path(name).unlink()
    return f"remove {name}"


def other_date(site, chance):
    name = name_of(site, chance)
    head, body = edits.split(site.read(name))
    lines = [f"date: {day(name, chance)}" if line.startswith("date:") else line
             for line in head.splitlines()]
    site.write(name, "\n".join(lines) + "\n" + body)
    return f"other date of {name}"


def settings(site, chance):
    count = chance.choice([1, 2, 3, 4])
    title = edits.title(chance)
    site.write("content/site.yaml", f"title: {title}\nbase_url: https://hill.example\n"
               f"languages: [en, es]\nrelated: {{count: {count}}}\n")
    return f"related: {count}, {title}"


def clock(site, chance):
    site.today = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return f"it is {site.today}"


def options(site, chance):
    site.options = chance.choice([[], ["-j1"], ["-j3"]])
    return f"options {site.options}"


OFTEN = [more_words, more_words, more_words, fewer_words, other_words, more_links, add, remove,
         other_date, edits.edit_tags, edits.edit_title]
SELDOM = [settings, clock, clock, options, edits.edit_person, edits.nothing]


def one(site, chance):
    return chance.choice(OFTEN if chance.random() < 0.85 else SELDOM)(site, chance)


def some_words(site, chance):
    """Of another article, so that it is like that one and those that are like it."""
    name, other = name_of(site, chance), name_of(site, chance)
    words = edits.split(site.read(other))[1].split()
    said = " ".join(chance.sample(words, min(len(words), chance.randint(1, 12))))
    site.write(name, site.read(name) + f"\n{said}\n")
    return f"words of {other} in {name}: {said}"


def small(site, chance):
    """What leaves the number of articles and their mean length about as they were."""
    return chance.choice([more_words, some_words, some_words, fewer_words, more_links,
                          edits.edit_title])(site, chance)


def start(site, chance, count):
    site.write("layouts/article.html", LAYOUT)
    settings(site, chance)
    for _ in range(count):
        add(site, chance)


def start_forms(site):
    """More articles insist on one word than its lists hold, and one is about much else."""
    site.write("layouts/article.html", LAYOUT)
    settings(site, random.Random(2))
    for number in range(70):
        chance = random.Random(number)
        body = " ".join(["walking"] * 9 + chance.sample(WORDS[:200], 12))
        site.write(f"content/articles/walk-{number}.md",
                   f"---\ntitle: Walking {WORDS[300 + number]}\ndate: 2025-01-01\n---\n\n{body}.\n")
    body = " ".join(word for word in WORDS[200:290] for _ in range(4))
    site.write(LIGHT, f"---\ntitle: {WORDS[400]}\ndate: 2025-01-02\n---\n\n{body}.\n")


LIGHT = "content/articles/light.md"
