// The writer's desk in a browser, for tests/browser/run: desk.mjs MODULES SITE URL RESULTS
// Prints a line for each test, "ok NAME" or "FAILED NAME: why".
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const [modules, site, url, results] = process.argv.slice(2);
const require = createRequire(modules + '/');
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
const ARTICLE = `${site}/content/articles/claims.md`;
const article = readFileSync(ARTICLE, 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FINDINGS = 'article?file=content/articles/claims.md';
const WINDOWS = {
  desktop: [1280, 'light'], phone: [390, 'light'], narrow: [320, 'light'], dark: [1280, 'dark'],
};

function expect(true_, said) {
  if (!true_) throw new Error(said);
}

async function open(path, [width, scheme] = WINDOWS.desktop) {
  const page = await browser.newPage();
  page.said = [];
  page.on('console', (message) => page.said.push(message.text()));
  page.on('pageerror', (error) => page.said.push(String(error)));
  await page.setViewport({width, height: 900});
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
  await page.goto(`${url}/_desk/${path}`);
  await page.waitForFunction(() => !document.querySelector('[data-waiting]'), {timeout: 30000});
  return page;
}

const until = (page, what, ...given) => page.waitForFunction(what, {timeout: 30000}, ...given);

const axeFinds = (page) => page.evaluate(`${axe}; axe.run({
  iframes: false, resultTypes: ['violations'], rules: {'target-size': {enabled: true}},
  runOnly: {type: 'tag', values: ${JSON.stringify(RULES)}}}).then((found) => found.violations.map(
  (v) => v.id + ': ' + v.nodes.map((n) => n.html + ' ' + n.failureSummary).join('; ')))`);

// Controls, and links that stand by themselves, with fewer than 24 pixels to hit.
const small = (page) => page.evaluate(() =>
  [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select')]
    .filter((e) => e.checkVisibility() && !e.matches('.skip') && !e.closest('.preview p'))
    .map((e) => [e.outerHTML.slice(0, 100), e.getBoundingClientRect()])
    .filter(([, box]) => box.height < 24 || box.width < 24)
    .map(([what, box]) => `${what} is ${box.width} by ${box.height}`));

async function look(path, name, change = async () => {}) {
  for (const [kind, how] of Object.entries(WINDOWS)) {
    const page = await open(path, how);
    try {
      await change(page);
      mkdirSync(`${results}/desk`, {recursive: true});
      await page.screenshot({path: `${results}/desk/${name}-${kind}.png`});
      const found = await axeFinds(page), tiny = await small(page);
      expect(!found.length, `${kind}: ${found.join('\n')}`);
      expect(!tiny.length, `${kind}: ${tiny.join('\n')}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width <= how[0], `${kind}: the page is ${width} wide`);
      const bad = page.said.filter((text) => !/422/.test(text));
      expect(!bad.length, `${kind}: the console says ${bad.join('; ')}`);
    } finally {
      await page.close();
    }
  }
}

const tests = {
  'the list is accessible in every window': () => look('', 'list'),
  'an article with findings is accessible': () => look(FINDINGS, 'article'),
  'the form is accessible': () => look('new', 'new'),

  'a form with a mistake is accessible, and the field has the focus': () =>
    look('new', 'wrong', async (page) => {
      await page.type('#title', 'Claims');
      await Promise.all([page.waitForNavigation(), page.click('form button')]);
      await page.waitForSelector('[role="alert"]');
      const focus = await page.evaluate(() => document.activeElement.id);
      expect(focus === 'title', `the focus is at ${focus}`);
      const typed = await page.$eval('#title', (field) => field.value);
      expect(typed === 'Claims', `what was typed is ${typed} now`);
    }),

  async 'findings and preview follow the saved file, and the page stays'() {
    writeFileSync(ARTICLE, article);
    const page = await open(FINDINGS);
    await until(page, () => document.querySelector('.findings')?.innerText.includes('HC014'));
    await page.evaluate(() => { window.stays = true; });
    const preview = () => document.querySelector('iframe').contentDocument?.body?.innerText ?? '';
    await until(page, `(${preview})().includes('will cure your pain')`);
    writeFileSync(ARTICLE, article.replace('will cure your pain', 'may ease pain'));
    await until(page, `(${preview})().includes('may ease pain')`);
    await until(page, () => !document.body.innerText.includes('HC014'));
    await until(page, () => document.querySelector('ol.text').innerText.includes('may ease pain'));
    expect(await page.evaluate(() => window.stays), 'the page was loaded again');
    writeFileSync(ARTICLE, article);
    await until(page, () => document.querySelector('.findings')?.innerText.includes('HC014'));
    expect(!page.said.length, page.said.join('; '));
    await page.close();
  },

  async 'the list follows, and keeps what is being typed and the focus'() {
    const page = await open('');
    await page.type('#text', 'half a wo');
    writeFileSync(`${site}/content/articles/coming.md`, article.replace(/title: .*/, 'title: Coming'));
    await until(page, () => document.querySelector('table').innerText.includes('Coming'));
    const [id, value] = await page.evaluate(() => [document.activeElement.id, document.activeElement.value]);
    expect(id === 'text' && value === 'half a wo', `${id}: ${value}`);
    await page.close();
  },

  async 'everything works without scripts and by the keyboard'() {
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(`${url}/_desk/`);
    await page.keyboard.press('Tab');
    const skip = await page.$eval(':focus', (e) => [e.className, e.getBoundingClientRect().left >= 0]);
    expect(skip[0] === 'skip' && skip[1], 'the first stop leads to the main part, and is seen');
    await page.select('#state', 'draft');
    await Promise.all([page.waitForNavigation(), page.click('form button')]);
    expect(page.url().includes('state=draft'), page.url());
    const rows = await page.$$eval('tbody tr', (all) => all.length);
    expect(rows === 1, `${rows} drafts`);
    await page.goto(`${url}/_desk/new`);
    await page.focus('#title');
    await page.keyboard.type('By the keyboard');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    const heading = await page.$eval('h1', (h) => h.innerText);
    expect(heading === 'content/articles/by-the-keyboard.md is ready to be written', heading);
    await page.close();
  },
};

for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`FAILED ${name}: ${error.message}`);
  }
}
await browser.close();
