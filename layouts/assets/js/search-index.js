/* The search index in the browser: fetches the few files that a search needs and ranks pages.
 * What the files look like is told in generator/emit/search.h. Nothing here touches the page, so
 * that it can be tested alone:
 *
 *   const index = new SearchIndex('/search/index.json', address => …its text…);
 *   const found = await index.search('facet inj', 0, 10);
 */
'use strict';

/* --- words: the same rules as generator/text/words.c ----------------------------------------- */

function foldWord(text) {
  return text.toLowerCase().replace(/ß/g, 'ss').replace(/ς/g, 'σ')
    .replace(/['’]s$/, '').replace(/['’]/g, '')
    .normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

/* [{word, start, end}]: folded, and where it stands in the text. */
function wordsOf(text) {
  const runs = text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu);
  return Array.from(runs, run => (
    {word: foldWord(run[0]), start: run.index, end: run.index + run[0].length}));
}

/* Letters put in, left out, changed, or swapped with their neighbour, counted up to `most`. */
function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above = [], row = [], next = [];
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let n = Math.min(row[j - 1] + same, row[j] + 1, next[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        n = Math.min(n, above[j - 2] + 1);
      }
      next[j] = n;
      least = Math.min(least, n);
    }
    if (least > most) return most + 1;
    above = row;
    row = next;
  }
  return row[b.length];
}

const backwards = text => Array.from(text).reverse().join('');

/* --- files ------------------------------------------------------------------------------------ */

/* A sorted list in several files; `first` is what each begins with. */
class Pieces {
  constructor(row, read) {
    this.first = row.first.split(' ');
    this.file = row.file ? row.file.split(' ') : [];
    this.read = read;
  }

  numberOf(key) {
    let low = 0, high = this.first.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.first[middle] <= key) low = middle; else high = middle;
    }
    return low;
  }

  get(number) {
    return number < this.file.length ? this.read(this.file[number]) : Promise.resolve('');
  }

  /* Those in which words that begin so may stand, `most` of them. */
  async starting(prefix, most) {
    const texts = [this.get(this.numberOf(prefix))];
    for (let i = this.numberOf(prefix) + 1; i < this.first.length && texts.length < most; i++) {
      if (!this.first[i].startsWith(prefix)) break;
      texts.push(this.get(i));
    }
    return Promise.all(texts);
  }
}

/* A file of words, its lines taken apart when they are asked for. */
class WordFile {
  constructor(text) {
    this.words = [];
    this.phrases = [];
    this.byForm = new Map();
    this.strays = new Map();
    for (const line of text.split('\n')) {
      const cells = line.split('\t');
      if (line[0] === '~') {
        this.phrases.push({from: cells[0].slice(1).split(' '),
                           to: cells.slice(1).map(phrase => phrase.split(' '))});
      } else if (line[0] === '>') {
        add(this.strays, cells[0].slice(1), cells[1]);
      } else if (line) {
        const word = {stem: cells[0], forms: cells[1].split(' '), pages: Number(cells[2]),
                      titles: cells[3], texts: cells[4]};
        this.words.push(word);
        for (const form of word.forms) add(this.byForm, form, word);
      }
    }
  }
}

function add(map, key, value) {
  if (map.has(key)) map.get(key).push(value); else map.set(key, [value]);
}

/* Calls use(page, rank) for "rank:page,page;rank:…". */
function eachPage(list, use) {
  if (!list) return;
  for (const group of list.split(';')) {
    const colon = group.indexOf(':');
    const rank = Number(group.slice(0, colon));
    let page = 0;
    for (const step of group.slice(colon + 1).split(',')) {
      page += Number(step);
      use(page, rank);
    }
  }
}

/* --- searching -------------------------------------------------------------------------------- */

/* What a match is worth beside the word as typed. */
const WORTH = {word: 1, synonym: 0.8, beginning: 0.7, stem: 0.6, spelling: 0.5};
const TITLE = 2.5;       /* a title beside a text that is all about the word */
const BEGINNINGS = 24;   /* words that a beginning stands for, the commonest */
const SPELLINGS = 3;     /* forms that a slip may have been meant for */
const SHORTEST_SLIP = 4; /* letters: any word of three is near to another */

