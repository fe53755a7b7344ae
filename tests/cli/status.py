"""What is due, and when."""

import json

import kit
from kit import expect, run, small_site


def due_site(folder):
    """Something in every state on 1 March 2026."""
    day = {"date": "2026-01-02"}
    small_site(folder, {
        "content/articles/draft.md": kit.article("Draft", draft=True, date="2026-05-01"),
        "content/articles/later.md": kit.article("Later", date="2026-03-09"),
        "content/articles/sooner.md": kit.article("Sooner", date="2026-03-08 09:30"),
        "content/articles/over.md": kit.article("Over", expires="2026-03-01", **day),
        "content/articles/ends.md": kit.article("Ends", expires="2026-06-01", **day),
        "content/articles/late.md": kit.article("Late", next_review="2026-02-28", **day),
        "content/articles/later-still.md": kit.article("L", next_review="2026-02-01", **day),
        "content/articles/today.md": kit.article("Today", next_review="2026-03-01", **day),
        "content/articles/month.md": kit.article("Month", next_review="2026-03-31", **day),
        "content/articles/far.md": kit.article("Far", next_review="2026-04-01", **day),
        "content/pages/draft.md": "---\ntitle: Page\ndraft: true\n---\n\nText.\n"})


def test_status_as_json(folder):
    due_site(folder)
    got = run(["status", "--format", "json", "--today", "2026-03-01"], folder)
    expect(got.status == 0, got)
    said = json.loads(got.out)
    expect(said["today"] == "2026-03-01", said)
    expect(said["counts"] == {"published": 9, "drafts": 2, "scheduled": 2, "expired": 1,
                              "overdue": 2, "due_soon": 2, "unreviewed": 0, "changed": 0, "outdated": 0}, said)
    files = {name: [one["file"] for one in said[name]] for name in said["counts"]
             if name != "published"}
    expect(files == {
        "drafts": ["content/articles/draft.md", "content/pages/draft.md"],
        "scheduled": ["content/articles/sooner.md", "content/articles/later.md"],
        "expired": ["content/articles/over.md"],
        "overdue": ["content/articles/later-still.md", "content/articles/late.md"],
        "due_soon": ["content/articles/today.md", "content/articles/month.md"],
        "unreviewed": [], "changed": [], "outdated": []}, files)
    expect(said["overdue"][0] == {"file": "content/articles/later-still.md", "title": "L",
                                  "date": "2026-02-01"}, said)
    expect(said["next_publish"] == "2026-03-08T09:30:00Z", said)
    expect(said["next_review"] == "2026-03-01" and said["next_expiry"] == "2026-06-01", said)


def test_status_as_text(folder):
    due_site(folder)
    got = run(["status", "--today", "2026-03-01"], folder)
    expect(got.status == 0, got)
    expect(got.out.startswith("9 published, 2 drafts, 2 scheduled, 1 expired; reviews: 2 overdue, "
                              "2 due within 30 days\n"), got)
    expect("\nScheduled:\n  2026-03-08T09:30:00Z  content/articles/sooner.md  Sooner\n" in got.out,
           got)
    expect(got.out.endswith("\nnext publish: 2026-03-08T09:30:00Z\nnext review due: 2026-03-01\n"
                            "next expiry: 2026-06-01\n"), got)


def test_status_follows_the_day(folder):
    """On the day of a date the page is published; the day after a review's it is overdue."""
    due_site(folder)
    for day, scheduled, overdue in (("2026-03-08", 2, 3), ("2026-03-09", 0, 3),
                                    ("2026-04-01", 0, 4), ("2026-04-02", 0, 5)):
        got = run(["status", "--format", "json", "--today", day], folder)
        counts = json.loads(got.out)["counts"]
        expect((counts["scheduled"], counts["overdue"]) == (scheduled, overdue), day, counts)


def test_nothing_is_due(folder):
    small_site(folder)
    got = run(["status"], folder)
    expect(got.out == "3 published, 0 drafts, 0 scheduled, 0 expired; reviews: 0 overdue, "
           "0 due within 30 days\n\nnext publish: none\nnext review due: none\n"
           "next expiry: none\n", got)
    said = json.loads(run(["status", "--format", "json"], folder).out)
    expect(said["next_publish"] is None and said["drafts"] == [], said)


def two_languages(folder, **translation):
    small_site(folder, {
        "content/site.yaml": "title: Hill\nbase_url: https://hill.example\ndescription: A clinic.\n"
                             "languages: [en, es]\n",
        "content/articles/epidural.md": kit.article("Epidural", date="2026-01-05", updated="2026-02-10"),
        "content/articles/la-epidural.es.md": kit.article("La epidural", translation_of="epidural",
                                                          **translation)})
    kit.overlay(kit.ROOT / "layouts", folder / "layouts")


