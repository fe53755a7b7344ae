/* Readers who change how a page looks: larger text, more space, other colours, less motion. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {end, launch, open, quick, results, test} from './harness.mjs';
import {KINDS} from './kinds.mjs';

const browser = await launch();
const kinds = Object.entries(KINDS).filter(([kind]) => quick ? kind === 'article' : !/^(year|month)$/.test(kind));

/* Texts that do not fit where they stand, and a page that is wider than its window. */
const cut = page => page.evaluate(() => {
  const hidden = e => e.closest('.visually-hidden, .skip') || !e.checkVisibility();
  const clips = e => /hidden|clip/.test(getComputedStyle(e).overflow) && e.textContent.trim();
  const said = [...document.querySelectorAll('body *')]
    .filter(e => !hidden(e) && clips(e) && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1))
    .map(e => `cut off: ${e.outerHTML.slice(0, 160)}`);
  /* A line of text that leaves its own block at a side. */
  for (const e of document.querySelectorAll('main *, header *, footer *')) {
    if (hidden(e) || e.closest('.table, pre') || getComputedStyle(e).display === 'inline') continue;
    if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).overflow === 'visible') {
      said.push(`sticks out: ${e.outerHTML.slice(0, 160)}`);
    }
  }
  const wide = document.documentElement.scrollWidth;
  return wide > document.documentElement.clientWidth ? [...said, `the page is ${wide} wide`] : said;
});

/* The policy of the site lets no style in from outside, but a reader's tools work like this. */
const restyle = (page, css) => page.evaluate(css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}, css);

const keep = async (page, name) => {
  fs.mkdirSync(path.join(results, 'reading'), {recursive: true});
  await page.screenshot({path: path.join(results, 'reading', `${name}.png`), fullPage: true, optimizeForSpeed: true});
};

/* The spacing of WCAG 2.2, success criterion 1.4.12. */
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }`;

for (const [kind, address] of kinds) {
  for (const width of [390, 1200]) {
    await test(`${kind}, ${width} wide, with more space between letters, words and lines`, async () => {
      const page = await open(browser, address, {width});
      await restyle(page, SPACING);
      assert.deepEqual(await cut(page), []);
      await page.close();
    });
  }

  await test(`${kind} at four times the size`, async () => {
    const page = await open(browser, address, {width: 320, height: 256});
    assert.deepEqual(await cut(page), []);
    const stuck = await page.$$eval('body *', all => all.filter(e =>
      /fixed|sticky/.test(getComputedStyle(e).position) && e.checkVisibility()).map(e => e.outerHTML.slice(0, 120)));
    assert.deepEqual(stuck, [], 'stays in the way of so small a window');
    await page.close();
  });

  for (const width of [390, 1280]) {
    await test(`${kind}, ${width} wide, with text of twice the size`, async () => {
      const page = await open(browser, address, {width});
      const devtools = await page.createCDPSession();
      const before = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
      await devtools.send('Page.setFontSizes', {fontSizes: {standard: 32, fixed: 26}});
      await page.reload();
      if (address.includes('?q=')) await page.waitForSelector('[data-search-results] h2');
      const after = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
      assert.equal(after, 2 * before, 'the text does not grow with the browser\'s own');
      assert.deepEqual(await cut(page), []);
      if (kind === 'article' || kind === 'home') await keep(page, `${kind}-${width}-twice`);
      await page.close();
    });
  }
}

for (const kind of ['home', 'article', 'article-care-cards', 'search-results', 'contact']) {
  await test(`${kind} without motion`, async () => {
    const page = await open(browser, KINDS[kind], {motion: false});
    const moves = await page.$$eval('*', all => all.filter(e => {
      const style = getComputedStyle(e);
      return style.scrollBehavior === 'smooth' || style.animationName !== 'none' || style.transitionDuration !== '0s';
    }).map(e => e.outerHTML.slice(0, 120)));
    assert.deepEqual(moves, []);
    await page.close();
  });
}

for (const kind of Object.keys(KINDS)) {
  await test(`${kind} in colours of the reader's own`, async () => {
    const page = await open(browser, KINDS[kind], {});
    const devtools = await page.createCDPSession();
    await devtools.send('Emulation.setEmulatedMedia', {features: [{name: 'forced-colors', value: 'active'}]});
    /* Grounds of colour are gone, so what they said must be said by a line. */
    const bare = await page.$$eval('.button, button, input, .care, .callout, .key-points, .short-answer, .review, .tag-sample',
      all => all.filter(e => e.checkVisibility()).filter(e =>
        !['Top', 'Bottom', 'Left', 'Right'].some(side => parseFloat(getComputedStyle(e)[`border${side}Width`]) >= 1))
        .map(e => e.outerHTML.slice(0, 120)));
    assert.deepEqual(bare, [], 'without an edge');
    const here = await page.$('.menu a[aria-current]');
    if (here) {
      const [line, other] = await page.evaluate(() => ['.menu a[aria-current]', '.menu a:not([aria-current])'].map(s =>
        getComputedStyle(document.querySelector(s)).borderBottomColor));
      assert.notEqual(line, other, 'the menu does not show where one is');
    }
    await page.focus('a.brand');
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(ring, 'none', 'no ring around what has the focus');
    await keep(page, `${kind}-forced-colours`);
    await page.close();
  });
}

/* Everything that a phone asks for before the reader scrolls, pictures included, as it is sent. */
for (const kind of Object.keys(KINDS).filter(kind => /article|question/.test(kind))) {
  await test(`${kind} is light`, async () => {
    const page = await open(browser, KINDS[kind], {width: 390});
    const files = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .map(entry => [new URL(entry.name).pathname, entry.encodedBodySize]));
    const bytes = files.reduce((sum, [, size]) => sum + size, 0);
    assert.ok(bytes > 5000 && bytes <= 50000, `${bytes} bytes: ${files.join(' ')}`);
    await page.close();
  });
}

await test('an article is all there without a script', async () => {
  const [without, with_] = [await open(browser, KINDS.article, {script: false}), await open(browser, KINDS.article)];
  const text = page => page.$eval('main', main => main.textContent);
  assert.equal(await text(without), await text(with_));
  await without.close();
  await with_.close();
});

await end(browser);