/* Moves the first item that is right to the front of a list. */
function putFirst(list, isRight) {
  const at = list.findIndex(isRight);
  if (at > 0) list.unshift(...list.splice(at, 1));
}

class SearchIndex {
  constructor(address, fetchText) {
    this.address = address;
    this.fetchText = fetchText;
    this.texts = new Map();
    this.wordFiles = new Map();
  }

  /* Reads index.json; every search does where nobody has. */
  open() {
    this.opened ??= this.fetchText(this.address).then(text => {
      const root = JSON.parse(text);
      const read = name => this.read(root.files + name + '.txt');
      this.root = root;
      this.stop = new Set(root.stop.split(' ').map(foldWord));
      this.words = new Pieces(root.words, read);
      this.starts = new Pieces(root.starts, read);
      this.ends = new Pieces(root.ends, read);
      this.facts = root.facts ? root.facts.split(' ') : [];
    });
    this.opened.catch(() => { this.opened = undefined; });
    return this.opened;
  }

  read(address) {
    if (!this.texts.has(address)) {
      const text = this.fetchText(address);
      this.texts.set(address, text);
      text.catch(() => this.texts.delete(address));
    }
    return this.texts.get(address);
  }

  wordFile(number) {
    if (!this.wordFiles.has(number)) {
      const file = this.words.get(number).then(text => new WordFile(text));
      this.wordFiles.set(number, file);
      file.catch(() => this.wordFiles.delete(number));
    }
    return this.wordFiles.get(number);
  }

  /* Fetches the words of a query that may come, so that they are there when it does. */
  async prepare(query) {
    await this.open();
    const words = wordsOf(query).filter(({word}) => !this.stop.has(word));
    await Promise.all(words.map(({word}) => this.wordFile(this.words.numberOf(word))));
  }

  async wordOfStem(stem) {
    const file = await this.wordFile(this.words.numberOf(stem));
    return file.words.find(word => word.stem === stem);
  }

  /* The words with exactly this form. */
  async wordsWithForm(form) {
    const file = await this.wordFile(this.words.numberOf(form));
    const strays = await Promise.all((file.strays.get(form) ?? []).map(s => this.wordOfStem(s)));
    return [...file.byForm.get(form) ?? [], ...strays.filter(Boolean)];
  }

  async wordsBeginning(start) {
    const number = this.words.numberOf(start);
    const more = this.words.first[number + 1]?.startsWith(start) && start.length > 2;
    const files = [this.wordFile(number), ...more ? [this.wordFile(number + 1)] : []];
    return (await Promise.all(files)).flatMap(file => file.words)
      .filter(word => word.pages && word.forms.some(form => form.startsWith(start)))
      .sort((a, b) => b.pages - a.pages).slice(0, BEGINNINGS);
  }

  /* "injecting", which no page says, by "inject", which is its beginning. */
  async wordsOfStem(form) {
    const file = await this.wordFile(this.words.numberOf(form));
    const fit = file.words.filter(({stem, pages}) => pages && stem.length > 2 &&
      form.startsWith(stem) && form.length - stem.length < 5);
    return fit.slice(-1);
  }

