/* The search page: what a reader would miss, with the keyboard, without a script, and in Spanish. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {MODES, end, launch, moduleFile, open, test} from './harness.mjs';

const axe = fs.readFileSync(moduleFile('axe-core/axe.min.js'), 'utf8');
const browser = await launch();

/* Each test waits for what it is about, since there may be nothing to be found. */
const opened = (address, options = {}) => open(browser, address, {...options, found: false});

const titles = page => page.$$eval('[data-search-results] h2', all => all.map(h => h.textContent));
const focused = page => page.evaluate(() => document.activeElement.textContent ||
                                            document.activeElement.id);

/* Waits until the page says so, or for as long as a person would. */
async function until(page, said) {
  await page.waitForFunction(text => document.body.innerText.includes(text), {timeout: 10000}, said);
}

async function type(page, text) {
  await page.focus('#search');
  await page.keyboard.type(text);
  await page.waitForFunction(typed => new URLSearchParams(location.search).get('q') === typed,
                             {timeout: 10000}, text);
  await page.waitForNetworkIdle();
  await until(page, 'Pages found:');
}

/* --- the tests ----------------------------------------------------------------------------- */

const tests = {
  async 'results as one types, and the query in the address'() {
    const page = await opened('/search/');
    await type(page, 'facet inj');
    assert.match((await titles(page))[0], /facet joint injections/i);
    assert.ok(await page.$('[data-search-results] mark'), 'nothing is marked');
    await page.waitForFunction(() =>
      document.querySelector('[role="status"]').textContent.startsWith('Pages found:'));
    return page;
  },

  async 'an address with a query, and a slip in it'() {
    const page = await opened('/search/?q=steriod+side+effects');
    await until(page, 'Pages found:');
    assert.match((await titles(page))[0], /side effects/);
    assert.equal(await page.$eval('[data-search-spelling] a', a => a.textContent),
                 'steroid side effects');
    return page;
  },

  async 'lay and medical words'() {
    const page = await opened('/search/?q=rhizotomy');
    await until(page, 'Pages found:');
    assert.match((await titles(page))[0], /Radiofrequency ablation/);
    return page;
  },

  async 'the arrow keys, Escape and Enter'() {
    const page = await opened('/search/?q=injection');
    await until(page, 'Pages found:');
    const [first, second] = await titles(page);
    await page.focus('#search');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), first);
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), second);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(page), 'search');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'search');
    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(await page.$eval('h1', h => h.textContent.trim()), first);
    return page;
  },

  async 'more pages, and where the focus goes'() {
    const page = await opened('/search/?q=pain');
    await until(page, 'Show more pages');
    assert.equal((await titles(page)).length, 10);
    await page.click('[data-search-more]');
    await page.waitForFunction(() => document.querySelectorAll('[data-search-results] li').length > 10);
    assert.equal(await focused(page), (await titles(page))[10]);
    return page;
  },

  async 'nothing found offers the nearest spelling and the A to Z list'() {
    const page = await opened('/search/?q=acupnctuer');
    await until(page, 'Nothing found for');
    assert.equal(await page.$eval('[data-search-spelling] a', a => a.textContent), 'acupuncture');
    assert.ok(await page.$('main a[href="/a-z/"]'));
    await page.click('[data-search-spelling] a');
    await until(page, 'Pages found:');
    assert.match((await titles(page))[0], /acupuncture/);
    return page;
  },

  async 'without JavaScript it is a way to the A to Z list'() {
    const page = await opened('/search/?q=pain', {script: false});
    const text = await page.$eval('main', main => main.innerText).catch(() => '');
    const html = text || await page.content();
    assert.match(html, /A to Z/);
    return page;
  },

  async 'the field in the head of every page'() {
    const page = await opened('/articles/sedation/');
    await page.type('#find', 'sciatica');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await until(page, 'Pages found:');
    assert.match((await titles(page))[0], /sciatica/i);
    return page;
  },

  async 'Spanish, without its accents'() {
    const page = await opened('/es/search/?q=inyeccion');
    await until(page, 'Páginas encontradas:');
    assert.match((await titles(page)).join(), /inyección/i);
    return page;
  },

  async 'other words than letters do no harm'() {
    const page = await opened('/search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E');
    await until(page, 'found');
    assert.equal(await page.$('img[src="x"]'), null);
    return page;
  }
};

for (const name of ['light', 'dark', 'phone', 'narrow']) {
  for (const query of ['injection', 'acupnctuer', '']) {
    tests[`axe, ${name}: "${query}"`] = async () => {
      const page = await opened(`/search/?q=${query}`, MODES[name]);
      await new Promise(done => setTimeout(done, 300));
      const results = await page.evaluate(`${axe}; axe.run()`);
      assert.deepEqual(results.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' ')}`), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!wide, 'the page scrolls sideways');
      return page;
    };
  }
}

for (const [name, body] of Object.entries(tests)) {
  await test(name, async () => {
    const page = await body();
    assert.deepEqual(page.said, [], 'the browser said something');
    await page.close();
  });
}
await end(browser);
