/* Pages on paper: what a reader takes along to the clinic, and the words that are in it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {execFileSync} from 'node:child_process';
import {end, launch, open, quick, results, test} from './harness.mjs';
import {KINDS} from './kinds.mjs';

const browser = await launch();
fs.mkdirSync(path.join(results, 'print'), {recursive: true});

/* A page as it is printed, kept for a look, and its text with blanks made one; \f ends a sheet. */
async function print(kind, look = async () => {}) {
  const page = await open(browser, KINDS[kind], {dark: true});
  const file = path.join(results, 'print', `${kind}.pdf`);
  await page.pdf({path: file, format: 'letter', printBackground: true});
  await page.emulateMediaType('print');
  await look(page);
  await page.close();
  return execFileSync('pdftotext', ['-raw', file, '-'], {encoding: 'utf8'}).replace(/[^\S\f]+/g, ' ');
}

/* An address may break anywhere. */
const without_blanks = text => text.replace(/\s/g, '');

function has(sheets, ...words) {
  const text = sheets.replaceAll('\f', ' ').replace(/ +/g, ' ');
  for (const word of words) assert.ok(text.includes(word), `"${word}" is missing in: ${text.slice(0, 3000)}`);
}

function has_not(text, ...words) {
  for (const word of words) assert.ok(!text.includes(word), `"${word}" is there`);
}

for (const kind of quick ? ['article'] : Object.keys(KINDS).filter(k => !/^(year|month|section-2)$/.test(k))) {
  await test(`${kind} has no navigation, is black on white, and says whose it is`, async () => {
    const text = await print(kind, async page => {
      const left = await page.$$eval('nav, form, input, button, .skip, .footnote-backref',
        all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120)));
      assert.deepEqual(left, [], 'of use on a screen only');
      const colours = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor,
                                                 getComputedStyle(document.body).color]);
      assert.deepEqual(colours, ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    });
    has(text, 'Willow Street Pain Care', '202-555-0142');
    has_not(text, 'Skip to', 'Saltar', '↩');
  });
}

await test('an article: who checked it and when, its words, its sources written out', async () => {
  const text = await print('article');
  has(text, 'Are facet joint injections risky?', 'Last checked', 'Next check', 'Sources', 'Key points');
  has_not(text, 'On this page', 'Related articles', 'Find more about');
  has(without_blanks(text), 'https://');
});

await test('every link to elsewhere is written out', async () => {
  for (const kind of ['article', 'article-table', 'article-inserts', 'article-care-cards']) {
    let outside;
    const text = without_blanks(await print(kind, async page => {
      outside = await page.$$eval('.prose a[href], .references a[href]', all =>
        all.filter(a => a.checkVisibility() && a.origin !== location.origin && /^http/.test(a.protocol)).map(a => a.getAttribute('href')));
    }));
    has(text, ...outside);
  }
});

await test('care cards say how soon in words, not by colour alone', async () => {
  has(await print('article-care-cards'), 'Non-urgent advice:', 'Urgent advice:', 'Immediate action required:');
});

await test('what a term means is there without opening anything', async () => {
  let meaning;
  const text = await print('article', async page => {
    meaning = await page.$eval('.meanings dd', dd => dd.textContent.trim().replace(/\s+/g, ' '));
  });
  has(text, meaning);
});

await test('a word stands on the sheet of its meaning', async () => {
  let meanings;
  const text = await print('glossary', async page => {
    meanings = await page.$$eval('.meaning-list > div', all => all.map(e => e.textContent));
  });
  const sheets = text.split('\f').map(without_blanks);
  assert.ok(sheets.length > 2, 'it is one sheet');
  for (const meaning of meanings) {
    assert.ok(sheets.some(sheet => sheet.includes(without_blanks(meaning))), `parted: ${meaning}`);
  }
});

await end(browser);
