"""Markdown to compare two converters on: every construct in every container, from a seed.

`document(seed)` is the same text for the same seed on any machine. A document holds a few blocks;
a block that is a container (quote, list, task list, footnote) holds blocks again, at least half of
them one level further down. One document in four is then spoilt a little, as writers do: a tab for
blanks, a lost indentation, a doubled sign, a line without its quote mark.
"""

import random

WORDS = ("nerve joint needle pain rest dose scan walk sleep doctor visit heat ice knee spine "
         "naïve Ärztin señal 痛み über x1 2mg a I").split()
HOSTS = ("example.com health.example.org a.b-c.example sub_domain.example.com ex_ample.com "
         "exämple.org 10.0.0.1 localhost").split()
TAILS = ("", "", "/", "/a/b", "/a_b_c", "/x?q=1&b=2", "/(a)", "/a(b", "/a)b", "/a).", "/#frag", "/~me/",
         "/&amp;", "/&copy;x", "/a;b", "/q*r*s", "/a|b", "/a<b", "/\"q\"", "/'q'", "/a[b]c", "/%20", "/é",
         ":8080/p", "/a\\_b")
ENDS = ("", "", "", ".", ",", "?", "!", ":", "*", "_", "~", ")", "'", "\"", ";", "&lt;", "&amp;.", "...", "]",
        "**", "~~", "</b>", "|")
LABELS = ("1", "2", "note", "Note", "a-b", "a_b", "ä", "x.y", "long-label-here", "^", "a*b*c", "n1", "missing",
          "a:b", "<b>", "a&b", "~t~")
