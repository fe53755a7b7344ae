/* The search page: results while the reader types, from the index that search-index.js reads. The
 * words and the look of a result come from layouts/search.html. */
'use strict';

(() => {
  const box = document.querySelector('[data-search-index]');
  if (!box) return;
  const part = name => box.querySelector(`[data-search-${name}]`);
  const form = part('form'), field = form.querySelector('input'), list = part('results');
  const count = part('count'), spoken = part('spoken'), spelling = part('spelling');
  const none = part('none'), failed = part('failed'), more = part('more'), rest = part('rest');
  const PAGES = 10;      /* shown at a time */
  const PAUSE = 60;      /* milliseconds without a key before a search */
  const SILENCE = 700;   /* and before a screen reader is told what it found */
  let index, asked = 0, shown = 0, typing, telling;

  async function fetchText(address) {
    /* The list of files must be today's; the files never change. */
    const cache = address.endsWith('.json') ? 'no-cache' : 'default';
    const answer = await fetch(address, {cache});
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  }

  const openIndex = () => new SearchIndex(box.dataset.searchIndex, fetchText);

  /* The site may have been published anew since the index was read: then its files have gone. */
  async function search(query, from) {
    try {
      return await index.search(query, from, PAGES);
    } catch {
      index = openIndex();
      return index.search(query, from, PAGES);
    }
  }

  function addMarked(element, text, forms) {
    let end = 0;
    for (const {word, start, end: next} of wordsOf(text)) {
      if (!forms.has(word)) continue;
      const mark = document.createElement('mark');
      mark.textContent = text.slice(start, next);
      element.append(text.slice(end, start), mark);
      end = next;
    }
    element.append(text.slice(end));
  }

  function resultOf({url, title, description, kind}, forms) {
    const item = part('result').content.cloneNode(true);
    const link = item.querySelector('a');
    link.href = url;
    addMarked(link, title, forms);
    const about = item.querySelector('[data-search-description]');
    if (description) addMarked(about, description, forms); else about.remove();
    const label = part(`kind="${kind}"`);
    if (label) item.querySelector('[data-search-kind-here]').replaceWith(label.content.cloneNode(true));
    else item.querySelector('[data-search-kind-here]').remove();
    return item;
  }

  function say(text) {
    count.textContent = text;
    clearTimeout(telling);
    telling = setTimeout(() => { spoken.textContent = text; }, SILENCE);
  }

  function clear() {
    list.replaceChildren();
    for (const element of [count, spelling, none, failed, more]) element.hidden = true;
    rest.hidden = false;
    shown = 0;
  }

  function showSpelling({total, spelling: meant}) {
    spelling.hidden = !meant;
    if (!meant) return;
    const link = spelling.querySelector('a');
    spelling.querySelector('span').textContent =
      total ? spelling.dataset.shown : spelling.dataset.meant;
    link.textContent = meant;
    link.href = `?q=${encodeURIComponent(meant)}`;
  }

  function show(found, query) {
    list.append(...found.results.map(result => resultOf(result, found.forms)));
    shown += found.results.length;
    showSpelling(found);
    count.hidden = false;
    none.hidden = found.total > 0;
    rest.hidden = found.total > 0;
    more.hidden = shown >= found.total;
    say(found.total ? `${box.dataset.found} ${found.total}` : `${box.dataset.nothing} “${query}”`);
  }

  async function run() {
    const query = field.value.trim(), turn = ++asked;
    const address = new URL(location);
    if (query) address.searchParams.set('q', query); else address.searchParams.delete('q');
    history.replaceState(null, '', address);
    if (!wordsOf(query).length) {
      clear();
      say('');
      return;
    }
    try {
      /* A blank at the end says that the last word is whole. */
      const found = await search(field.value.trimStart(), 0);
      if (turn !== asked) return;
      clear();
      show(found, query);
    } catch {
      if (turn !== asked) return;
      clear();
      failed.hidden = false;
      say(failed.textContent.trim());
    }
  }

  async function showMore() {
    const turn = asked, from = shown;
    const found = await search(field.value.trimStart(), from).catch(() => null);
    if (!found || turn !== asked) return;
    show(found, field.value.trim());
    list.children[from]?.querySelector('a').focus();
  }

  /* The arrow keys go from the field into the list and back. */
  function walk(event) {
    const links = [field, ...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (event.key === 'Escape' && at > 0) field.focus();
    if (!step || at < 0 || !links[at + step]) return;
    event.preventDefault();
    links[at + step].focus();
  }

  function readAddress() {
    field.value = new URLSearchParams(location.search).get('q') ?? '';
    run();
  }

  form.hidden = false;
  index = openIndex();
  field.addEventListener('input', () => {
    index.prepare(field.value).catch(() => {}); /* the search itself says what is wrong */
    clearTimeout(typing);
    typing = setTimeout(run, PAUSE);
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    clearTimeout(typing);
    run();
  });
  spelling.querySelector('a').addEventListener('click', event => {
    event.preventDefault();
    field.value = event.target.textContent;
    field.focus();
    run();
  });
  more.addEventListener('click', showMore);
  box.addEventListener('keydown', walk);
  addEventListener('popstate', readAddress);
  index.open().catch(() => {}); /* so that it is there when the first word is typed */
  readAddress();
})();
