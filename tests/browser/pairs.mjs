/* The colours that stand on each other, as the browser works them out, are the pairs that
 * layouts/theme.yaml declares: what is declared, the build holds to its contrast. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {end, launch, open, quick, test} from './harness.mjs';
import {KINDS} from './kinds.mjs';

const theme = fs.readFileSync(new URL('../../layouts/theme.yaml', import.meta.url), 'utf8');

/* The names of the colours, and the pairs below one word, of the plain YAML that the file is. */
const names = [...theme.split(/^  dark:/m)[0].matchAll(/^    ([\w-]+): "#/gm)].map(found => found[1]);
const pairs = word => [...theme.match(new RegExp(`^  ${word}:\n((    .*\n)+)`, 'm'))[1]
  .matchAll(/\[([\w-]+), ([\w-]+)\]/g)].map(found => `${found[1]} on ${found[2]}`);
const declared = {text: new Set(pairs('text')), large: new Set([...pairs('text'), ...pairs('large')])};

/* Each text, sign and edge of a control: [its colour, the one behind it, whether it is large, where]. */
const used = page => page.evaluate(() => {
  const behind = e => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/, 0\)$|transparent/.test(colour)) return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const found = new Map();
  const note = (front, ground, large, e) => {
    const key = [front, ground, large].join('|');
    if (!found.has(key)) found.set(key, [front, ground, large, e.outerHTML.slice(0, 120).replace(/\s+/g, ' ')]);
  };
  const seen = e => e.checkVisibility() && !e.closest('.visually-hidden, .skip, template, option');
  for (const e of document.body.querySelectorAll('*')) {
    if (!seen(e)) continue;
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) note(style.color, behind(e), large, e);
    if (e.matches('svg.icon')) note(style.color, behind(e), true, e);
    if (e.matches('input, button, .button-quiet, .chip') && parseFloat(style.borderTopWidth)) {
      note(style.borderTopColor, behind(e.parentElement), true, e);
    }
    if (e.matches('input[placeholder]')) note(getComputedStyle(e, '::placeholder').color, behind(e), false, e);
  }
  return [...found.values()];
});

/* Which names each colour has here; two may be alike. */
const values = page => page.evaluate(names => {
  const probe = document.createElement('i');
  document.body.append(probe);
  const found = {};
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    (found[getComputedStyle(probe).color] ??= []).push(name);
  }
  probe.remove();
  return found;
}, names);

async function look(browser, address, dark) {
  const page = await open(browser, address, {dark});
  const namesOf = await values(page);
  const wrong = (await used(page)).filter(([front, ground, large]) => {
    const here = (namesOf[front] ?? []).flatMap(a => (namesOf[ground] ?? []).map(b => `${a} on ${b}`));
    return !here.some(pair => declared[large ? 'large' : 'text'].has(pair));
  });
  await page.close();
  assert.deepEqual(wrong.map(([front, ground, large, where]) =>
    `${namesOf[front]?.join('/') ?? front} on ${namesOf[ground]?.join('/') ?? ground}` +
    `${large ? ' (large, or a sign)' : ''}: ${where}`), [], 'not declared in layouts/theme.yaml');
}

await test('the theme is read', () => assert.ok(names.length > 10 && declared.text.size > 10));

const browser = await launch();
for (const [kind, address] of Object.entries(KINDS)) {
  if (quick && kind !== 'article') continue;
  for (const dark of [false, true]) {
    await test(`${kind}, ${dark ? 'dark' : 'light'}`, () => look(browser, address, dark));
  }
}
await end(browser);
