/* The search page in a real browser: search.mjs MODULES PUBLIC
 *
 * PUBLIC is the sample site as built; in MODULES are puppeteer-core and axe-core. Asserts what a
 * reader would miss, with the keyboard, without a script, and in Spanish. Prints a line for each
 * test, "ok NAME" or "FAILED NAME: why". */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {createRequire} from 'node:module';

const [modules, site] = process.argv.slice(2);
const require = createRequire(`${path.resolve(modules)}/`);
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const TYPES = {'.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json',
               '.css': 'text/css', '.svg': 'image/svg+xml', '.txt': 'text/plain',
               '.png': 'image/png', '.webmanifest': 'application/manifest+json'};

function answer(request, response) {
  const address = decodeURI(new URL(request.url, 'http://x').pathname);
  const file = path.join(site, address.endsWith('/') ? `${address}index.html` : address);
  if (!fs.existsSync(file)) return response.writeHead(404).end();
  response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
  response.end(fs.readFileSync(file));
}

const server = http.createServer(answer).listen(0, '127.0.0.1');
await new Promise(done => server.on('listening', done));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage']});

/* --- what a test has ----------------------------------------------------------------------- */

async function open(address, {script = true, width = 1200, dark = false} = {}) {
  const page = await browser.newPage();
  page.said = [];
  page.on('console', message => page.said.push(message.text()));
  page.on('pageerror', error => page.said.push(error.message));
  page.on('request', request => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) page.said.push(request.url());
  });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({width, height: 900});
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: dark ? 'dark' : 'light'}]);
  await page.goto(origin + address, {waitUntil: 'networkidle0'});
  return page;
}

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
    const page = await open('/search/');
    await type(page, 'facet inj');
    assert.match((await titles(page))[0], /facet joint injections/i);
    assert.ok(await page.$('[data-search-results] mark'), 'nothing is marked');
    await page.waitForFunction(() =>
      document.querySelector('[role="status"]').textContent.startsWith('Pages found:'));
    return page;
  },

  async 'an address with a query, and a slip in it'() {
    const page = await open('/search/?q=steriod+side+effects');
    await until(page, 'Pages found:');
    assert.match((await titles(page))[0], /side effects/);
    assert.equal(await page.$eval('[data-search-spelling] a', a => a.textContent),
                 'steroid side effects');
    return page;
  },

  async 'lay and medical words'() {
    const page = await open('/search/?q=rhizotomy');
    await until(page, 'Pages found:');
    assert.match((await titles(page))[0], /Radiofrequency ablation/);
    return page;
  },

  async 'the arrow keys, Escape and Enter'() {
    const page = await open('/search/?q=injection');
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
    const page = await open('/search/?q=pain');
    await until(page, 'Show more pages');
    assert.equal((await titles(page)).length, 10);
    await page.click('[data-search-more]');
    await page.waitForFunction(() => document.querySelectorAll('[data-search-results] li').length > 10);
    assert.equal(await focused(page), (await titles(page))[10]);
    return page;
  },

  async 'nothing found offers the nearest spelling and the A to Z list'() {
    const page = await open('/search/?q=acupnctuer');
    await until(page, 'Nothing found for');
    assert.equal(await page.$eval('[data-search-spelling] a', a => a.textContent), 'acupuncture');
    assert.ok(await page.$('main a[href="/a-z/"]'));
    await page.click('[data-search-spelling] a');
    await until(page, 'Pages found:');
    assert.match((await titles(page))[0], /acupuncture/);
    return page;
  },

  async 'without JavaScript it is a way to the A to Z list'() {
    const page = await open('/search/?q=pain', {script: false});
    const text = await page.$eval('main', main => main.innerText).catch(() => '');
    const html = text || await page.content();
    assert.match(html, /A to Z/);
    return page;
  },

  async 'the field in the head of every page'() {
    const page = await open('/articles/sedation/');
    await page.type('#find', 'sciatica');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await until(page, 'Pages found:');
    assert.match((await titles(page))[0], /sciatica/i);
    return page;
  },

  async 'Spanish, without its accents'() {
    const page = await open('/es/search/?q=inyeccion');
    await until(page, 'Páginas encontradas:');
    assert.match((await titles(page)).join(), /inyección/i);
    return page;
  },

  async 'other words than letters do no harm'() {
    const page = await open('/search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E');
    await until(page, 'found');
    assert.equal(await page.$('img[src="x"]'), null);
    return page;
  }
};

for (const [name, options] of [['light', {}], ['dark', {dark: true}], ['phone', {width: 390}],
                               ['narrow', {width: 320}]]) {
  for (const query of ['injection', 'acupnctuer', '']) {
    tests[`axe, ${name}: "${query}"`] = async () => {
      const page = await open(`/search/?q=${query}`, options);
      await new Promise(done => setTimeout(done, 300));
      const results = await page.evaluate(`${axe}; axe.run()`);
      assert.deepEqual(results.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' ')}`), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.ok(!wide, 'the page scrolls sideways');
      return page;
    };
  }
}

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    const page = await test();
    assert.deepEqual(page.said, [], 'the browser said something');
    await page.close();
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.stack}`);
  }
}
await browser.close();
server.close();
process.exit(failed ? 1 : 0);