REFERENCES = ("ref", "Ref two", "1", "far")


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.notes = []

    def one_in(self, n):
        return self.r.randrange(n) == 0

    def pick(self, choices):
        return choices[self.r.randrange(len(choices))]

    # --- within a line ---

    def words(self, least=1, most=4):
        return " ".join(self.pick(WORDS) for _ in range(self.r.randint(least, most)))

    def label(self):
        return self.pick(LABELS) if self.one_in(3) else self.pick(LABELS[:4])

    def url(self):
        start = self.pick(("http://", "https://", "ftp://", "www.", "https://www.", "HTTP://", "mailto:",
                           "http:/", "WWW.", "xhttps://"))
        return start + self.pick(HOSTS) + self.pick(TAILS) + self.pick(ENDS)

    def mail(self):
        name = self.pick(("info", "a.b", "a+b", "a_b", "_x_", "x-", "-x", "a..b", "1"))
        start = self.pick(("", "", "", "mailto:", "xmpp:", "(", "*", "x/"))
        return start + name + "@" + self.pick(HOSTS) + self.pick(("", "", "/r", "/r@s")) + self.pick(ENDS)

    def code(self):
        tick = self.pick(("`", "`", "``", "```"))
        return tick + self.pick(("a", "a|b", "a\\|b", " a ", "[^1]", "~~a~~", "\\", "http://a.example", "a`b",
                                 "*a*", "<b>", "&amp;", "")) + tick

    def signs(self):
        return self.pick(("*", "_", "**", "__", "~", "~~", "~~~", "[", "]", "![", "](", "`", "<", ">", "&", "\\", "|",
                          "\\|", "#", "!", "^", "[^", "&#42;", "&nbsp;", "&copy;", "\\*", "\\~", "\\[", "\\`", "\\\\",
                          "-", "'", "\"", "=", "\\|\\|", "||", "\\"))

    def marked(self, depth):
        mark = self.pick(("*", "_", "**", "__", "***", "~", "~~", "~~~", "~", "~~", "*_", "**~", "~~*", "~**"))
        end = mark[::-1] if not self.one_in(8) else self.pick(("*", "**", "~", "~~", "_"))
        inside = self.line(depth - 1, 3)
        return mark + (" " if self.one_in(12) else "") + inside + (" " if self.one_in(12) else "") + end

    def target(self):
        return self.pick(("/a", "a.md#b", "<a b>", "https://example.com/x", "", "#x", "/a_b_c", "/a|b", "/a\\|b",
                          "<a|b>", "/(x)", "/a \"t\"", "/a 't|u'", "mailto:a@b.example", "/a~b~", "www.example.com",
                          "javascript:x", "/ä&amp;b", "<>", "/a*b*"))

    def link(self, depth):
        text = self.line(depth - 1, 3)
        kind = self.r.randrange(6)
        start = "!" if self.one_in(4) else ""
        if kind < 3:
            return f"{start}[{text}]({self.target()})"
        if kind == 3:
            return f"{start}[{text}][{self.pick(REFERENCES)}]"
        if kind == 4:
            return f"{start}[{self.pick(REFERENCES)}]" + self.pick(("", "[]"))
        return f"{start}[{text}]"

    def html(self):
        return self.pick(("<b>", "</b>", "<br/>", "<a href=\"x|y\">", "</a>", "<!-- c -->", "<i x=1>", "<?p?>",
                          "<https://example.com/a_b>", "<a@b.example>", "<mailto:x>", "< b>", "<x-y z>", "<!X y>"))

    def citation(self):
        return ("!" if self.one_in(15) else "") + f"[^{self.label()}]"

    def piece(self, depth):
        kind = self.r.randrange(24)
        if depth <= 0 or kind < 8:
            return self.words()
        if kind < 11:
            return self.marked(depth)
        if kind < 13:
            return self.link(depth)
        if kind < 15:
            return self.url()
        if kind == 15:
            return self.mail()
        if kind < 18:
            return self.code()
        if kind < 21:
            return self.citation()
        if kind == 21:
            return self.html()
        return self.signs() if self.one_in(2) else self.words()

    def line(self, depth=2, most=5):
        pieces = [self.piece(depth) for _ in range(self.r.randint(1, most))]
        glue = [" "] * 7 + ["", "", "  "]
        text = pieces[0]
        for piece in pieces[1:]:
            text += self.pick(glue) + piece
        return text

    # --- blocks, as lists of lines ---

    def paragraph(self, depth):
        lines = [self.line() for _ in range(self.r.choice((1, 1, 1, 2, 3)))]
        return [self.pick(("", "", "", "", " ", "   ")) + line + self.pick(("", "", "", "", "  ", "\\", " ", "\t"))
                for line in lines]

    def heading(self, depth):
        if self.one_in(3):
            return [self.line(1, 3), self.pick(("===", "---", "-", "=", "--  ", " ---"))]
        return ["#" * self.r.randint(1, 7) + " " + self.line(1, 3) + self.pick(("", "", " #", " ##", "#", " \\#"))]

    def fence(self, depth):
        mark = self.pick(("```", "~~~", "````"))
        lines = [self.pick((self.line(1), "| a | b |", "| --- | --- |", "[^1]: no note", "", "- x", "> q", "\tx", "~~~~"))
                 for _ in range(self.r.randint(0, 3))]
        return [mark + self.pick(("", "", "c", " x y", "a\\~b"))] + lines + ([] if self.one_in(8) else [mark])

    def indented(self, depth):
        return ["    " + self.line(1) for _ in range(self.r.randint(1, 2))]

    def html_block(self, depth):
        return self.pick((["<div>", self.line(1), "</div>"], ["<!-- a", "", "b -->"], ["</b>"], ["<pre>", "", "</pre>"],
                          ["<b>", self.line(1)], ["<div", self.line(1)], ["</div>"], ["<x y=\"z\">"], ["<script>a"]))

    def rule(self, depth):
        return [self.pick(("---", "***", "_ _ _", "- - -", "* * *", "-----"))]

    def definition(self, depth):
        return [f"[{self.pick(REFERENCES)}]: " + self.pick(("/r", "<r s>", "https://example.com 'T'", "/r \"t|u\"", "/r\n't'"))
                ][0].split("\n")

    def cell(self):
        kind = self.r.randrange(9)
        if kind == 0:
            return ""
        if kind == 1:
            return self.pick(("a\\|b", "`a\\|b`", "`a`", "\\|", "\\\\|", "[x](/a\\|b)", "\\", "#", "# a", "- a", "> a",
                              "[^1]", "1. a", "---", "`a", "*a", "~~a", "a #", "[ref]", "<b>", "a\\", "    a", "<a\\|b>"))
        return self.line(1, 2).replace("\n", " ")

    def row(self, columns):
        count = columns
        if self.one_in(5):
            count = max(1, columns + self.r.randint(-2, 2))
        cells = [self.cell() for _ in range(count)]
        blank = self.pick((" ", " ", " ", "", "  ", "\t"))
        text = (blank + "|" + blank).join(cells)
        start = "|" + blank if not self.one_in(4) else ""
        end = blank + "|" if not self.one_in(4) else ""
        return start + text + end

    def delimiters(self, columns):
        count = columns if not self.one_in(10) else max(1, columns + self.pick((-1, 1)))
        parts = [self.pick(("---", ":--", "--:", ":-:", "-", ":-", "-:", "----------")) for _ in range(count)]
        blank = self.pick((" ", " ", "", "  "))
        text = (blank + "|" + blank).join(parts)
        kind = self.r.randrange(5)
        if kind < 3 or count == 1:
            return "|" + blank + text + blank + "|"
        return ("|" + blank if kind == 3 else "") + text + ("" if kind == 3 else blank + "|")

    def table(self, depth):
        columns = self.r.choice((1, 2, 2, 3, 3, 4))
        lines = []
        if self.one_in(4):
            lines += [self.line(1)]
        lines += [self.row(columns), self.delimiters(columns)]
        lines += [self.row(columns) for _ in range(self.r.choice((0, 1, 1, 2, 3)))]
        after = self.r.randrange(8)
        if after == 0:
            lines += [self.line(1)]
        elif after == 1:
            lines += [self.pick(("---", "===", "# x", "> q", "- i", "1. i", "```", "<div>", "    code", "***"))]
        return [self.pick(("", "", "", "", "", "  ")) + line for line in lines]

    def leaf(self, depth):
        kind = self.r.randrange(24)
        if kind < 8:
            return self.paragraph(depth)
        if kind < 14:
            return self.table(depth)
        make = (self.heading, self.heading, self.fence, self.fence, self.indented, self.html_block, self.rule,
                self.definition, self.paragraph, self.paragraph)[kind - 14]
        return make(depth)

    # --- containers ---

    def inside(self, depth):
        lines = []
        for _ in range(self.r.choice((1, 1, 1, 2))):
            if lines and not self.one_in(12):
                lines.append("")
            lines += self.block(depth - 1)
        return lines

    def quote(self, depth):
        mark = self.pick(("> ", "> ", "> ", ">", ">  "))
        lines = []
        for i, line in enumerate(self.inside(depth)):
            lazy = i > 0 and line and self.one_in(14)
            lines.append(line if lazy else (mark + line if line else self.pick((">", "> ", ">"))))
        return lines

    def items(self, depth, marks, start=lambda: ""):
        lines = []
        loose = self.one_in(3)
        mark = self.pick(marks)
        for i in range(self.r.choice((1, 1, 2))):
            blank = self.pick((" ", " ", " ", "  ", "   "))
            first = (f"{i + 1}{mark}" if mark in ".)" else mark) + blank
            box = start()
            if self.one_in(12):
                inner, width = [self.words() if box else self.pick(("", self.words()))], len(first)
            else:
                inner, width = (self.leaf(depth) if box else []) + self.inside(depth), len(first)
            inner[0] = box + inner[0]
            if lines and loose:
                lines.append("")
            lines.append(first + inner[0])
            for line in inner[1:]:
                lazy = line and self.one_in(20)
                lines.append(line if lazy else (" " * width + line if line else ""))
        return lines

    def bullets(self, depth):
        return self.items(depth, "-*+")

    def numbers(self, depth):
        return self.items(depth, ".)")

    def tasks(self, depth):
        return self.items(depth, "-*+.", lambda: self.pick(("[ ] ", "[x] ", "[X] ", "[ ]", "[]", "[-] ", "[x]  ", " [ ] ")))

    def note(self, depth):
        label = self.label()
        inner = self.inside(depth)
        first = f"[^{label}]:" + self.pick((" ", " ", " ", "", "   "))
        if self.one_in(10):
            lines = [first.rstrip()]
            rest = inner
        else:
            lines = [first + inner[0]]
            rest = inner[1:]
        for line in rest:
            lazy = line and self.one_in(16)
            lines.append(line if lazy else ("    " + line if line else ""))
        return lines

    def container(self, depth):
        kind = self.r.randrange(9)
        make = (self.quote, self.quote, self.bullets, self.bullets, self.numbers, self.tasks, self.tasks, self.note,
                self.note)[kind]
        return make(depth)

    def block(self, depth):
        if depth > 0 and self.r.randrange(10) < 5 + 2 * (depth > 1):
            return self.container(depth)
        return self.leaf(depth)

    def document(self):
        lines = []
        for _ in range(self.r.choice((1, 1, 2))):
            if lines and not self.one_in(12):
                lines.append("")
            lines += self.block(self.r.choice((1, 2, 2, 3)))
        if self.one_in(3):
            lines += ["", "[ref]: /ref", ""]
        for label in ("1", "2", "note"):
            if self.one_in(3):
                lines += [""] * self.pick((0, 1, 1)) + [f"[^{label}]: {self.line(1)}"]
        if self.one_in(4):
            lines = self.spoil(lines)
        end = "\r\n" if self.one_in(12) else "\n"
        return end.join(lines) + (end if not self.one_in(6) else "")

    def spoil(self, lines):
        for _ in range(self.r.randint(1, 3)):
            i = self.r.randrange(len(lines))
            line = lines[i]
            at = self.r.randrange(len(line) + 1)
            kind = self.r.randrange(10)
            if kind == 0:
                lines[i] = line.replace("    ", "\t", 1)
            elif kind == 1:
                lines[i] = line[1:]
            elif kind == 2:
                lines[i] = " " + line
            elif kind == 3:
                lines[i] = line[:at] + line[at:at + 1] + line[at:]
            elif kind == 4:
                lines[i] = line[:at] + line[at + 1:]
            elif kind == 5:
                lines[i] = line[:at] + self.signs() + line[at:]
            elif kind == 6:
                lines.insert(i, "")
            elif kind == 7:
                lines[i] = line + self.pick((" ", "\t", "  ", "|"))
            elif kind == 8 and len(lines) > 1:
                del lines[i]
            else:
                lines[i] = line.lstrip(" ")
        return lines


def document(seed):
    return Maker(seed).document()
