"""nginx and Apache with the recipes for them, over a built site: what a browser is sent."""

import contextlib
import gzip
import http.client
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import kit
from kit import expect

RECIPES = kit.ROOT / ".ci/recipes"
ADDRESS = "127.0.0.1"
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"  # where servers are, and not everybody looks
TYPES = {".css": {"text/css"}, ".js": {"text/javascript", "application/javascript"},
         ".xml": {"text/xml", "application/xml"}, ".json": {"application/json"}, ".svg": {"image/svg+xml"},
         ".txt": {"text/plain"}, ".webmanifest": {"application/manifest+json"}, ".html": {"text/html"}}


def server(*names):
    for name in names:
        if shutil.which(name, path=PATH):
            return shutil.which(name, path=PATH)
    raise kit.Skipped(f"{names[0]} is not installed")


def free_port():
    with contextlib.closing(socket.socket()) as one:
        one.bind((ADDRESS, 0))
        return one.getsockname()[1]


def ask(port, path, accept=None):
    """(status, headers in small letters, body)"""
    line = http.client.HTTPConnection(ADDRESS, port, timeout=kit.PATIENCE)
    line.request("GET", path, headers={"Accept-Encoding": accept} if accept else {})
    answer = line.getresponse()
    headers = {}
    for name, value in answer.getheaders():
        expect(name.lower() not in headers, f"{path}: {name} is sent twice")
        headers[name.lower()] = value
    body = answer.read()
    line.close()
    return answer.status, headers, body


