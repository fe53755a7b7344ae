"""A writer's article in Spanish, with everything that Markdown has here, in the project's own layouts."""

import re
from urllib.parse import quote

import kit
from kit import ROOT, expect, run, small_site

ARTICLE = """\
*[RM]: resonancia magnética

## ¿Qué es la inyección?

Dijo: "¿Duele 'mucho'?" -- y esperó... Una RM ayuda, la RMN no.[^uno] Los esteroides calman;
las inyecciones en las articulaciones facetarias también.[^dos][^uno]

## Qué es la inyección

Vea [lo mismo arriba](#qué-es-la-inyección).

## Año 2026: señales & cuidados

> [!NOTE]
> Coma antes.

::: tip
Traiga a **alguien**.
:::

::: warning Ojo con el azúcar
Mídalo.
:::

::: key
Descanse.
:::

::: non-urgent
## Llámenos pronto si:

- tiene picazón
:::

::: urgent
## Llame hoy si:

- tiene fiebre
:::

::: emergency
## Llame al 911 si:

- no puede respirar
:::

::: do
- caminar
:::

::: dont
- manejar
:::

| Día | Qué hacer |
| --- | ---: |
| 1.º | "descansar" |

- [x] Comí
- [ ] Llamé

Médula
: Un cordón de nervios.

~~Mañana~~ hoy. Vea www.salud.example/niños.

[^uno]: Una nota con "comillas".
[^dos]: Otra.
"""

GLOSSARY = """\
- term: Esteroide
  definition: Baja la hinchazón.
- term: Inyección
  definition: Un pinchazo.
- term: Articulación facetaria
  definition: Une huesos.
"""


PROSE = """
<h2 id="qué-es-la-inyección">¿Qué es la inyección?</h2>
<p>Dijo: “¿Duele ‘mucho’?” – y esperó… Una <abbr title="resonancia magnética">RM</abbr> ayuda, la RMN no.\
{cited uno 1} Los {term esteroides esteroide} calman;
las {term inyecciones inyección} en las {term articulaciones_facetarias articulación-facetaria} también.\
{cited dos 2}{again uno 1}</p>
<details class="meanings">
<summary>{term_meaning} <b>Esteroide</b>, <b>Inyección</b>, <b>Articulación facetaria</b></summary>
<dl>
<dt><dfn>Esteroide</dfn></dt>
<dd id="term-esteroide">Baja la hinchazón.</dd>
<dt><dfn>Inyección</dfn></dt>
<dd id="term-inyección">Un pinchazo.</dd>
<dt><dfn>Articulación facetaria</dfn></dt>
<dd id="term-articulación-facetaria">Une huesos.</dd>
</dl>
</details>
<h2 id="qué-es-la-inyección-1">Qué es la inyección</h2>
<p>Vea <a href="#qu%C3%A9-es-la-inyecci%C3%B3n">lo mismo arriba</a>.</p>
<h2 id="año-2026-señales--cuidados">Año 2026: señales &amp; cuidados</h2>
<aside class="callout callout-note">
<p class="callout-title">{callout_note}</p>
<p>Coma antes.</p>
</aside>
<aside class="callout callout-tip">
<p class="callout-title">{callout_tip}</p>
<p>Traiga a <strong>alguien</strong>.</p>
</aside>
<aside class="callout callout-warning">
<p class="callout-title">Ojo con el azúcar</p>
<p>Mídalo.</p>
</aside>
<aside class="callout callout-key">
<p class="callout-title">{callout_key}</p>
<p>Descanse.</p>
</aside>
<section class="care care-non-urgent">
<h3 class="care-title"><span class="visually-hidden">{care_non_urgent} </span>Llámenos pronto si:</h3>
<ul>
<li>tiene picazón</li>
</ul>
</section>
<section class="care care-urgent">
<h3 class="care-title"><span class="visually-hidden">{care_urgent} </span>Llame hoy si:</h3>
<ul>
<li>tiene fiebre</li>
</ul>
</section>
<section class="care care-emergency">
<h3 class="care-title"><span class="visually-hidden">{care_emergency} </span>Llame al 911 si:</h3>
<ul>
<li>no puede respirar</li>
</ul>
</section>
<section class="advice advice-do">
<h3 class="advice-title">{do}</h3>
<ul>
<li>caminar</li>
</ul>
</section>
<section class="advice advice-dont">
<h3 class="advice-title">{dont}</h3>
<ul>
<li>manejar</li>
</ul>
</section>
<div class="table" role="group" tabindex="0" aria-label="{table}">
<table>
<thead>
<tr>
<th>Día</th>
<th class="align-right">Qué hacer</th>
</tr>
</thead>
<tbody>
<tr>
<td>1.º</td>
<td class="align-right">“descansar”</td>
</tr>
</tbody>
</table>
</div>
<ul>
<li><input type="checkbox" checked="" disabled="" /> Comí</li>
<li><input type="checkbox" disabled="" /> Llamé</li>
</ul>
<dl>
<dt>Médula</dt>
<dd>Un cordón de nervios.</dd>
</dl>
<p><del>Mañana</del> hoy. Vea <a href="http://www.salud.example/ni%C3%B1os">www.salud.example/niños</a>.</p>
<section class="footnotes" data-footnotes>
<ol>
<li id="fn-uno">
<p>Una nota con “comillas”. <a href="#fnref-uno" class="footnote-backref" data-footnote-backref \
aria-label="{footnote_back}, {footnote_place} 1">↩</a> <a href="#fnref-uno-2" class="footnote-backref" \
data-footnote-backref aria-label="{footnote_back}, {footnote_place} 2">↩<sup class="footnote-ref">2</sup></a></p>
</li>
<li id="fn-dos">
<p>Otra. <a href="#fnref-dos" class="footnote-backref" data-footnote-backref aria-label="{footnote_back}">↩</a></p>
</li>
</ol>
</section>
"""


