/* Asks the search index of a built site: ask.mjs SITE INDEX < questions > answers
 *
 * INDEX is the address of an index.json. Questions are a JSON list of texts; for each, the answer
 * has `urls` and `titles` of the first ten pages, `total`, `spelling`, and `bytes`, `files` and
 * `milliseconds` of a search that nothing came before: bytes as gzip leaves them. */
import fs from 'node:fs';
import vm from 'node:vm';
import zlib from 'node:zlib';

const [site, address, base = ''] = process.argv.slice(2);
const script = new URL('../../layouts/assets/js/search-index.js', import.meta.url);
const SearchIndex = vm.runInThisContext(`${fs.readFileSync(script, 'utf8')}\nSearchIndex`);
const sizes = new Map();

function read(name) {
  const bytes = fs.readFileSync(site + name.slice(base.length));
  if (!sizes.has(name)) sizes.set(name, zlib.gzipSync(bytes).length);
  return {text: bytes.toString(), size: sizes.get(name)};
}

async function ask(question) {
  let bytes = 0, files = 0, reading = 0;
  const index = new SearchIndex(address, async name => {
    const start = performance.now();
    const {text, size} = read(name);
    bytes += size;
    files += 1;
    reading += performance.now() - start;
    return text;
  });
  const start = performance.now();
  const {results, total, spelling} = await index.search(question, 0, 10);
  const milliseconds = performance.now() - start - reading;
  return {urls: results.map(r => r.url), titles: results.map(r => r.title), total, spelling,
          bytes, files, milliseconds};
}

const answers = [];
for (const question of JSON.parse(fs.readFileSync(0, 'utf8'))) answers.push(await ask(question));
process.stdout.write(JSON.stringify(answers));
