/* What the tests in a browser share: the site on a server, a browser, pages that tell on themselves.
 *
 * A test program is started as: node NAME.mjs PUBLIC PACKAGE.JSON RESULTS [--quick]
 * PUBLIC is the site as built, npm's modules lie beside PACKAGE.JSON, and RESULTS is a folder for
 * what a person may want to look at. It prints what failed, and ends with "N passed, N failed". */
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const [folder, modules, folderOfResults] = process.argv.slice(2);
export const site = folder, results = folderOfResults;
export const quick = process.argv.includes('--quick');
const require = createRequire(path.resolve(modules));

export const moduleFile = name => require.resolve(name);
export const load = name => import(pathToFileURL(moduleFile(name)));

const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
               '.json': 'application/json', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
               '.txt': 'text/plain; charset=utf-8', '.xml': 'application/xml', '.png': 'image/png',
               '.pdf': 'application/pdf', '.webmanifest': 'application/manifest+json'};
const TEXTS = /text|json|xml/;

/* --- the site on a server -------------------------------------------------------------------- */

/* What _headers has for every address, as [name, value]. */
export function headersOfAll() {
  const lines = fs.readFileSync(path.join(site, '_headers'), 'utf8').split('\n');
  const own = lines.slice(lines.indexOf('/*') + 1);
  const end = own.findIndex(line => !line.startsWith(' '));
  return own.slice(0, end).map(line => line.trim().split(/:\s*(.*)/, 2));
}

function answer(request, response) {
  const address = decodeURI(new URL(request.url, 'http://x').pathname);
  let file = path.join(site, address.endsWith('/') ? `${address}index.html` : address);
  const found = fs.existsSync(file) && fs.statSync(file).isFile();
  if (!found) file = path.join(site, '404.html');
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  for (const [name, value] of headersOfAll()) response.setHeader(name, value);
  response.setHeader('content-type', type);
  let bytes = fs.readFileSync(file);
  if (TEXTS.test(type)) {
    response.setHeader('content-encoding', 'gzip');
    bytes = zlib.gzipSync(bytes);
  }
  response.writeHead(found ? 200 : 404).end(bytes);
}

const server = http.createServer(answer).listen(0, '127.0.0.1');
await new Promise(done => server.on('listening', done));
export const origin = `http://127.0.0.1:${server.address().port}`;

/* Every address of the site that is a page, redirects left out; the page for a missing one is last. */
export function addresses() {
  const found = fs.readdirSync(site, {recursive: true}).filter(name => name.endsWith('index.html'));
  const pages = found.filter(name => !/http-equiv="refresh"/.test(fs.readFileSync(path.join(site, name))));
  return [...pages.map(name => `/${name.slice(0, -'index.html'.length)}`).sort(), '/is/not/there/'];
}

/* The file that the server sends for an address. */
export function fileOf(address) {
  const file = path.join(site, address, 'index.html');
  return fs.readFileSync(fs.existsSync(file) ? file : path.join(site, '404.html'), 'utf8');
}

/* --- a browser ------------------------------------------------------------------------------- */

const puppeteer = (await load('puppeteer-core')).default;
export const launch = (...args) => puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb', ...args]});

/* Windows and wishes of readers. Phones are as such: their viewport follows the meta element. */
export const MODES = {
  light: {width: 1200}, dark: {width: 1200, dark: true}, phone: {width: 390},
  'phone-dark': {width: 390, dark: true}, narrow: {width: 320}, wide: {width: 1920}};

/* A page in `said` of which stands all that a reader's browser should have no cause to say. That of a
 * search is open once it has `found` something. */
export async function open(browser, address, {width = 1200, height = width < 500 ? 844 : 900, dark = false, motion = true, script = true,
                                              found = address.includes('?q=')} = {}) {
  const page = await browser.newPage();
  const missing = address.includes('/is/not/');
  page.said = [];
  page.on('console', message => {
    if (!missing || !/status of 404/.test(message.text())) page.said.push(message.text());
  });
  page.on('pageerror', error => page.said.push(error.message));
  page.on('requestfailed', request => page.said.push(`failed: ${request.url()}`));
  page.on('request', request => {
    if (!new RegExp(`^(${origin}/|data:)`).test(request.url())) page.said.push(`asks ${request.url()}`);
  });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({width, height, isMobile: width < 500, hasTouch: width < 500});
  await page.emulateMediaFeatures([
    {name: 'prefers-color-scheme', value: dark ? 'dark' : 'light'},
    {name: 'prefers-reduced-motion', value: motion ? 'no-preference' : 'reduce'}]);
  await page.goto(origin + address, {waitUntil: 'load'});
  if (found) await page.waitForSelector('[data-search-results] h2', {timeout: 30000});
  return page;
}

/* --- counting -------------------------------------------------------------------------------- */

let passed = 0, failed = 0;

export async function test(name, body) {
  try {
    await body();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED: browser/${path.basename(process.argv[1], '.mjs')}: ${name}\n${error.message}\n`);
  }
}

export async function end(...browsers) {
  await Promise.all(browsers.map(browser => browser.close()));
  server.close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
