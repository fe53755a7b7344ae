#!/usr/bin/env python3
"""Writes the data of the two templates as JSON: data.py FILE. The same on every run."""

import json
import random
import sys

random.seed(4)
WORDS = ("rest walk spine nerve joint gentle morning evening doctor warm ice swelling question safe "
         "injection needle recovery strength muscle week plan sleep pillow step").split()


def text(count):
    return " ".join(random.choice(WORDS) for _ in range(count))


def card(number):
    return {"url": f"/articles/{number}/", "title": text(6).capitalize(), "summary": text(30),
            "author": f"Author {number % 17}", "minutes": 1 + number % 9,
            "featured": number % 10 == 0, "tags": random.sample(WORDS, 3)}


def main():
    product = {
        "title": "Warm & gentle pillow", "vendor": "Example", "url": "/p/pillow", "kind": "pillow",
        "price": 4950, "compare_at_price": 5950, "selected": 3, "pages": 0,
        "description": f"<p>{text(80)}</p><p>{text(60)}</p>", "tags": random.sample(WORDS, 8),
        "images": [{"src": f"/img/{i}.jpg", "alt": text(5), "width": 800, "height": 600,
                    "caption": text(4) if i % 2 else None} for i in range(8)],
        "variants": [{"id": i, "title": text(2), "price": 4950 + i * 100, "available": i % 4 > 0}
                     for i in range(12)],
        "reviews": [{"title": text(4), "text": text(20) + "\n" + text(15), "author": text(1),
                     "stars": 1 + i % 5, "verified": i % 2 == 0} for i in range(15)]}
    shop = {"name": "Example shop", "url": "https://example.com", "cdn": "https://cdn.example.com",
            "language": "en", "since": 2001, "year": 2026,
            "links": [{"url": f"/l/{i}", "title": text(2)} for i in range(8)]}
    data = {"product": product, "shop": shop, "cards": [card(i) for i in range(1000)],
            "related": [{"url": f"/p/{i}", "title": text(9), "price": 1000 + i} for i in range(6)]}
    with open(sys.argv[1], "w") as out:
        json.dump(data, out)


main()