@contextlib.contextmanager
def running(command, port, log):
    with open(log, "wb") as said:
        process = subprocess.Popen([str(c) for c in command], stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        for _ in range(kit.PATIENCE * 10):
            expect(process.poll() is None, "the server ended", log.read_text())
            with contextlib.closing(socket.socket()) as one:
                if one.connect_ex((ADDRESS, port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(kit.PATIENCE)


def sample(folder, compress=""):
    """The sample site, built, in a folder that the account of a server can read."""
    site = folder / "site"
    shutil.copytree(kit.ROOT / "content", site / "content")
    shutil.copytree(kit.ROOT / "layouts", site / "layouts")
    with open(site / "content/site.yaml", "a", encoding="utf-8") as settings:
        settings.write(compress)
    kit.write(site, {"content/files/drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'>" + "<g/>" * 99 + "</svg>"})
    got = kit.run(["build", "-q"], site)
    expect(got.status == 0, got)
    for upper in (folder, site):
        os.chmod(upper, 0o755)
    return site / "public"


def policy_of(public):
    """What `_headers` says of every page."""
    block = (public / "_headers").read_text().split("\n/")[0]
    pairs = [line.strip().split(": ", 1) for line in block.splitlines()[1:]]
    return {name.lower(): value for name, value in pairs}


def url_of(public, path):
    name = "/" + str(path.relative_to(public))
    return name[:-len("index.html")] if name.endswith("/index.html") else name


def check_headers(public, port):
    wanted = policy_of(public)
    expect("unsafe" not in wanted["content-security-policy"], wanted)
    status, headers, body = ask(port, "/")
    expect(status == 200 and body == (public / "index.html").read_bytes(), status)
    for name, value in wanted.items():
        expect(headers.get(name) == value, f"{name}: {headers.get(name)}\nbut _headers says {value}")
    status, headers, body = ask(port, "/nowhere/at-all/")
    expect(status == 404 and body == (public / "404.html").read_bytes(), "the page for what is not there", status)
    expect(headers.get("content-security-policy") == wanted["content-security-policy"], headers)
    for name in ("/_headers", "/_redirects"):
        expect(ask(port, name)[0] in (403, 404), f"{name} is shown")


def check_addresses(public, port):
    status, headers, _ = ask(port, "/articles")
    expect(status == 301 and headers["location"].endswith("/articles/"), status, headers)
    lines = (public / "_redirects").read_text().splitlines()
    expect(lines, "the sample has old addresses")
    for line in lines:
        old, new, _ = line.split()
        status, _, body = ask(port, old)
        expect(status == 200 and f'url={new}"'.encode() in body, f"{old} does not lead to {new}", status)


def check_types(public, port):
    seen = set()
    for path in sorted(p for p in public.rglob("*") if p.suffix in TYPES):
        if path.suffix in seen:
            continue
        seen.add(path.suffix)
        _, headers, body = ask(port, url_of(public, path))
        sent, _, charset = headers["content-type"].partition(";")
        expect(sent in TYPES[path.suffix] and body == path.read_bytes(), path, headers)
        expect(path.suffix in (".svg", ".webmanifest") or "utf-8" in charset.lower(), path, headers)
    expect(seen == set(TYPES), f"the sample has no {set(TYPES) - seen}")
    for path in (public / "assets").rglob("*.*"):
        if path.suffix in (".css", ".js"):
            _, headers, _ = ask(port, url_of(public, path))
            expect("immutable" in headers.get("cache-control", ""), path, headers)
            expect(headers.get("x-content-type-options") == "nosniff", path, headers)


def check_copies(public, port, encoding, ending, made):
    """`made`: what a build left beside the texts is sent; else the server compresses by itself."""
    seen = set()
    for path in sorted(p for p in public.rglob("*") if p.suffix in TYPES):
        copy = path.with_name(path.name + ending)
        if path.suffix in seen or path.stat().st_size < 200 or (made and not copy.exists()):
            continue
        seen.add(path.suffix)
        plain = ask(port, url_of(public, path))[1]
        status, headers, body = ask(port, url_of(public, path), f"deflate, {encoding}")
        expect(status == 200 and headers.get("content-encoding") == encoding, path, headers)
        expect(headers["content-type"] == plain["content-type"], path, headers, plain)
        expect("accept-encoding" in headers.get("vary", "").lower(), path, headers)
        if path.suffix == ".html":
            expect(headers.get("content-security-policy") == plain["content-security-policy"], headers)
        if made:
            expect(body == copy.read_bytes(), f"{path}: not the copy that the build made")
        elif encoding == "gzip":
            expect(gzip.decompress(body) == path.read_bytes(), path)
    expect(len(seen) >= 6, seen)
    if made:
        status, headers, body = ask(port, "/nowhere/", encoding)
        expect(status == 404 and headers.get("content-encoding") == encoding, status, headers)
        expect(body == (public / f"404.html{ending}").read_bytes(), "the page for what is not there")


def check_server(folder, start, methods):
    """`start(public)` gives the command, the port and the log."""
    for number, made in enumerate((False, True)):
        public = sample(folder / str(number), "compress: [gzip, brotli]\n" if made else "")
        os.chmod(folder / str(number), 0o755)
        command, port, log = start(public)
        with running(command, port, log):
            check_headers(public, port)
            check_addresses(public, port)
            check_types(public, port)
            for encoding, ending in methods if made else [("gzip", ".gz")]:
                check_copies(public, port, encoding, ending, made)


def open_to_servers(folder):
    os.chmod(folder, 0o755)


def nginx_sends_what_the_recipe_says(folder):
    program = server("nginx")
    open_to_servers(folder)
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    recipe = (RECIPES / "nginx.conf").read_text()
    if module.exists():
        recipe = recipe.replace("# brotli_static on;", "brotli_static on;")
    expect(" " not in str(module), module)

    def start(public):
        home, port = public.parent.parent, free_port()
        (home / "snippet.conf").write_text(recipe)
        kinds = "client_body proxy fastcgi uwsgi scgi".split()
        (home / "nginx.conf").write_text("\n".join([
            f"load_module {module};" if module.exists() else "", "daemon off;", "master_process off;",
            f'pid "{home}/pid";', "error_log stderr;", "events {}", "http {", "include /etc/nginx/mime.types;",
            "access_log off;", *(f'{kind}_temp_path "{home}/{kind}";' for kind in kinds),
            f'server {{ listen {ADDRESS}:{port}; root "{public}"; include "{home}/snippet.conf"; }}', "}", ""]))
        return [program, "-e", "stderr", "-p", home, "-c", home / "nginx.conf"], port, home / "log"

    check_server(folder, start, [("gzip", ".gz")] + [("br", ".br")] * module.exists())


def apache_sends_what_the_recipe_says(folder):
    program = server("apache2", "httpd")
    modules = Path("/usr/lib/apache2/modules")
    if not (modules / "mod_rewrite.so").exists():
        raise kit.Skipped("Apache's modules are not where Debian has them")
    open_to_servers(folder)
    names = ("mpm_event authz_core authz_host dir mime headers deflate filter rewrite").split()

    def start(public):
        home, port = public.parent.parent, free_port()
        include = f'Include "{RECIPES}/apache.conf"\n'
        if home.name != "0":  # the recipe names two places for it
            shutil.copy(RECIPES / "apache.conf", public / ".htaccess")
            include = ""
        user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
        loads = "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in names)
        (home / "apache.conf").write_text(
            f'ServerRoot "{home}"\n{loads}{user}Listen {ADDRESS}:{port}\nServerName localhost\n'
            f'PidFile "{home}/pid"\nErrorLog "{home}/errors"\nDefaultRuntimeDir "{home}"\nTypesConfig /etc/mime.types\n'
            f'DocumentRoot "{public}"\n<Directory "{public}">\nAllowOverride All\n'
            f'Require all granted\n{include}</Directory>\n')
        return [program, "-X", "-f", home / "apache.conf"], port, home / "log"

    check_server(folder, start, [("br", ".br"), ("gzip", ".gz")])
