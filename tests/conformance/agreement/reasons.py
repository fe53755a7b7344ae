"""Why a document may come out otherwise than cmark-gfm has it: each reason with what takes it away.

A reason excuses a document only when the two agree once `without` has taken just that from the
text (and, of the last, when they agree but for the paragraphs of lists).
"""

import re

MARKS = r"(?:[ \t>]|[-+*][ \t]|\d+[.)][ \t]|\[\^[^\]\s]+\]:[ \t]*)*"
BOX = re.compile(r"(?m)^([ \t]*(?:[-+*]|\d+[.)])[ \t]+\[[ xX]\])(.*)$")


def later_box(text):
    return BOX.sub(lambda m: m[1] + re.sub(r"\[([xX])\]", r"[y]", m[2]), text)


def bare_box(text):
    text = re.sub(r"(?m)^([ \t]*(?:[-+*]|\d+[.)])[ \t]+)\[[ xX]\](?=[ \t]+\r?$)", r"\1box", text)
    return re.sub(r"(?m)^([ \t]*(?:[-+*]|\d+[.)])[ \t]+\[[ xX]\][ \t]+)\[(?=[^\]\n]+\]:)", r"\1(", text)


def definition(text):
    return re.sub(r"(?m)^(" + MARKS + r"):(?=[ \t])", r"\1;", text)


def lone_tag(text):
    return re.sub(r"(?m)^(" + MARKS + r")(?=</?[a-zA-Z][^\n]*>[ \t]*\r?$)", r"\1x", text)


def entity(text):
    return re.sub(r"(?<=[*_~])&#?\w+;|&#?\w+;(?=[*_~])", "e", text)


def definition_before_table(text):
    return re.sub(r"(?m)^(" + MARKS + r")\[(?=[^\]\n]+\]:)", r"\1(", text)


def broken_citation(text):
    return re.sub(r"\[\^(?=[^\]\n]*\n[^\]]*\])", "[", text)


def unclosed_image(text):
    return text.replace("![", "! [")


def escaped_bracket(text):
    return text.replace("\\]", "]").replace("\\[", "[")


def tildes(text):
    return text.replace("~", "") if re.search(r"[*_]", text) else text


def same(text):
    return text


REASONS = (
    ("later-box", "\"- [ ] see [x]\" is a ticked task there: it looks for [x] anywhere in the line", later_box),
    ("bare-box", "a task with no text, or with a link definition as its text, is read otherwise there",
     bare_box),
    ("definition-list", "a line that starts with a colon defines the term above: definition lists are Pamphlet's own",
     definition),
    ("lone-tag", "CommonMark 0.30 lets a paragraph go on over a line that is one tag, 0.29 did not behind a quote or list",
     lone_tag),
    ("entity-beside-sign", "beside ~, it looks at the semicolon of an entity and not at the character that it stands for",
     entity),
    ("definition-before-table", "it takes a link definition just above a table for text", definition_before_table),
    ("broken-citation", "it loses the line break inside brackets that start with ^", broken_citation),
    ("unclosed-image", "it links a bare address behind a link in \"![\" that nothing closes, and in no other bracket",
     unclosed_image),
    ("escaped-bracket", "beside an escaped bracket it counts open brackets otherwise for bare addresses",
     escaped_bracket),
    ("crossing-runs", "after ~ struck runs of * or _ out, it searches on from signs that are gone", tildes),
    ("loose-list", "blank lines inside a footnote in a list make the list loose or tight by chance there", same),
)
