"""Inputs that make a careless Markdown converter slow: each family gives a text of about n bytes."""


def repeat(piece, before="", behind=""):
    return lambda n: before + piece * max(1, (n - len(before) - len(behind)) // len(piece)) + behind


def halves(first, second, middle="a"):
    return lambda n: first * (n // 2 // len(first)) + middle + second * (n // 2 // len(second))


def numbered(piece, before="", behind=""):
    """`piece` with %d counted up."""
    def text(n):
        count = max(1, n // (len(piece) + 3))
        return before + "".join(piece % ((i,) * piece.count("%d")) for i in range(count)) + behind
    return text


def backticks(n):
    """Runs of one, two, three, … backticks, no two alike."""
    out, length, i = [], 0, 1
    while length < n:
        out.append("e" + "`" * i)
        length += i + 1
        i += 1
    return "".join(out)


def table(columns, rows_like=None):
    def text(n):
        head = "|a" * columns + "|\n" + "|-" * columns + "|\n"
        row = rows_like or "|b" * columns + "|\n"
        return head + row * max(1, (n - len(head)) // len(row))
    return text


def wide_table(n):
    return "|a" * (n // 6) + "|\n" + "|-" * (n // 6) + "|\n" + "|b" * (n // 6) + "|\n"


def cited_notes(n):
    count = n // 30
    return "".join(f"[^{i}] " for i in range(count)) + "\n\n" + "".join(f"[^{i}]: note\n\n" for i in range(count))


def headings_alike(n):
    return "# same\n\n" * (n // 8)


FAMILIES = {
    # libcmark's own
    "nested quotes": repeat(">", behind="a\n"),
    "nested quotes on many lines": repeat("> " * 60 + "a\n"),
    "nested lists": repeat("- ", behind="a\n"),
    "lists one inside the other": lambda n: "".join("  " * (i % 90) + "- a\n" for i in range(n // 94)),
    "nested brackets": halves("[", "]"),
    "open brackets": repeat("["),
    "open links": repeat("[a](b"),
    "open links in angles": repeat("[a](<b"),
    "links in links": repeat("[ (]("),
    "images and links": repeat("![[]()"),
    "images": repeat("![a](b) "),
    "images in images": halves("![a ", "](b)"),
    "nested strong emphasis": halves("*a **a ", " a** a*"),
    "closers without openers": repeat("a_ "),
    "openers without closers": repeat("_a "),
    "emphasis of two kinds": repeat("*a_ "),
    "emphasis by threes": repeat("a***b** c* "),
    "backtick runs": backticks,
    "code opened and not closed": repeat("`a``"),
    "escapes": repeat("\\*"),
    "entities": repeat("&amp;"),
    "open entities": repeat("&#"),
    "long entity": repeat("a", before="&"),
    "open comments": repeat("<!--"),
    "open instructions": repeat("<?"),
    "open declarations": repeat("<!A "),
    "open CDATA": repeat("<![CDATA["),
    "open tags": repeat("<a b='"),
    "open angles": repeat("<"),
    "angle addresses": repeat("<a:b"),
    "link definitions": numbered("[a%d]: /x\n"),
    "definitions alike": repeat("[a]: /x\n"),
    "references": numbered("[a%d]\n", before="[a]: /x\n\n"),
    "long labels": repeat("a", before="[", behind="]: /x\n"),
    "blank lines in lists": repeat("- a\n\n"),
    "empty items": repeat("-\n"),
    "thematic breaks": repeat("***\n"),
    "stars in a row": repeat("*"),
    "signs of a heading": repeat("#"),
    "setext lines": repeat("a\n---\n"),
    "hard breaks": repeat("a  \n"),
    "tabs": repeat("\t"),
    "fences": repeat("```\n"),
    "open fence": repeat("a\n", before="```\n"),
    "one long word": repeat("a"),
    "lines": repeat("a\n"),
    "carriage returns": repeat("a\r"),
    # tables
    "wide table": wide_table,
    "table of 200 columns": table(200),
    "table of short rows": table(200, "|b|\n"),
    "long table": table(3),
    "delimiter rows": repeat("|-|-|\n"),
    "pipes": repeat("|"),
    "escaped pipes": repeat("\\|", before="|a|\n|-|\n|"),
    "tables in quotes": repeat("> |a|b|\n> |-|-|\n> |c|d|\n\n"),
    # tasks
    "tasks": repeat("- [ ] a\n"),
    "tasks without text": repeat("- [x] \n"),
    "boxes in a line": repeat("[ ] ", before="- "),
    # strikethrough and emphasis
    "struck words": repeat("~~a~~ "),
    "open tildes": repeat("~a "),
    "closing tildes": repeat("a~ "),
    "tildes of two lengths": repeat("~a~~ ", before="~~b "),
    "tildes in emphasis": repeat("*~_a "),
    "nested struck emphasis": halves("*~", "~*"),
    "struck words in links": repeat("[~a~](b) "),
    "closers beside tildes": repeat("a_ ", before="~ "),
    # addresses
    "addresses": repeat("http://a.example/b_c*d\n"),
    "addresses in a row": repeat("http://a"),
    "colons": repeat("://"),
    "www": repeat("www."),
    "www with dots": repeat("www.a_b."),
    "addresses and entities": repeat("http://a&amp;\n"),
    "closing parentheses": repeat(")", before="http://a/"),
    "mail addresses": repeat("a@b.example\n"),
    "signs of mail": repeat("a@"),
    "mail names": repeat("a.", behind="@"),
    "semicolons": repeat("a;", before="http://a/&"),
    "addresses in nested emphasis": halves("*a **www.a ", " a** a*"),
    # footnotes
    "citations in nested emphasis": lambda n: "[^a]: b\n\n" + halves("*a[^a] **a ", " a** a*")(n - 9),
    "notes and citations": cited_notes,
    "citations of one note": repeat("[^a]\n", behind="\n\n[^a]: b\n"),
    "citations of nothing": repeat("[^a]\n"),
    "open citations": repeat("[^"),
    "nested citations": halves("[^", "]"),
    "notes alike": repeat("[^a]: b\n\n"),
    "notes in notes": repeat("[^a]: ", behind="b\n"),
    # definitions, callouts, headings, abbreviations, inserts, smart punctuation
    "definition list": repeat("a\n: b\n\n"),
    "definitions of one term": repeat(": b\n", before="a\n"),
    "open blocks": repeat("::: note\n"),
    "blocks": repeat("::: note\na\n:::\n\n"),
    "closed blocks": repeat(":::\n"),
    "callouts": repeat("> [!NOTE]\n> a\n\n"),
    "nested callouts": lambda n: "".join("> " * (i % 40 + 1) + "[!NOTE]\n" for i in range(n // 50)),
    "headings alike": headings_alike,
    "heading ids": repeat("# a {#b}\n\n"),
    "abbreviations": numbered("*[A%d]: b\n", behind="\nA1 A2\n"),
    "abbreviations in nested emphasis": lambda n: "*[A]: b\n\n" + halves("*A **A ", " A** A*")(n - 9),
    "quotes in nested emphasis": halves("*\"a **a ", " a** a\"*"),
    "abbreviated words": repeat("HTML ", before="*[HTML]: text\n\n"),
    "inserts": repeat("{% phone %} "),
    "inserts in nested emphasis": halves("*{% phone %} **a ", " a** a*"),
    "open inserts": repeat("{% a \""),
    "quotes": repeat("\"a "),
    "apostrophes": repeat("'a "),
    "quotes of two kinds": repeat("\"'"),
    "hyphens": repeat("-", before="a"),
    "dots": repeat(".", before="a"),
    "figures": repeat("![a](b \"c\")\n\n"),
    "pastes": repeat("\u2022 a\n"),
}


def name(number):
    """A term of growth.c's glossary."""
    letters = ""
    for _ in range(4):
        letters += chr(ord("a") + number % 26)
        number //= 26
    return f"term{letters} nerve"


def terms(put):
    def text(n):
        out, length, i = [], 0, 0
        while length < n:
            out.append(put(i, name(i % 100_000)))
            length += len(out[-1])
            i += 1
        return "".join(out)
    return text


def explained(n):
    count = max(1, n // 40)
    return "".join(f"A{i}Z is A{i + 1}Z, {i}.\n\n*[A{i}Z]: a long name\n" for i in range(count))


# With a glossary of 100,000 terms, and superscript and subscript
WORDS = {
    "100,000 terms": terms(lambda i, term: term + (".\n\n" if i % 10 == 9 else ", and a ")),
    "terms on one line": terms(lambda i, term: term + " "),
    "almost a term": repeat("pain "),
    "abbreviations explained": explained,
    "almost an abbreviation": repeat("A.A A", before="*[" + "A" * 63 + "B]: a\n\n"),
    "raised and lowered": repeat("^a~b *c^* ~d "),
}
