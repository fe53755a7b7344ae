// The browser's part of tests/bench/serve: serve.mjs MODULES ARTICLE URL EDITS
// Prints {"shown": [ms…], "event": [ms…]}.
import {readFileSync, writeFileSync} from 'node:fs';
import {get} from 'node:http';
import {createRequire} from 'node:module';
import {basename} from 'node:path';

const [modules, article, url, edits, pause] = process.argv.slice(2);
const puppeteer = createRequire(modules + '/')('puppeteer-core');

let waiting = {};
const happened = (what, wanted) => new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error(`no ${what} within a minute`)), 60000);
  waiting[what] = (got) => {
    if (wanted !== undefined && got !== wanted) return;
    clearTimeout(timer);
    delete waiting[what];
    resolve(performance.now());
  };
});
const happens = (what, got) => waiting[what] && waiting[what](got);

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
const page = await browser.newPage();
await page.exposeFunction('pamphletShown', (words) => happens('shown', words));
await page.evaluateOnNewDocument(() => {
  addEventListener('DOMContentLoaded', () => {
    const words = document.body.textContent.match(/This is edit \d+\./);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (words) window.pamphletShown(words[0]);
    }));
  });
});

const listener = get(url + '/_pamphlet/events?mark=none&page=', (answer) => {
  answer.on('data', (text) => String(text).includes('event: built') && happens('event'));
});

const slug = basename(article, '.md').replace(/^\d{4}-\d\d-\d\d-/, '');
await page.goto(`${url}/articles/${slug}/`);
await new Promise((resolve) => setTimeout(resolve, 500));
const text = readFileSync(article, 'utf8');
const took = {shown: [], event: []};
for (let i = 1; i <= Number(edits); i++) {
  const words = `This is edit ${i}.`;
  const shown = happened('shown', words), event = happened('event');
  const start = performance.now();
  writeFileSync(article, `${text}\n${words}\n`);
  took.event.push(await event - start);
  took.shown.push(await shown - start);
  await new Promise((resolve) => setTimeout(resolve, Number(pause)));
}
listener.destroy();
await browser.close();
console.log(JSON.stringify(took));