def words():
    """What the layouts say in Spanish, by name."""
    text = (ROOT / "layouts/i18n/es.yaml").read_text()
    return {name: said.strip('"') for name, said in re.findall(r"^(\w+): (.+)$", text, re.M)}


def wanted():
    """PROSE with what the layouts say, and with links to notes and terms written out."""
    said = words()

    def put(match):
        kind, *rest = match[1].split()
        if kind == "term":
            text, slug = rest
            return (f'<a class="term" href="/glossary/{quote(slug)}/" aria-describedby="term-{slug}">'
                    f'{text.replace("_", " ")}</a>')
        if kind in ("cited", "again"):
            note, number = rest
            place = f"{note}-2" if kind == "again" else note
            return (f'<sup class="footnote-ref"><a href="#fn-{note}" id="fnref-{place}" data-footnote-ref>'
                    f'{number}</a></sup>')
        return said[kind]

    return re.sub(r"\{([^}]+)\}", put, PROSE.lstrip())


def test_an_article_with_everything(folder):
    site = "title: T\nname: Clínica\nbase_url: https://x.example\nlanguage: es\nlanguages: [es]\n"
    small_site(folder, {"content/site.yaml": site, "content/data/glossary.es.yaml": GLOSSARY,
                        "content/articles/dolor.md": kit.article("El dolor", ARTICLE, date="2026-01-01")})
    kit.overlay(ROOT / "layouts", folder / "layouts")
    got = run(["build", "--today", kit.TODAY], folder)
    expect(got.status == 0 and "dolor.md" not in got.err, got)
    page = (folder / "public/articles/dolor/index.html").read_text()
    prose = wanted()
    at = max(0, page.find(prose[:prose.index("\n")]))
    expect(page[at:at + len(prose)] == prose, kit.text_diff(prose, page[at:at + len(prose)], "wanted", "built"))
    expect('<html lang="es"' in page, page)
