#!/usr/bin/env python3
"""Makes schema_org.json: the types and properties of schema.org that structured data may use.

    npm pack schema-dts@2.1.0 && tar xzf schema-dts-2.1.0.tgz
    make_table.py package/dist/schema.d.ts > schema_org.json

schema-dts (Google, Apache-2.0) is made from schema.org's own definitions. The table keeps the
types named below with all that they inherit, and every property but those that schema.org has
moved or superseded.
"""

import json
import re
import sys
from pathlib import Path

WANTED = """BlogPosting BreadcrumbList CollectionPage CreativeWork DefinedTerm DefinedTermSet ImageObject
    ListItem MedicalClinic MedicalCode MedicalCondition MedicalProcedure MedicalWebPage Organization
    Patient Person ProfilePage QAPage WebPage WebSite""".split()
ENUMERATIONS = ["MedicalSpecialty"]
NOTICE = ("From schema.org, whose vocabulary is licensed CC BY-SA 3.0, as schema-dts 2.1.0 "
          "(npm, Apache-2.0) has it. Made by make_table.py.")

PROPERTY = re.compile(r'(?:/\*\*(?P<said>(?:(?!\*/).)*)\*/\s*)?"(?P<name>[a-zA-Z]+)"\?: '
                      r'SchemaValue<(?P<range>[^"]*), "', re.S)


def parents_of(extends):
    found = (name.strip().removesuffix("Base") for name in extends.split(","))
    return [name for name in found if not name.startswith("Partial<")]


def read(text):
    """{type: (parents, {property: range})}"""
    types = {}
    for name, extends, inside in re.findall(
            r"interface (\w+)Base extends ([^{]*) \{\n(.*?)\n\}", text, re.S):
        properties = {}
        for found in PROPERTY.finditer(inside):
            if "@deprecated" in (found["said"] or ""):
                continue
            values = [value.strip() for value in found["range"].split("|")]
            properties[found["name"]] = sorted(v for v in values if v != "IdReference")
        types[name] = (parents_of(extends), properties)
    for name, extends in re.findall(r"export interface (\w+)Leaf extends ([^{]*) \{", text):
        if name not in types:
            types[name] = (parents_of(extends), {})
    return types


def with_parents(types, names):
    kept, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name not in kept:
            kept.add(name)
            todo += types[name][0]
    return sorted(kept)


def members(text, name):
    line = re.search(rf"export type {name} = [^;]*", text)[0]
    return sorted(set(re.findall(r'"(https://schema.org/\w+)"', line)))


def main():
    text = Path(sys.argv[1]).read_text()
    types = read(text)
    table = {"notice": NOTICE,
             "types": {name: {"parents": sorted(p for p in types[name][0] if p != name),
                              "properties": types[name][1]}
                       for name in with_parents(types, WANTED)},
             "enumerations": {name: members(text, name) for name in ENUMERATIONS}}
    lists = re.compile(r"\[\s+([^\[\]]*?)\s+\]")
    print(lists.sub(lambda m: f"[{' '.join(m[1].split())}]", json.dumps(table, indent=1)))


main()
