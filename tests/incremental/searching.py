"""A site in two languages whose search indexes have many files, and words on more pages than a list
shows, and edits that move words in them: new ones, others that go for good, forms with and without
accents, words that the glossary or a row of synonyms has as well, and words said more often or less.
Articles are kept out of the index and come into it. Most edits leave most files as they were."""

import json
import random
import re

import edits

COMMON = ["resting", "waiting", "walking"]  # on more pages than the list of a word shows
ENDINGS = ["", "", "s", "ing", "ed", "é", "ía", "ia"]  # the last two: other words in Spanish
LANGUAGES = ["", ".es"]  # as names of files have them
GLOSSARY = {"": "- {term: Stent, definition: Of all stents.}\n",
            ".es": "- {term: Cánula, definition: Cánulas huecas.}\n"}
SYNONYMS = "en:\n  - [jab, needle shot]\nes:\n  - [infarto, corazón débil]\n"
# Of these, which the index has where no article says them too; the last two are one form without accents.
KNOWN = {"": ["stent", "stents", "jab", "shot"],
         ".es": ["cánulas", "canulas", "infartos", "débil", "tosía", "tosia"]}
KNOWN_IN = {"": "content/articles/a-1.md", ".es": "content/articles/a-0.es.md"}
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
    site.write("content/site.yaml", "title: Hill\nbase_url: https://hill.example\n"
               "languages: [en, es]\nrelated: {count: 0}\n")
    site.write("content/data/synonyms.yaml", SYNONYMS)
    for number in range(count):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        lang = LANGUAGES[number % 4 == 0]
        site.write(f"content/articles/a-{number}{lang}.md", article(chance, word(chance), day))
    for lang in LANGUAGES:
        site.write(f"content/data/glossary{lang}.yaml", GLOSSARY[lang])
        new_article(site, chance, lang)


def more_words(chance, words):
    return words + [word(chance) for _ in range(chance.choice([1, 1, 2, 20]))]


def fewer_words(chance, words):
    return words[:max(1, len(words) - chance.choice([1, 1, 2, 15]))]


def other_word(chance, words):
    at = chance.randrange(len(words))
    return words[:at] + [word(chance)] + words[at + 1:]


def without(words, one):
    return [other for other in words if other.strip(".").lower() != one]


def common_words(chance, words):
    """Where one goes, another page's entry comes into a list that was cut."""
    one = chance.choice(COMMON)
    return without(words, one) + [one] * chance.choice([0, 0, 1, 9])


def other_accents(chance, words):
    """Two words that readers type alike."""
    at = chance.randrange(len(words))
    plain = words[at].replace("é", "e").replace("á", "a").replace("í", "i")
    other = plain if plain != words[at] else words[at].rstrip(".") + "é"
    return words + [other]


def form_apart(site, chance, name):
    """A form that stands in the next file, for its word is the last one before the cut."""
    folder = "public/es" if language(name) else "public"
    index = json.loads(site.read(f"{folder}/search/index.json"))
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


def language(name):
    return ".es" if name.endswith(".es.md") else ""


def new_article(site, chance, lang):
    """The newest: no other page changes its number. It may say what another says, so that no word
    comes or goes with it."""
    number = len(site.files("content/articles/b-*")) + 1
    name = f"content/articles/b-{number:03}{lang}.md"
    said = article(chance, word(chance), f"2026-01-{min(number, 28):02}")
    if chance.random() < 0.7:
        words = edits.split(site.read(KNOWN_IN[lang]))[1]
        said = re.sub("title: .*", f"title: {words.split()[0]}", edits.split(said)[0]) + words
    site.write(name, said)
    return f"article {name}"


def newest(site, lang):
    return [name for name in site.files("content/articles/b-*") if language(name) == lang][-1]


def hidden(site, chance, name):
    """It leaves the index, or comes back into it."""
    head, body = edits.split(site.read(name))
    line = "noindex: true\n"
    head = head.replace(line, "") if line in head else head.replace("---\n", f"---\n{line}", 1)
    site.write(name, head + body)
    return f"{name} is {'' if line in head else 'not '}hidden"


def known_word(site, chance, lang):
    """It comes to an article, or goes."""
    name, one = KNOWN_IN[lang], chance.choice(KNOWN[lang])
    head, body = edits.split(site.read(name))
    words = body.split()
    others = without(words, one)
    site.write(name, head + "\n" + " ".join(others if others != words else [*words, one]) + "\n")
    return f"{one} in {name}, or no longer"


def one(site, chance):
    lang = chance.choice(LANGUAGES)
    name = chance.choice([newest(site, lang), *[chance.choice(site.articles())] * 5])
    draw = chance.random()
    if draw < 0.06:
        return new_article(site, chance, lang)
    if draw < 0.2:
        return hidden(site, chance, chance.choice([name, newest(site, lang), newest(site, lang)]))
    if draw < 0.45:
        return known_word(site, chance, lang)
    if draw < 0.52:
        return other_title(site, chance, name)
    if draw < 0.6:
        return form_apart(site, chance, name)
    how = chance.choice([more_words, more_words, fewer_words, other_word, other_accents,
                         common_words])
    head, body = edits.split(site.read(name))
    site.write(name, head + "\n" + " ".join(how(chance, body.split())) + "\n")
    return f"{how.__name__} in {name}"