  /* Known forms within `most` slips, the likeliest first. One slip leaves one half of a word whole,
   * but for two swapped letters in the very middle. */
  async near(word, most) {
    const letters = Array.from(word), half = letters.length >> 1;
    const from = [
      this.starts.starting(letters.slice(0, half).join(''), 3),
      this.ends.starting(letters.slice(-half).reverse().join(''), 3)];
    if (letters.length % 2 === 0) {
      const swapped = [...letters];
      [swapped[half - 1], swapped[half]] = [letters[half], letters[half - 1]];
      from.push(this.starts.starting(swapped.join(''), 1));
    }
    const found = new Map();
    for (const line of (await Promise.all(from)).flat().join('').split('\n')) {
      const [form, halvings] = line.split('\t');
      const count = form ? slips(word, form, most) : most + 1;
      if (count > most) continue;
      const same = form[0] === word[0] ? 1.5 : 0;
      found.set(form, Number(halvings) + same - 5 * count);
    }
    return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([form]) => form);
  }

  /* What a typed word stands for: [{word, worth}], and where it is no word, `meant` with the form
   * that it was taken for. `open`: still being typed. */
  async resolve(typed, open) {
    const beginning = open && typed.length > 1 ? this.wordsBeginning(typed) : [];
    const [exact, begun] = await Promise.all([this.wordsWithForm(typed), beginning]);
    const words = exact.map(word => ({word, worth: WORTH.word}));
    words.push(...begun.filter(word => !exact.includes(word))
      .map(word => ({word, worth: WORTH.beginning})));
    if (words.length || this.stop.has(typed)) return words;
    const forms = typed.length < SHORTEST_SLIP ? [] : await this.near(typed, 1);
    const near = forms.slice(0, SPELLINGS).map(async meant =>
      (await this.wordsWithForm(meant)).map(word => ({word, worth: WORTH.spelling, meant})));
    const stems = await this.wordsOfStem(typed);
    return [...(await Promise.all(near)).flat(), ...stems.map(word => ({word, worth: WORTH.stem}))];
  }

  /* How much each page is about a word. */
  weigh({word, worth}, scores, titles) {
    const all = this.root.pages;
    const rare = worth * Math.log(1 + (all - word.pages + 0.5) / (word.pages + 0.5));
    const seen = new Map();
    eachPage(word.texts, (page, rank) => seen.set(page, rare * (rank / 5)));
    eachPage(word.titles, (page, rank) => {
      seen.set(page, (seen.get(page) ?? 0) + rare * TITLE);
      titles?.set(page, 16 - rank);
    });
    for (const [page, score] of seen) scores.set(page, score);
    return rare;
  }

  /* Pages that say the other phrase, all its words, count for the words of this one. That it is
   * the rarer of the two makes it no better than the word as typed. */
  addSynonym(words, terms, stops) {
    if (!words.every(word => word?.pages)) return;
    const each = words.map(word => {
      const scores = new Map(), titles = new Map();
      const rare = this.weigh({word, worth: WORTH.synonym}, scores, titles);
      return {scores, titles, rare};
    });
    const rare = each.reduce((sum, one) => sum + one.rare, 0) / each.length;
    for (const page of each[0].scores.keys()) {
      if (!each.every(one => one.scores.has(page))) continue;
      const score = each.reduce((sum, one) => sum + one.scores.get(page), 0) / each.length;
      const inTitle = each.every(one => one.titles.has(page));
      for (const term of terms) {
        const worth = score * Math.min(1, term.typedRare ? WORTH.synonym * term.typedRare / rare : 1);
        if (worth > (term.scores.get(page) ?? 0)) term.scores.set(page, worth);
        if (inTitle) {
          const others = each[0].titles.get(page) - words.length;
          term.titles.set(page, others + terms.length + stops);
        }
      }
    }
    for (const term of terms) {
      term.rare = Math.max(term.rare, rare);
      term.forms.push(...words.flatMap(word => word.forms));
    }
  }

  /* The other phrases of the rows whose phrase stands at this place of the query: [words, terms]. */
  async synonymsAt(terms, at) {
    const found = [];
    for (const {word, worth} of terms[at].words) {
      if (worth === WORTH.beginning) continue;
      const file = await this.wordFile(this.words.numberOf(word.stem));
      for (const {from, to} of file.phrases) {
        const span = terms.slice(at, at + from.length);
        const fits = span.length === from.length && from.every((stem, i) => span[i].words
          .some(one => one.word.stem === stem && one.worth !== WORTH.beginning));
        if (fits) found.push(...to.map(stems => [stems, span]));
      }
    }
    return Promise.all(found.map(async ([stems, span]) =>
      [await Promise.all(stems.map(stem => this.wordOfStem(stem))), span]));
  }

  async readTerm(typed, open) {
    const words = await this.resolve(typed, open);
    const term = {typed, words, rare: 0, scores: new Map(), titles: new Map(),
                  forms: words.flatMap(({word}) => word.forms)};
    for (const one of words) {
      if (!one.word.pages) continue;
      one.scores = new Map();
      term.rare = Math.max(term.rare, this.weigh(one, one.scores, term.titles));
      for (const [page, score] of one.scores) {
        if (score > (term.scores.get(page) ?? 0)) term.scores.set(page, score);
      }
    }
    term.typedRare = term.rare;
    return term;
  }

  /* [page, score], the best first. A page that says all of it comes before one that says a part. */
  rank(terms, stops) {
    const wanted = terms.reduce((sum, term) => sum + term.rare, 0);
    const length = terms.length + stops;
    const pages = new Map();
    for (const term of terms) {
      for (const [page, score] of term.scores) {
        const sum = pages.get(page) ?? {score: 0, part: 0, hits: 0, title: 0};
        sum.score += score;
        sum.part += term.rare / wanted;
        const title = term.titles.get(page);
        if (title) {
          sum.hits++;
          sum.title = title;
        }
        pages.set(page, sum);
      }
    }
    let most = 0;
    for (const sum of pages.values()) most = Math.max(most, sum.part);
    const ranked = [];
    for (const [page, {score, part, hits, title}] of pages) {
      if (part < most / 2) continue;
      const said = hits && (hits + Math.min(stops, title - hits)) / Math.max(title, length);
      ranked.push([page, score * part * part * (1 + said)]);
    }
    return ranked.sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  }

  async fact(page) {
    const number = Math.floor(page / this.root.block);
    const text = await this.read(this.root.files + this.facts[number] + '.txt');
    const [url, title, description, kind] = text.split('\n')[page % this.root.block].split('\t');
    return {url: this.root.base + url, title, description, kind};
  }

  /* {total, results, forms, typed, spelling}: how many pages, `count` of them from the `from`th on,
   * the forms to mark in what is shown, and, where a word was taken for another, the query as it
   * was meant. Without a result `spelling` is the nearest query that may have one, or empty. */
  async search(query, from, count) {
    await this.open();
    const typed = wordsOf(query).map(({word}) => word);
    const telling = typed.filter(word => !this.stop.has(word));
    const used = telling.length ? telling : typed;
    const open = /[\p{L}\p{N}]$/u.test(query);
    const terms = await Promise.all(used.map((word, i) =>
      this.readTerm(word, open && i === used.length - 1 && word === typed.at(-1))));
    const stops = typed.length - used.length;
    const synonyms = await Promise.all(terms.map((_, i) => this.synonymsAt(terms, i)));
    for (const [words, span] of synonyms.flat()) this.addSynonym(words, span, stops);
    const ranked = this.rank(terms, stops);
    const shown = ranked.slice(from, from + count);
    const results = await Promise.all(shown.map(([page]) => this.fact(page)));
    const spelling = await this.spellingOf(typed, terms, ranked[0]?.[0]);
    if (from === 0) {
      const plain = text => wordsOf(text).map(({word}) => word).join(' ');
      putFirst(results, ({title}) => spelling && plain(title) === spelling);
      putFirst(results, ({title}) => plain(title) === typed.join(' '));
      putFirst(results, ({title}) => title.toLowerCase() === query.trim().toLowerCase());
    }
    return {total: ranked.length, results, spelling,
            forms: new Set(terms.flatMap(term => term.forms))};
  }

  /* The query with each slip mended as the best page has the word, or, where there is no page, to
   * the nearest word that there is. */
  async spellingOf(typed, terms, best) {
    const other = new Map();
    for (const {typed: slip, words} of terms) {
      const near = words.filter(({meant}) => meant);
      const fits = near.filter(({scores}) => scores?.has(best))
        .sort((a, b) => b.scores.get(best) - a.scores.get(best));
      let form = (fits[0] ?? near[0])?.meant;
      if (best === undefined && !words.length && slip.length > 5) [form] = await this.near(slip, 2);
      if (form) other.set(slip, form);
    }
    return other.size ? typed.map(word => other.get(word) ?? word).join(' ') : '';
  }
}
