// The same work as the other generators do: a page a post, lists in parts, tags, a feed, a site map.
module.exports = function (config) {
  const PART = 20;
  const TAXONOMIES = [['tags', 'Tags', 'labels'], ['conditions', 'Conditions', 'conditions']];
  const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const newest = (api) => api.getFilteredByGlob('articles/*.md').sort((a, b) => b.date - a.date);

  const terms = (api, name, field) => {
    const found = new Map();
    for (const item of newest(api)) {
      for (const term of item.data[field] || []) {
        if (!found.has(term)) found.set(term, []);
        found.get(term).push(item);
      }
    }
    return [...found].map(([title, items]) => ({url: `/${name}/${slug(title)}/`, title, items}))
      .sort((a, b) => (a.title < b.title ? -1 : 1));
  };

  const parts = ({url, title, items}) => {
    const at = (start) => (start > 0 ? `${url}page/${start / PART + 1}/` : url);
    const list = [];
    for (let start = 0; start < items.length; start += PART) {
      const [before, after] = [start - PART, start + PART];
      list.push({
        url: at(start), title, items: items.slice(start, after),
        newer: start > 0 && at(before), older: after < items.length && at(after),
      });
    }
    return list;
  };

  config.addFilter('day', (date) => date.toISOString().slice(0, 10));
  config.addFilter('slug_of', slug);
  config.addCollection('newest', (api) => {
    const items = newest(api);
    items.forEach((item, i) => Object.assign(item.data, {newer: items[i - 1], older: items[i + 1]}));
    return items;
  });
  config.addCollection('lists', (api) => [
    {url: '/articles/', title: 'Articles', items: newest(api)},
    ...TAXONOMIES.flatMap(([name, , field]) => terms(api, name, field)),
  ].flatMap(parts));
  config.addCollection('taxonomies', (api) =>
    TAXONOMIES.map(([name, title, field]) => ({url: `/${name}/`, title, terms: terms(api, name, field)})));
  config.addPassthroughCopy('images');
  return {dir: {includes: '_includes', output: 'public'}, markdownTemplateEngine: false, htmlTemplateEngine: 'liquid'};
};
