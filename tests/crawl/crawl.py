#!/usr/bin/env python3
"""Reads a built site as a browser, a feed reader and a search engine would, and says what is wrong.

    crawl.py PUBLIC BASE_URL

Prints one finding a line, sorted, and ends with 1 when there is one. It shares no code and no
idea with the program that built the site: what it knows is HTML, URLs and the feeds' formats.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

VOID = set("area base br col embed hr img input link meta source track wbr".split())
# Where a browser fetches something while it shows the page.
FETCHED = {("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"),
           ("script", "src"), ("iframe", "src"), ("video", "src"), ("video", "poster"),
           ("audio", "src"), ("track", "src"), ("embed", "src"), ("object", "data"),
           ("input", "src"), ("use", "href"), ("image", "href"), ("body", "background")}
LINK_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon",
                "preconnect", "dns-prefetch", "prefetch", "mask-icon", "shortcut"}
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses_of(srcset):
    """The addresses of a set: each ends at a blank, and may hold commas but not end with one."""
    return [match[1].rstrip(",") for match in re.finditer(
        r"[\s,]*(\S+)((?<!,)(?:\([^)]*\)?|[^,(])*)", srcset)]


class Page(HTMLParser):
    """One HTML file: what it is called, what it links to, what it fetches."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.said = []      # what is wrong with it by itself
        self.links = []     # addresses to follow
        self.fetched = []   # addresses that a browser loads by itself
        self.feeds = []     # (type, address)
        self.same = []      # canonical, og:url and hreflang: absolute addresses of this site
        self.ids, self.refs = set(), []
        self.lang, self.title, self.description = None, "", ""
        self.h1, self.json, self.styles = 0, [], []
        self.noindex, self.refresh, self.canonical = False, None, None
        self.open, self.inside = [], None
        self.feed(text)
        self.close()
        if self.open:
            self.said.append(f"<{self.open[-1]}> is never closed")

    def say(self, text):
        self.said.append(f"line {self.getpos()[0]}: {text}")

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        for name in {n for n in names if names.count(n) > 1}:
            self.say(f"<{tag}> has {name} twice")
        attributes = {name: value or "" for name, value in attrs}
        self.handle_attributes(tag, attributes)
        if tag == "html":
            self.lang = attributes.get("lang")
        elif tag == "h1":
            self.h1 += 1
        elif tag == "meta":
            self.handle_meta(attributes)
        elif tag == "link":
            self.handle_link(attributes)
        elif tag == "a" and "href" in attributes:
            self.links.append((self.getpos()[0], attributes["href"]))
        elif tag == "img" and "alt" not in attributes:
            self.say("an image has no alt attribute")
        if tag in ("title", "style") and "svg" not in self.open:
            self.inside = tag
        elif tag == "script":
            self.inside = "json" if attributes.get("type", "").endswith("json") else "script"
            if self.inside == "json":
                self.json.append((self.getpos()[0], ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        # "/>" closes what is inside an SVG and nothing elsewhere.
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_attributes(self, tag, attributes):
        if "id" in attributes:
            if attributes["id"] in self.ids:
                self.say(f'the id "{attributes["id"]}" stands twice')
            if not attributes["id"] or re.search(r"\s", attributes["id"]):
                self.say(f'the id "{attributes["id"]}" is empty or holds a blank')
            self.ids.add(attributes["id"])
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"):
            self.refs += [(self.getpos()[0], name, i) for i in attributes.get(name, "").split()]
        for name, value in attributes.items():
            if (tag, name) in FETCHED:
                parts = addresses_of(value) if name == "srcset" else (value.split() or [""])[:1]
                self.fetched += [(self.getpos()[0], part) for part in parts]
            if name in ("href", "src", "action") and re.match(r"\s*(javascript|vbscript):", value,
                                                              re.I):
                self.say(f"an active address in {name}")
            if name == "style":
                self.styles.append((self.getpos()[0], value))

    def handle_meta(self, attributes):
        name = (attributes.get("name") or attributes.get("property", "")).lower()
        content = attributes.get("content", "")
        if name == "description":
            self.description = content
        elif name == "robots" and "noindex" in content:
            self.noindex = True
        elif name in ("og:url", "og:image", "twitter:image"):
            self.same.append((self.getpos()[0], name, content))
        if attributes.get("http-equiv", "").lower() == "refresh":
            found = re.search(r"url=\s*(.*)", content, re.I)
            self.refresh = found.group(1).strip("'\" ") if found else ""
            self.links.append((self.getpos()[0], self.refresh))

    def handle_link(self, attributes):
        kinds = set(attributes.get("rel", "").lower().split())
        address, line = attributes.get("href", ""), self.getpos()[0]
        if kinds & LINK_FETCHED:
            self.fetched.append((line, address))
        elif "canonical" in kinds:
            if self.canonical is not None:
                self.say("a second canonical address")
            self.canonical = address
            self.same.append((line, "canonical", address))
        elif "alternate" in kinds and "hreflang" in attributes:
            self.same.append((line, "hreflang", address))
        elif "alternate" in kinds:
            self.feeds.append((line, attributes.get("type", ""), address))
        elif kinds & {"prev", "next", "search", "author", "license", "me"}:
            self.links.append((line, address))

    def handle_endtag(self, tag):
        self.inside = None
        if tag in VOID:
            return
        if tag not in self.open:
            self.say(f"</{tag}> closes nothing")
            return
        # A browser closes <p>, <li> and the like by itself; the site's layouts do not rely on it.
        while self.open[-1] != tag:
            self.say(f"</{tag}> while <{self.open.pop()}> is open")
        self.open.pop()

    def handle_data(self, data):
        if self.inside == "title":
            self.title += data
        elif self.inside == "json":
            line, text = self.json[-1]
            self.json[-1] = (line, text + data)
        elif self.inside == "style":
            self.styles.append((self.getpos()[0], data))


class Site:
    def __init__(self, folder, base_url):
        self.folder, self.base = Path(folder), base_url.rstrip("/") + "/"
        self.origin = "{0.scheme}://{0.netloc}".format(urlsplit(base_url))
        self.prefix = urlsplit(self.base).path
        self.said = set()
        self.files = {p.relative_to(self.folder).as_posix()
                      for p in self.folder.rglob("*") if p.is_file()}
        self.pages = {}
        for path in sorted(self.files):
            if path.endswith(".html"):
                self.pages[path] = self.read(path)
        self.linked = {path: set() for path in self.pages}

    def say(self, path, text, line=0):
        self.said.add(f"{path}: line {line}: {text}" if line else f"{path}: {text}")

    def read(self, path):
        data = (self.folder / path).read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            self.say(path, "not UTF-8")
            text = data.decode("utf-8", "replace")
        if not text.lower().startswith("<!doctype html>"):
            self.say(path, "does not begin with <!doctype html>")
        if re.search(r"\{\{|\{%|Liquid error", text):
            self.say(path, "a template tag was left in it")
        return Page(text)

    def address(self, path):
        """The address that a host gives to a file."""
        if path == "index.html" or path.endswith("/index.html"):
            path = path[: -len("index.html")]
        return self.prefix + path

    def resolve(self, path, address, base=None):
        """(kind, file, fragment) of an address met in a file.

        The kind is "elsewhere", "outside" (of the site on its host), "gone" or "here".
        """
        # Hosts see the path; what follows # never leaves the browser, which takes any letter.
        if re.search(r"[\s<>\"\\^`{|}]", address) or not address.split("#")[0].isascii():
            self.say(path, f'the address "{address}" is not percent-encoded')
        whole = urljoin(base or self.origin + self.address(path), address)
        parts = urlsplit(whole)
        if parts.scheme not in ("http", "https"):
            return "elsewhere", None, ""
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            return "elsewhere", None, ""
        if not parts.path.startswith(self.prefix):
            return "outside", None, ""
        file = unquote(parts.path[len(self.prefix):])
        if file == "" or file.endswith("/"):
            file += "index.html"
        if file not in self.files:
            return "gone", file, unquote(parts.fragment)
        return "here", file, unquote(parts.fragment)

    def check_target(self, path, line, what, address, base=None):
        """The file that an address means, or None after saying why there is none."""
        kind, file, fragment = self.resolve(path, address, base)
        if kind == "outside":
            self.say(path, f'{what} "{address}" leaves {self.prefix}', line)
        elif kind == "gone":
            self.say(path, f'{what} "{address}" leads nowhere', line)
        elif kind == "here" and fragment and file in self.pages:
            if fragment not in self.pages[file].ids and fragment != "top":
                self.say(path, f'{what} "{address}" has no such anchor', line)
        return file if kind == "here" else None

    def check_page(self, path, page):
        for said in page.said:
            self.say(path, said)
        if not page.lang or not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", page.lang):
            self.say(path, f'<html lang="{page.lang or ""}"> names no language')
        if not page.title.strip():
            self.say(path, "no title")
        if page.h1 != 1:
            self.say(path, f"{page.h1} h1 elements")
        if page.refresh is None and not page.description.strip():
            self.say(path, "no description")
        for line, name, wanted in page.refs:
            if wanted not in page.ids:
                self.say(path, f'{name}="{wanted}" names no id', line)
        for line, text in page.json:
            try:
                json.loads(text)
            except ValueError as error:
                self.say(path, f"JSON in a script: {error}", line)
        self.check_addresses(path, page)

    def check_addresses(self, path, page):
        for line, address in page.links:
            file = self.check_target(path, line, "the link", address)
            if file in self.pages:
                self.linked[path].add(file)
        for line, address in page.fetched:
            if address.startswith("data:"):
                continue
            if self.resolve(path, address)[0] == "elsewhere":
                self.say(path, f'the browser would fetch "{address}" from elsewhere', line)
            else:
                self.check_target(path, line, "the asset", address)
        for line, text in page.styles:
            self.check_css(path, line, text)
        for line, kind, address in page.feeds:
            self.check_target(path, line, f"the feed {kind}", address)
        for line, what, address in page.same:
            if not address.startswith(("https://", "http://")):
                self.say(path, f'{what} "{address}" is not absolute', line)
            file = self.check_target(path, line, what, address)
            if what == "canonical" and page.refresh is None and path != "404.html":
                if file != path:
                    self.say(path, f'canonical "{address}" is another page', line)
        if page.canonical is None and path != "404.html":
            self.say(path, "no canonical address")

    def check_css(self, path, line, text):
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", text):
            address = address.strip()
            if address.startswith(("data:", "#")):
                continue
            if self.resolve(path, address)[0] == "elsewhere":
                self.say(path, f'the browser would fetch "{address}" from elsewhere', line)
            else:
                self.check_target(path, line, "the asset", address)
        if re.search(r"@import", text):
            self.say(path, f"CSS imports another file", line)

    def check_reachable(self):
        seen, waiting = set(), ["index.html"]
        while waiting:
            path = waiting.pop()
            if path not in seen and path in self.pages:
                seen.add(path)
                waiting += self.linked[path]
        for path, page in self.pages.items():
            # A redirect stands for links elsewhere, 404 for addresses that are none.
            if path not in seen and page.refresh is None and path != "404.html":
                self.say(path, "cannot be reached from the home page")

    def xml(self, path):
        try:
            return ElementTree.parse(self.folder / path).getroot()
        except ElementTree.ParseError as error:
            self.say(path, f"XML: {error}")
            return None

    def check_feed_target(self, path, address, what):
        if not address.startswith(self.base):
            self.say(path, f'{what} "{address}" is not below {self.base}')
            return None
        return self.check_target(path, 0, what, address)

    def check_atom(self, path):
        feed = self.xml(path)
        if feed is None:
            return
        if feed.tag != ATOM + "feed":
            self.say(path, "not an Atom feed")
            return
        for name in ("id", "title", "updated"):
            if not (feed.findtext(ATOM + name) or "").strip():
                self.say(path, f"the feed has no {name}")
        ids = set()
        links = {link.get("rel", "alternate"): link.get("href", "")
                 for link in feed.findall(ATOM + "link")}
        if self.check_feed_target(path, links.get("self", ""), "the feed's own address") != path:
            self.say(path, "the feed's own address is another file")
        for entry in feed.findall(ATOM + "entry"):
            for name in ("id", "title", "updated"):
                if not (entry.findtext(ATOM + name) or "").strip():
                    self.say(path, f"an entry has no {name}")
            if feed.find(ATOM + "author") is None and entry.find(ATOM + "author") is None:
                self.say(path, "an entry has no author")
            updated = entry.findtext(ATOM + "updated") or ""
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", updated):
                self.say(path, f'"{updated}" is no date of RFC 3339')
            if entry.findtext(ATOM + "id") in ids:
                self.say(path, f"two entries have the id {entry.findtext(ATOM + 'id')}")
            ids.add(entry.findtext(ATOM + "id"))
            address = next((link.get("href", "") for link in entry.findall(ATOM + "link")
                            if link.get("rel", "alternate") == "alternate"), "")
            self.check_feed_target(path, address, "an entry's link")

    def check_json_feed(self, path):
        try:
            feed = json.loads((self.folder / path).read_text("utf-8"))
        except ValueError as error:
            self.say(path, f"JSON: {error}")
            return
        if feed.get("version") != "https://jsonfeed.org/version/1.1":
            self.say(path, "not a JSON Feed 1.1")
        if self.check_feed_target(path, feed.get("feed_url", ""), "feed_url") != path:
            self.say(path, "feed_url is another file")
        self.check_feed_target(path, feed.get("home_page_url", ""), "home_page_url")
        ids = [item.get("id") for item in feed.get("items", [])]
        if len(ids) != len(set(ids)) or not all(ids):
            self.say(path, "an item's id is missing or stands twice")
        for item in feed.get("items", []):
            self.check_feed_target(path, item.get("url", ""), "an item's url")
            if not item.get("content_html") and not item.get("content_text"):
                self.say(path, f"the item {item.get('id')} has no content")

    def check_sitemap(self):
        if "sitemap.xml" not in self.files:
            self.say("sitemap.xml", "missing")
            return
        root = self.xml("sitemap.xml")
        if root is None:
            return
        listed = []
        for url in root.findall(SITEMAP + "url"):
            address = (url.findtext(SITEMAP + "loc") or "").strip()
            file = self.check_feed_target("sitemap.xml", address, "the address")
            listed.append(file)
            if file in self.pages and (self.pages[file].noindex
                                       or self.pages[file].refresh is not None):
                self.say("sitemap.xml", f"{address} is not for search engines")
        for file in {f for f in listed if f and listed.count(f) > 1}:
            self.say("sitemap.xml", f"{file} stands twice")
        for path, page in self.pages.items():
            if page.refresh is None and not page.noindex and path != "404.html":
                # Further pages of a list are found from its first one.
                if path not in listed and not re.search(r"(^|/)page/\d+/index.html$", path):
                    self.say("sitemap.xml", f"{path} is not in it")

    def check_robots(self):
        if "robots.txt" not in self.files:
            self.say("robots.txt", "missing")
            return
        text = (self.folder / "robots.txt").read_text()
        if f"Sitemap: {self.base}sitemap.xml" not in text:
            self.say("robots.txt", "does not name the sitemap")

    def crawl(self):
        if "index.html" not in self.pages:
            self.say("index.html", "missing")
        if "404.html" not in self.pages:
            self.say("404.html", "missing")
        for path, page in self.pages.items():
            self.check_page(path, page)
        self.check_reachable()
        for path in sorted(self.files):
            if path.endswith("atom.xml"):
                self.check_atom(path)
            elif path.endswith("feed.json"):
                self.check_json_feed(path)
            elif path.endswith(".css"):
                self.check_css(path, 0, (self.folder / path).read_text("utf-8"))
        self.check_sitemap()
        self.check_robots()
        return sorted(self.said)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    site = Site(sys.argv[1], sys.argv[2])
    said = site.crawl()
    for line in said:
        print(line)
    print(f"{len(site.pages)} pages, {len(said)} findings")
    sys.exit(1 if said else 0)


if __name__ == "__main__":
    main()
