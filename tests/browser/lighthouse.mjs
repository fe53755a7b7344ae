/* Lighthouse on a phone: home, a list, an article. Its figure for speed depends on the machine, so
 * it is only printed: `lighthouse.mjs … --measure` prints the median of five. */
import assert from 'node:assert/strict';
import {end, launch, load, origin, quick, test} from './harness.mjs';
import {KINDS} from './kinds.mjs';

const measure = process.argv.includes('--measure');
const {default: lighthouse} = await load('lighthouse');
const browser = await launch('--remote-debugging-port=0');
const port = Number(new URL(browser.wsEndpoint()).port);
const categories = ['accessibility', 'best-practices', 'seo', ...measure ? ['performance'] : []];

/* What a server on this machine cannot have, whatever the pages do. */
const LOCAL = new Set(['is-on-https', 'redirects-http']);

async function run(address) {
  const {lhr} = await lighthouse(origin + address, {port, onlyCategories: categories, logLevel: 'silent'});
  assert.ok(!lhr.runtimeError, lhr.runtimeError?.message);
  return lhr;
}

/* The audits that cost a page its 100. */
const lost = (lhr, category) => lhr.categories[category].auditRefs
  .filter(({id, weight}) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1 && !LOCAL.has(id))
  .map(({id}) => `${id}: ${lhr.audits[id].title}`);

for (const kind of quick ? ['article'] : ['home', 'section', 'article']) {
  await test(kind, async () => {
    const lhr = await run(KINDS[kind]);
    for (const category of ['accessibility', 'best-practices', 'seo']) {
      assert.deepEqual(lost(lhr, category), [], category);
      assert.equal(lhr.categories[category].score, 1, `${category} is ${lhr.categories[category].score * 100}`);
    }
    if (!measure) return;
    const speeds = [lhr.categories.performance.score];
    while (speeds.length < 5) speeds.push((await run(KINDS[kind])).categories.performance.score);
    console.log(`${kind}: performance ${speeds.sort()[2] * 100}, the median of ${speeds.map(s => s * 100).join(', ')}`);
  });
}
await end(browser);
