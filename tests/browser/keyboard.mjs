/* A walk through pages with nothing but the keyboard. */
import assert from 'node:assert/strict';
import {end, launch, open, quick, test} from './harness.mjs';
import {KINDS} from './kinds.mjs';

const LONGEST = 400;  // stops; a walk that takes more is caught in a circle

/* What has the focus: undefined where the walk has left the page. */
const stop = page => page.evaluate(() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return undefined;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const parts = [...e.getClientRects()];
  /* Where the middle of each of its lines is another element's, it is covered. */
  const clear = parts.some(r => {
    const there = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
    return there && (e.contains(there) || there.contains(e));
  });
  const all = [...document.querySelectorAll('*')];
  return {
    place: all.indexOf(e), html: e.outerHTML.slice(0, 160).replace(/\s+/g, ' '),
    skip: e.matches('.skip'),
    part: e.closest('header.site-head') ? 0 : e.closest('main') ? 1 : e.closest('footer.site-foot') ? 2 : -1,
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    clear};
});

/* All that a walk should stop at, in the order of the document. */
const stops = page => page.evaluate(() => {
  const all = [...document.querySelectorAll('*')];
  return all.filter(e => e.matches('a[href], button, input, summary, select, textarea, [tabindex="0"], video[controls]') &&
    e.checkVisibility({visibilityProperty: true})).map(e => all.indexOf(e));
});

/* From stop to stop until the walk leaves the page, or for so many stops. */
async function walk(page, most) {
  const seen = [];
  while (seen.length < (most ?? LONGEST)) {
    await page.keyboard.press('Tab');
    const now = await stop(page);
    if (!now) return seen;
    seen.push(now);
  }
  assert.ok(most, `the walk did not end; last at ${seen.at(-1).html}`);
  return seen;
}

async function walkThrough(browser, address, options) {
  const page = await open(browser, address, {...options, motion: false});
  const seen = await walk(page);
  assert.ok(seen[0].skip, `the first stop is ${seen[0].html}`);
  const wrong = what => seen.filter(s => !what(s)).map(s => s.html);
  assert.deepEqual(wrong(s => s.ring), [], 'no ring is seen around');
  assert.deepEqual(wrong(s => s.seen), [], 'out of sight when it has the focus');
  assert.deepEqual(wrong(s => s.clear), [], 'covered by something else');
  assert.deepEqual(wrong(s => s.skip || s.part >= 0), [], 'outside head, main part and foot');
  const parts = seen.filter(s => !s.skip).map(s => s.part);
  assert.deepEqual(parts, [...parts].sort(), 'the walk goes back and forth between head, main part and foot');
  assert.deepEqual(seen.map(s => s.place), await stops(page), 'not every stop, or not in the order of reading');
  await page.keyboard.down('Shift');
  const back = await walk(page, seen.length);
  await page.keyboard.up('Shift');
  assert.deepEqual(back.map(s => s.place), seen.map(s => s.place).reverse(), 'the way back is another one');
  await page.close();
}

const browser = await launch();
const walks = quick ? ['article'] : Object.keys(KINDS).filter(kind => !/^(year|month|section-2|people)$/.test(kind));
for (const kind of walks) {
  await test(`a walk through ${kind}`, () => walkThrough(browser, KINDS[kind]));
}
await test('a walk on a phone', () => walkThrough(browser, KINDS.article, {width: 390}));
await test('a walk at four times the size', () => walkThrough(browser, KINDS['article-table'], {width: 320, height: 256}));

await test('the skip link leads to the main part', async () => {
  const page = await open(browser, KINDS.article, {motion: false});
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'main');
  await page.keyboard.press('Tab');
  const now = await stop(page);
  assert.equal(now.part, 1, now.html);
  await page.close();
});

await test('the menu is there on a phone, without a script', async () => {
  const page = await open(browser, '/', {width: 320, script: false});
  const hidden = await page.$$eval('.menu a', all => all.filter(a => {
    const box = a.getBoundingClientRect();
    return box.width < 24 || box.height < 24 || box.right > 320 || box.left < 0;
  }).map(a => a.textContent));
  assert.deepEqual(hidden, []);
  assert.ok((await page.$$('.menu a')).length > 2, 'there is no menu');
  await page.close();
});

await test('the meanings of terms open and close with Enter', async () => {
  const page = await open(browser, KINDS.article);
  await page.focus('.meanings summary');
  const isOpen = () => page.$eval('.meanings', details => details.open);
  await page.keyboard.press('Enter');
  assert.equal(await isOpen(), true);
  await page.keyboard.press('Space');
  assert.equal(await isOpen(), false);
  await page.close();
});

await test('a wide table scrolls with the arrow keys', async () => {
  const page = await open(browser, KINDS['article-table'], {width: 320, motion: false});
  await page.focus('.table');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('.table').scrollLeft > 0, {timeout: 10000});
  await page.close();
});

await end(browser);
