"""What cmark-gfm makes of a text: by the command, or, many times faster, by its library.

Debian's package of the command brings the library along; tests compare some documents by both.
"""

import ctypes
import subprocess

EXTENSIONS = ("table", "tasklist", "strikethrough", "autolink")
FOOTNOTES, UNSAFE = 1 << 13, 1 << 17


def by_command(text):
    command = ["cmark-gfm", "--unsafe", "-e", "footnotes"]
    for name in EXTENSIONS:
        command += ["-e", name]
    return subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode(errors="replace")


def libraries():
    """The files that the command is linked with."""
    listed = subprocess.run(["sh", "-c", "ldd \"$(command -v cmark-gfm)\""], stdout=subprocess.PIPE, check=True)
    paths = [word for word in listed.stdout.decode().split() if word.startswith("/") and "cmark-gfm" in word]
    core = next(path for path in paths if "extensions" not in path)
    return core, next(path for path in paths if "extensions" in path)


class Library:
    def __init__(self):
        core, extensions = libraries()
        self.core = ctypes.CDLL(core, mode=ctypes.RTLD_GLOBAL)
        self.free = ctypes.CDLL(None).free
        self.free.argtypes = [ctypes.c_void_p]
        ctypes.CDLL(extensions).cmark_gfm_core_extensions_ensure_registered()
        pointer = ctypes.c_void_p
        for name, result, arguments in (
                ("cmark_parser_new", pointer, [ctypes.c_int]),
                ("cmark_find_syntax_extension", pointer, [ctypes.c_char_p]),
                ("cmark_parser_attach_syntax_extension", ctypes.c_int, [pointer, pointer]),
                ("cmark_parser_get_syntax_extensions", pointer, [pointer]),
                ("cmark_parser_feed", None, [pointer, ctypes.c_char_p, ctypes.c_size_t]),
                ("cmark_parser_finish", pointer, [pointer]),
                ("cmark_parser_free", None, [pointer]),
                ("cmark_render_html", pointer, [pointer, ctypes.c_int, pointer]),
                ("cmark_node_free", None, [pointer])):
            function = getattr(self.core, name)
            function.restype, function.argtypes = result, arguments
        self.found = [self.core.cmark_find_syntax_extension(name.encode()) for name in EXTENSIONS]

    def html(self, text):
        data = text.encode()
        parser = self.core.cmark_parser_new(FOOTNOTES | UNSAFE)
        for extension in self.found:
            self.core.cmark_parser_attach_syntax_extension(parser, extension)
        self.core.cmark_parser_feed(parser, data, len(data))
        root = self.core.cmark_parser_finish(parser)
        html = self.core.cmark_render_html(root, FOOTNOTES | UNSAFE,
                                           self.core.cmark_parser_get_syntax_extensions(parser))
        result = ctypes.string_at(html).decode(errors="replace")
        self.free(html)
        self.core.cmark_node_free(root)
        self.core.cmark_parser_free(parser)
        return result
