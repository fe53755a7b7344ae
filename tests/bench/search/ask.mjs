/* Asks two search indexes the same questions in a browser, and prints a table: see `run`.
 *   ask.mjs PUBLIC QUESTIONS.json MODULES/package.json [Pamphlet] */
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const [site, questions, modules, alone] = process.argv.slice(2);
const found = createRequire(modules).resolve('puppeteer-core');
const {default: puppeteer} = await import(pathToFileURL(found));

const TYPES = {'.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json',
               '.txt': 'text/plain'};
let bytes = 0;

/* Files are packed once, so that this takes no time of an engine's. */
const kept = new Map();
function packed(file) {
  if (!kept.has(file)) {
    const plain = fs.readFileSync(file), zipped = zlib.gzipSync(plain);
    const small = zipped.length < plain.length;
    kept.set(file, {sent: small ? zipped : plain, zipped: small});
  }
  return kept.get(file);
}

function answer(request, response) {
  const address = new URL(request.url, 'http://x').pathname;
  if (address === '/blank') {
    response.setHeader('content-type', 'text/html');
    return response.end('<!doctype html><title>Blank</title>');
  }
  const file = path.join(site, address);
  if (!file.startsWith(site) || !fs.existsSync(file)) return response.writeHead(404).end();
  const {sent, zipped} = packed(file);
  bytes += sent.length;
  response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
  if (zipped) response.setHeader('content-encoding', 'gzip');
  response.end(sent);
}

const server = http.createServer(answer).listen(0, '127.0.0.1');
const origin = await new Promise(done =>
  server.on('listening', () => done(`http://127.0.0.1:${server.address().port}`)));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
const scripts = fs.readdirSync(`${site}/assets/js`).filter(name => name.startsWith('search'))
  .sort((a, b) => b.localeCompare(a)).map(name => `/assets/js/${name}`);

/* Run in the page. Each gives the addresses of ten results, whose titles have been read. */
const engines = {
  async Pamphlet(question, files) {
    for (const src of files) {
      await new Promise(done => {
        document.head.append(Object.assign(document.createElement('script'), {src, onload: done}));
      });
    }
    const start = performance.now();
    const index = new SearchIndex('/search/index.json', async a => (await fetch(a)).text());
    const {results} = await index.search(question, 0, 10);
    return {urls: results.map(r => r.url), time: performance.now() - start};
  },
  async Pagefind(question) {
    const pagefind = await import('/pagefind/pagefind.js');
    const start = performance.now();
    const search = await pagefind.search(question);
    const results = await Promise.all(search.results.slice(0, 10).map(r => r.data()));
    return {urls: results.map(r => new URL(r.url, location).pathname),
            time: performance.now() - start};
  }
};

async function askOnce(engine, question) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${origin}/blank`);
  bytes = 0;
  const got = await page.evaluate(engines[engine], question, scripts);
  await context.close();
  return {...got, bytes};
}

/* Each time in a new browser. The first packs the files; of the others the quickest counts, which
 * other work on the machine has held up least. */
const tries = Number(process.env.TRIES ?? 1);
async function ask(engine, question) {
  await askOnce(engine, question);
  const answers = [];
  while (answers.length < tries) answers.push(await askOnce(engine, question));
  return answers.sort((a, b) => a.time - b.time)[0];
}

const part = (list, share) => [...list].sort((a, b) => a - b)[Math.floor(list.length * share)];
const median = list => part(list, 0.5);
const all = JSON.parse(fs.readFileSync(questions));
const column = {};
for (const engine of Object.keys(engines).filter(name => !alone || name === alone)) {
  const answers = [];
  for (const [kind, question, url] of all) {
    const got = await ask(engine, question);
    answers.push({kind, question, url, first: got.urls[0] === url, ...got});
  }
  const asked = answers.filter(a => a.kind !== 'slip');
  const share = kinds => {
    const some = answers.filter(a => kinds.includes(a.kind));
    return `${some.filter(a => a.first).length} of ${some.length}`;
  };
  column[engine] = {
    'bytes of a first search, median': median(asked.map(a => a.bytes)),
    'bytes of a first search, most': Math.max(...asked.map(a => a.bytes)),
    'the same with a slip, most': Math.max(...answers.map(a => a.bytes)),
    'milliseconds, median': median(asked.map(a => a.time)).toFixed(1),
    'milliseconds, 95th of 100': part(asked.map(a => a.time), 0.95).toFixed(1),
    'milliseconds, most': Math.max(...asked.map(a => a.time)).toFixed(1),
    'page first, of 200': share(['title', 'row']),
    'page first, titles': share(['title']),
    'page first, rows': share(['row']),
    'page first, slips': share(['slip'])};
  if (process.env.VERBOSE) {
    for (const a of answers) if (!a.first) console.log(engine, a.kind, a.question, a.url, a.urls[0]);
  }
}
console.table(Object.fromEntries(Object.keys(column.Pamphlet).map(name =>
  [name, Object.fromEntries(Object.entries(column).map(([engine, figures]) => [engine, figures[name]]))])));
await browser.close();
server.close();