def test_status_names_translations_older_than_their_original(folder):
    two_languages(folder, date="2026-01-20")
    got = run(["status", "--format", "json", "--today", "2026-03-01"], folder)
    expect([one["file"] for one in json.loads(got.out)["outdated"]] ==
           ["content/articles/la-epidural.es.md"], got)
    got = run(["build", "--today", "2026-03-01"], folder)
    page = (folder / "public/es/articles/la-epidural/index.html").read_text()
    expect("Esta traducción es anterior" in page and '>Epidural</a>' in page, page)
    # Once it has caught up, the page that is built again no longer says so; nor does the original.
    two_languages(folder, date="2026-01-20", updated="2026-02-10")
    run(["build", "--today", "2026-03-01"], folder)
    page = (folder / "public/es/articles/la-epidural/index.html").read_text()
    expect("Esta traducción es anterior" not in page, page)
    expect("older than" not in (folder / "public/articles/epidural/index.html").read_text())
    # A change of the original alone marks its translation.
    kit.write(folder, {"content/articles/epidural.md": kit.article("Epidural", date="2026-01-05",
                                                                   updated="2026-02-11")})
    run(["build", "--today", "2026-03-01"], folder)
    page = (folder / "public/es/articles/la-epidural/index.html").read_text()
    expect("Esta traducción es anterior" in page, page)


def test_a_machine_translation_names_who_checked_it(folder):
    two_languages(folder, date="2026-02-20", translation="{by: machine, reviewed_by: Ana Ruiz}")
    got = run(["build", "--today", "2026-03-01"], folder)
    expect(got.status == 0, got)
    page = (folder / "public/es/articles/la-epidural/index.html").read_text()
    expect("Traducido por una máquina y revisado por Ana Ruiz." in page, page)


def test_who_checked_a_translation_is_somebody(folder):
    jane = {"content/people/jane-doe.md": "---\nname: Jane Doe\n---\n\nA doctor.\n",
            "content/people/max.md": "---\nname: Max\n---\n\nA nurse.\n"}
    nobody = "there is no person \"{}\" in content/people/"
    for written, status, code, said in (
            ("{by: machine, reviewed_by: jane-do}", 1, "FM006",
             (nobody.format("jane-do"), 'did you mean "jane-doe"?')),
            ("{by: machine, reviewed_by: [jane-doe, x]}", 1, "FM006", (nobody.format("x"),)),
            ("{by: machine, reviewed_by: Ana Ruiz}", 0, "FM007", ('"Ana Ruiz" is a name',)),
            ("{by: machne, reviewed_by: max}", 1, "FM006",
             (nobody.format("machne"), 'did you mean "machine"?')),
            ("{by: Machin}", 1, "FM006", ('did you mean "machine"?',)),
            ("{by: [jane-doe, jane-do], reviewed_by: max}", 1, "FM006", ('"jane-doe"?',)),
            ("{by: deepl}", 0, "FM007", ("if that is a machine, write machine",)),
            ("{by: Hill Translations, reviewed_by: max}", 0, None, ()),
            ("{by: jane-doe, reviewed_by: Max}", 0, "FM007", ("write max",)),
            ("{by: jane-doe}", 0, None, ()), ("{by: Jane Doe}", 0, None, ()),
            ("{by: Machine, reviewed_by: [max]}", 0, None, ())):
        two_languages(folder, date="2026-02-20", translation=written)
        kit.write(folder, jane)
        for again in range(2):
            got = run(["build", "--format", "json", "--today", "2026-03-01"], folder)
            found = [json.loads(line) for line in got.err.splitlines()]
            people = [f for f in found if f["code"] in ("FM006", "FM007")]
            expect(got.status == status and [f["code"] for f in people] == [code] * bool(code),
                   written, got)
            for part in said:
                expect(part in people[0]["message"] + people[0]["hint"], part, people)
    two_languages(folder, date="2026-02-20",
                  translation="{by: machine, reviewed_by: [jane-doe, Ana Ruiz, max]}")
    kit.write(folder, jane)
    run(["build", "--today", "2026-03-01"], folder)
    page = (folder / "public/es/articles/la-epidural/index.html").read_text()
    expect('revisado por <a href="/people/jane-doe/">Jane Doe</a>, Ana Ruiz y '
           '<a href="/people/max/">Max</a>.</p>' in page, page)
