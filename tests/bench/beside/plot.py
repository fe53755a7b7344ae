"""Lines on two logarithmic axes as an SVG: readable in light and dark, and without its colours."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 440, 70, 150, 50, 50
PAPER = "#fffdf8"
# Told apart by dash and mark as well as by colour.
STYLES = [("#0b5563", "", "circle"), ("#a34a28", "6 3", "square"), ("#5a4384", "2 3", "diamond"),
          ("#1b6b3a", "8 3 2 3", "triangle"), ("#6b5a00", "12 4", "circle")]


def number(n):
    return f"{n:,.0f}" if n >= 1 else f"{n:g}"


def mark(kind, x, y, colour):
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    shape = {"square": [(-4, -4), (4, -4), (4, 4), (-4, 4)], "diamond": [(0, -5), (5, 0), (0, 5), (-5, 0)],
             "triangle": [(0, -5), (5, 4), (-5, 4)]}[kind]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in shape)
    return f'<polygon points="{points}" fill="{colour}"/>'


def log_log(title, x_title, lines):
    """`lines` is {name: [(x, y)]}; every number is above 0."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    x0, x1 = math.log10(min(xs)), math.log10(max(xs)) + 1e-9
    y0, y1 = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)) + 1e-9)

    def at(x, y):
        return (LEFT + (math.log10(x) - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT),
                HEIGHT - BOTTOM - (math.log10(y) - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM))

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
           f'aria-label="{escape(title)}" font-family="system-ui, sans-serif" font-size="13">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
           f'<text x="{LEFT}" y="28" font-size="17" font-weight="600" fill="#1d2b2f">{escape(title)}</text>']
    for power in range(y0, y1 + 1):
        _, y = at(10 ** x0, 10 ** power)
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d6d1c2"/>'
                   f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#4d5a5e">{number(10 ** power)}</text>')
    for x_value in sorted(set(xs)):
        x, _ = at(x_value, 10 ** y0)
        out.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#ece8dc"/>'
                   f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#4d5a5e">{number(x_value)}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="#4d5a5e">{x_title}</text>')
    labels = []
    for (colour, dash, kind), (name, points) in zip(STYLES, lines.items()):
        places = [at(x, y) for x, y in sorted(points)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"{dashes}/>')
        out += [mark(kind, x, y, colour) for x, y in places]
        labels.append([*places[-1], name, colour])
    labels.sort()
    for i, label in enumerate(labels):
        above = labels[i - 1] if i else [None, 0]
        if label[0] == above[0]:  # those of lines that end together, none over another
            label[1] = max(label[1], above[1] + 17)
        x, y, name, colour = label
        # What passes below a label is covered around its letters.
        out.append(f'<text x="{x + 10:.1f}" y="{y + 4:.1f}" fill="{colour}" stroke="{PAPER}" stroke-width="5" '
                   f'stroke-linejoin="round" paint-order="stroke">{escape(name)}</text>')
    return "\n".join(out) + "\n</svg>\n"
