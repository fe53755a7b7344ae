"""Each language of a site has its words, and all of them."""

import re

import kit
from broken_files import sample
from kit import expect, run


def settings(folder, language, languages):
    path = folder / "content/site.yaml"
    text = re.sub(r"^languages?:.*\n", "", path.read_text(), flags=re.M)
    path.write_text(f"language: {language}\nlanguages: {languages}\n{text}")


def test_without_words(folder):
    sample(folder)
    settings(folder, "en", "[en, es, fr]")
    got = run(["build"], folder)
    expect(got.status == 1 and got.err.startswith(
        "content/site.yaml:2:21: error: there is no layouts/i18n/fr.yaml, so its pages would be in "
        "English [LQ011]\n"
        "   2 | languages: [en, es, fr]\n"
        "     |                     ^^\n"
        "  hint: copy layouts/i18n/en.yaml to fr.yaml in the same folder, and translate each word\n"
    ), got)
    expect("hint: add the language's own name to layouts/i18n/en.yaml: language_fr: …" in got.err,
           got)


def test_main_language_without_words(folder):
    kit.small_site(folder, {"content/site.yaml": "language: fr\nbase_url: https://hill.example\n",
                            "layouts/i18n/en.yaml": "home: Home\n"})
    got = run(["build"], folder)
    expect(got.status == 1 and got.err.startswith("content/site.yaml:1:11: error: there is no "
                                                  "layouts/i18n/fr.yaml"), got)


def test_words_of_a_region(folder):
    """es-MX has those of es where it has none of its own; en-GB those of en."""
    for own, wanted in ((None, "Inicio Buscar"), ("own_search: Encontrar\n", "Inicio Encontrar")):
        kit.small_site(folder, {
            "content/site.yaml": "language: es-MX\nlanguages: [en-GB]\n"
                                 "base_url: https://hill.example\n",
            "layouts/404.html": "{{ 'own_home' | t }} {{ 'own_search' | t }}\n"})
        for lang, words in (("en", "own_home: Home\nown_search: Search\n"),
                            ("es", "own_home: Inicio\nown_search: Buscar\n")):
            words += (kit.ROOT / f"tests/golden/layouts/i18n/{lang}.yaml").read_text()
            kit.write(folder, {f"layouts/i18n/{lang}.yaml": words})
        if own:
            kit.write(folder, {"layouts/i18n/es-MX.yaml": own})
        got = run(["build"], folder)
        expect(got.status == 0 and "LQ012" not in got.err, got)
        expect((folder / "public/404.html").read_text() == wanted + "\n", own)


def test_words_that_a_language_lacks(folder):
    sample(folder)
    path = folder / "layouts/i18n/es.yaml"
    path.write_text(re.sub(r"^home:.*\n", "", path.read_text(), flags=re.M))
    wanted = ("layouts/i18n/es.yaml: warning: a word is missing that another language has: home "
              "[LQ012]\n  hint: take the lines from layouts/i18n/en.yaml, and translate them\n")
    for _ in range(2):  # the second build has nothing to do, and says the same
        got = run(["build"], folder)
        expect(got.status == 0 and got.err.startswith(wanted), got)
    path.write_text("home: Inicio\n")
    got = run(["build"], folder)
    expect("es.yaml: warning: words are missing that another language has: skip_to_content, menu, "
           "breadcrumb, call_us, search and " in got.err, got)


def test_words_of_layers(folder):
    """The first folder that has the file wins: what it lacks is pointed out there."""
    sample(folder)
    text = (folder / "layouts/i18n/es.yaml").read_text()
    kit.write(folder, {"own/i18n/es.yaml": text.replace("\nhome:", "\nhogar:")})
    got = run(["build", "--layouts", "own:layouts"], folder)
    expect(got.status == 0 and got.err.count("LQ012") == 2, got)
    expect("own/i18n/es.yaml: warning: a word is missing that another language has: home" in got.err
           and "layouts/i18n/en.yaml: warning: a word is missing that another language has: hogar"
           in got.err, got)
