// The browser's part of tests/browser/run: loop.mjs MODULES SITE URL
// Prints a line for each test, "ok NAME" or "FAILED NAME: why".
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const [modules, site, url] = process.argv.slice(2);
const puppeteer = createRequire(modules + '/')('puppeteer-core');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
const ARTICLE = `${site}/content/articles/long.md`, STYLE = `${site}/layouts/assets/css/own.css`;
const article = readFileSync(ARTICLE, 'utf8');

function expect(true_, said) {
  if (!true_) throw new Error(said);
}

// A page of its own, with everything that the console has against it.
async function open() {
  writeFileSync(ARTICLE, article);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const page = await browser.newPage();
  page.said = [];
  page.on('console', (message) => page.said.push(message.text()));
  page.on('pageerror', (error) => page.said.push(String(error)));
  await page.setViewport({width: 390, height: 800});
  await page.goto(`${url}/articles/long/`);
  await page.waitForFunction(() => document.readyState === 'complete');
  return page;
}

const problems = (page) => page.evaluate(() => {
  const overlay = document.querySelector('pamphlet-problems');
  return overlay ? overlay.shadowRoot.querySelector('[role="alert"]').innerText : '';
});
const until = (page, what, ...given) => page.waitForFunction(what, {timeout: 20000}, ...given);
const overlay_is = (page, there) =>
  until(page, (there) => !!document.querySelector('pamphlet-problems') === there, there);

const tests = {
  async 'a saved page is loaded again at the place where it was'(page) {
    await page.evaluate(() => scrollTo({top: 1500, behavior: 'instant'}));
    writeFileSync(ARTICLE, article.replace('The last words.', 'Other last words.'));
    await until(page, () => document.body.innerText.includes('Other last words.'));
    await until(page, () => Math.abs(scrollY - 1500) < 2);
  },

  async 'a style sheet is swapped, and the page stays'(page) {
    await page.evaluate(() => { window.stays = true; });
    writeFileSync(STYLE, 'body { outline-color: rgb(1, 2, 3); }\n');
    await until(page, () => getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)');
    await until(page, () => [...document.styleSheets].length ===
      document.querySelectorAll('link[rel~="stylesheet"]').length);
    expect(await page.evaluate(() => window.stays), 'the page was loaded again');
    writeFileSync(STYLE, 'body { outline-color: rgb(3, 2, 1); }\n');
    await until(page, () => getComputedStyle(document.body).outlineColor === 'rgb(3, 2, 1)');
    const own = () => [...document.querySelectorAll('link')].filter((l) => /own\./.test(l.href));
    await until(page, `(${own})().length === 1`);
  },

  async 'errors are shown over the page, and go when mended'(page) {
    await page.evaluate(() => { window.stays = true; document.querySelector('a').focus(); });
    writeFileSync(ARTICLE, article.replace('The last words.', '[x](nowhere.md)'));
    await overlay_is(page, true);
    await until(page, () => document.querySelector('pamphlet-problems').shadowRoot
      .querySelector('[role="alert"]').innerText.includes('nowhere.md'));
    const said = await problems(page);
    expect(/content\/articles\/long\.md, line \d+, column \d+/.test(said), said);
    expect(said.includes('Hint: '), said);
    const focus = await page.evaluate(() => document.activeElement.localName);
    expect(focus === 'a', `the focus went to ${focus}`);
    const fixed = await page.evaluate(() => getComputedStyle(document
      .querySelector('pamphlet-problems').shadowRoot.querySelector('[role="alert"]')).position);
    expect(fixed === 'fixed', 'its styles are missing');
    writeFileSync(ARTICLE, article);
    await overlay_is(page, false);
    expect(await page.evaluate(() => window.stays), 'a page that is as it was was loaded again');
  },

  async 'the overlay is hidden by its button and by Escape'(page) {
    for (const hide of [(button) => button.click(), (button) => button.press('Escape')]) {
      writeFileSync(ARTICLE, article.replace('The last words.', '[x](nowhere.md)'));
      await overlay_is(page, true);
      const button = await page.waitForSelector('pamphlet-problems >>> button');
      await hide(button);
      await overlay_is(page, false);
      writeFileSync(ARTICLE, article);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  },

  async 'a page that comes into being replaces the one that says it is not there'(page) {
    await page.goto(`${url}/articles/coming/`);
    expect((await page.title()) !== 'Coming', 'it is there');
    writeFileSync(`${site}/content/articles/coming.md`, article.replace(/title: .*/, 'title: Coming'));
    await until(page, () => document.querySelector('h1').innerText.includes('Coming'));
  },

  async 'a page that was out of sight catches up'(page) {
    const other = await browser.newPage();
    await other.bringToFront();
    writeFileSync(ARTICLE, article.replace('The last words.', 'Words unseen.'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.bringToFront();
    await until(page, () => document.body.innerText.includes('Words unseen.'));
    await other.close();
  },
};

for (const [name, test] of Object.entries(tests)) {
  let page;
  try {
    page = await open();
    await test(page);
    const bad = page.said.filter((text) => !/404/.test(text));
    expect(bad.length === 0, `the console says: ${bad.join('; ')}`);
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`FAILED ${name}: ${error.message}`);
  } finally {
    if (page) await page.close();
  }
}
await browser.close();
