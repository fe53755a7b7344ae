"""A site whose search index has many files, and words on more pages than a list shows, and edits that
move words in it: new ones, others that go for good, forms with and without accents, and words said
more often or less. Most leave most of its files as they were."""

import json
import random

import edits

COMMON = ["resting", "waiting", "walking"]  # on more pages than the list of a word shows
ENDINGS = ["", "", "s", "ing", "ed", "é"]
LAYOUT = "<!doctype html>\n<title>{{ page.title }}</title>\n{{ content }}\n"


def word(chance):
    """One of some ten thousand, some of them with accents."""
    part = lambda: chance.choice("bcdfgklmnprstvz") + chance.choice("aeiouáé")
    return part() + part() + chance.choice("bklmnprst") + chance.choice(ENDINGS)


def text(chance, least, most):
    found = [word(chance) for _ in range(chance.randint(least, most))]
    found += [one for one in COMMON for _ in range(chance.choice([1, 1, 2, 3, 9]))]
    chance.shuffle(found)
    return " ".join(found).capitalize() + ".\n"


def article(chance, title, day):
    points = f"key_points: [{word(chance)} {word(chance)}]\n" if chance.random() < 0.1 else ""
    tags = f"tags: [{', '.join(chance.sample(edits.TAGS, 2))}]\n"
    return f"---\ntitle: {title}\ndate: {day}\n{points}{tags}---\n\n{text(chance, 20, 60)}"


def start(site, chance, count):
    site.write("layouts/article.html", LAYOUT)
    site.write("content/site.yaml", "title: Hill\nbase_url: https://hill.example\nrelated: {count: 0}\n")
    for number in range(count):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        site.write(f"content/articles/a-{number}.md", article(chance, word(chance), day))


def more_words(chance, words):
    return words + [word(chance) for _ in range(chance.choice([1, 1, 2, 20]))]


def fewer_words(chance, words):
    return words[:max(1, len(words) - chance.choice([1, 1, 2, 15]))]


def other_word(chance, words):
    at = chance.randrange(len(words))
    return words[:at] + [word(chance)] + words[at + 1:]


def common_words(chance, words):
    """Where one goes, another page's entry comes into a list that was cut."""
    one = chance.choice(COMMON)
    kept = [other for other in words if other.strip(".").lower() != one]
    return kept + [one] * chance.choice([0, 0, 1, 9])


def other_accents(chance, words):
    """Two words that readers type alike."""
    at = chance.randrange(len(words))
    plain = words[at].replace("é", "e").replace("á", "a")
    other = plain if plain != words[at] else words[at].rstrip(".") + "é"
    return words + [other]


def form_apart(site, chance, name):
    """A form that stands in the next file, for its word is the last one before the cut."""
    index = json.loads(site.read("public/search/index.json"))
    cuts = [cut for cut in index["words"]["first"].split(" ")
            if len(cut) > 3 and cut[-1] < "s" and cut[-2] not in "su"]
    if not cuts:
        return "no form apart"
    form = chance.choice(cuts)[:-1] + "s"
    site.write(name, site.read(name) + f"\n{form.capitalize()}.\n")
    return f"{form} in {name}"


def other_title(site, chance, name):
    head, body = edits.split(site.read(name))
    title = chance.choice([word(chance), f"When to {word(chance)}", f"{word(chance)} {COMMON[0]}"])
    lines = [f"title: {title}" if line.startswith("title:") else line for line in head.splitlines()]
    site.write(name, "\n".join(lines) + "\n" + body)
    return f"{name} is {title}"


def new_article(site, chance):
    """The newest: no other page changes its number."""
    number = len(site.articles())
    site.write(f"content/articles/b-{number}.md", article(chance, word(chance), "2026-01-05"))
    return f"article b-{number}"


def one(site, chance):
    name = chance.choice(site.articles())
    draw = chance.random()
    if draw < 0.08:
        return new_article(site, chance)
    if draw < 0.2:
        return other_title(site, chance, name)
    if draw < 0.35:
        return form_apart(site, chance, name)
    how = chance.choice([more_words, more_words, fewer_words, other_word, other_accents,
                         common_words])
    head, body = edits.split(site.read(name))
    site.write(name, head + "\n" + " ".join(how(chance, body.split())) + "\n")
    return f"{how.__name__} in {name}"
