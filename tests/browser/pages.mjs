/* Every page of the site as its readers meet it: each kind in each mode, every other page in one.
 * Of each: axe-core finds nothing, the browser says and asks nothing, nothing is stored, the
 * language is right, nothing is too small to hit, and no page scrolls sideways. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {addresses, end, fileOf, launch, MODES, moduleFile, open, quick, results, test} from './harness.mjs';
import {KINDS} from './kinds.mjs';

const axe = fs.readFileSync(moduleFile('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const RUN = JSON.stringify({runOnly: {type: 'tag', values: RULES}, rules: {'target-size': {enabled: true}},
                            resultTypes: ['violations'], elementRef: false});

const axeFinds = page => page.evaluate(`${axe}; axe.run(${RUN}).then(found => found.violations.map(v =>
  v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join('\\n  ')))`);

/* What a page keeps of its reader. */
const stored = page => page.evaluate(async () => [
  document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(d => d.name), ...await caches.keys(),
  ...(await navigator.serviceWorker.getRegistrations()).map(r => r.scope)].filter(Boolean));

/* Controls, and links that do not stand in running text, with fewer than 24 pixels to hit. */
const small = page => page.evaluate(() => {
  const inText = link => link.localName === 'a' && getComputedStyle(link).display === 'inline' &&
    link.closest('p, dd, td, figcaption, address, .prose li, .references li, .box li, dt');
  return [...document.querySelectorAll('a[href], button, input, summary, select, textarea')]
    .filter(e => e.checkVisibility() && !inText(e) && !e.matches('.skip'))
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([e, box]) => `${e.outerHTML.slice(0, 120)} is ${box.width} by ${box.height}`);
});

/* What is wider than the window, unless it lies in a region that scrolls and has a name. */
const sideways = (page, width) => page.evaluate(width => {
  const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth;
  const named = e => e.tabIndex === 0 && /^(region|group)$/.test(e.getAttribute('role')) &&
    (e.getAttribute('aria-label') || e.getAttribute('aria-labelledby'));
  const nameless = [...document.querySelectorAll('body *')].filter(e => scrolls(e) && !named(e))
    .map(e => `scrolls without a name: ${e.outerHTML.slice(0, 120)}`);
  const total = document.documentElement.scrollWidth;
  return total > width ? [`the page is ${total} wide`, ...nameless] : nameless;
}, width);

/* The language of the page, and of each link that says in which one its target is. */
const languages = page => page.evaluate(() => {
  const here = location.pathname.startsWith('/es/') ? 'es' : 'en';
  const wrong = document.documentElement.lang === here ? [] : [`the page is in "${document.documentElement.lang}"`];
  const links = [...document.querySelectorAll('a[hreflang]')].filter(a =>
    a.closest('[lang]').lang !== a.getAttribute('hreflang'));
  return [...wrong, ...links.map(a => `not marked: ${a.outerHTML}`)];
});

async function look(browser, address, mode, shot) {
  const page = await open(browser, address, MODES[mode]);
  try {
    assert.deepEqual(await axeFinds(page), [], 'axe-core');
    assert.deepEqual(await stored(page), [], 'something is stored');
    assert.deepEqual(await small(page), [], 'small targets');
    assert.deepEqual(await sideways(page, MODES[mode].width), [], 'sideways');
    assert.deepEqual(await languages(page), [], 'languages');
    if (shot) {
      await page.evaluate(() => Promise.all([...document.images].map(image => {
        image.loading = 'eager';
        return image.decode();
      })));
      fs.mkdirSync(path.join(results, mode), {recursive: true});
      await page.screenshot({path: path.join(results, mode, `${shot}.png`), fullPage: true, optimizeForSpeed: true});
    }
    assert.deepEqual(page.said, [], 'the browser said or asked something');
  } finally {
    await page.close();
  }
}

const kindOf = html => html.match(/<body class="([^"]*)"/)[1];
const shown = new Set(Object.values(KINDS).map(address => kindOf(fileOf(address.split('?')[0]))));

await test('every kind of page has its example here', () => {
  const kinds = new Set(addresses().map(address => kindOf(fileOf(address))));
  assert.deepEqual([...kinds].filter(kind => !shown.has(kind)), []);
});

const todo = [];
const modes = quick ? ['light', 'phone-dark'] : Object.keys(MODES);
for (const [kind, address] of Object.entries(KINDS)) {
  for (const mode of modes) todo.push([address, mode, kind]);
}
if (!quick) {
  addresses().filter(address => !Object.values(KINDS).includes(address))
    .forEach((address, i) => todo.push([address, modes[i % modes.length]]));
}

const browsers = await Promise.all([launch(), launch()]);
await Promise.all(browsers.map(async browser => {
  for (let next; (next = todo.shift());) {
    const [address, mode, kind] = next;
    await test(`${address}, ${mode}`, () => look(browser, address, mode, kind));
  }
}));
await end(...browsers);
