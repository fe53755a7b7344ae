// The browser's part of tests/bench/serve: serve.mjs MODULES ARTICLE URL EDITS PACE [desk]
// Prints {"shown": [ms…]}.
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename} from 'node:path';

const [modules, article, url, edits, pace, desk] = process.argv.slice(2);
const puppeteer = createRequire(modules + '/')('puppeteer-core');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const saved = [], shown = [];
const launch = () => puppeteer.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
const browser = await launch();
const page = await browser.newPage();
await page.exposeFunction('pamphletShown', (edit) => (shown[edit] ??= performance.now()));
await page.evaluateOnNewDocument(() => {
  addEventListener('DOMContentLoaded', () => {
    const words = document.body.textContent.match(/This is edit (\d+)\./);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (words) window.pamphletShown(Number(words[1]));
    }));
  });
});

const slug = basename(article, '.md').replace(/^\d{4}-\d\d-\d\d-/, '');
const other = desk ? await launch() : null; // a tab behind another gives its stream up
if (other) await (await other.newPage()).goto(url + '/_desk/');
await page.goto(`${url}/articles/${slug}/`);
await pause(1000);
const text = readFileSync(article, 'utf8');
const start = performance.now();
for (let edit = 0; edit < Number(edits); edit++) {
  await pause(start + edit * pace - performance.now());
  saved[edit] = performance.now();
  writeFileSync(article, `${text}\nThis is edit ${edit}.\n`);
}
for (let i = 0; i < 600 && !shown[saved.length - 1]; i++) await pause(100);
await browser.close();
if (other) await other.close();

// On a busy machine a save may be shown with the next one only.
for (let edit = saved.length - 1; edit >= 0; edit--) shown[edit] ??= shown[edit + 1];
if (!shown.length) throw new Error('nothing was ever shown');
console.log(JSON.stringify({shown: saved.map((at, edit) => shown[edit] - at)}));
