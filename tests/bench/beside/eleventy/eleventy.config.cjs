// The same work as the other generators do: a page a post, tags, lists in parts, a feed, a site map.
module.exports = function (config) {
  const day = (date) => date.toISOString().slice(0, 10);
  config.addFilter('day', day);
  config.addFilter('slug_of', (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
  config.addCollection('newest', (api) => api.getFilteredByGlob('articles/*.md').sort((a, b) => b.date - a.date));
  const terms = (name) => (api) => {
    const found = new Map();
    for (const item of api.getFilteredByGlob('articles/*.md').sort((a, b) => b.date - a.date)) {
      for (const term of item.data[name] || []) {
        if (!found.has(term)) found.set(term, []);
        found.get(term).push(item);
      }
    }
    return [...found].map(([term, items]) => ({term, items}));
  };
  config.addCollection('all_tags', terms('labels'));
  config.addCollection('all_conditions', terms('conditions'));
  config.addPassthroughCopy('images');
  return {dir: {includes: '_includes', output: 'public'}, markdownTemplateEngine: false, htmlTemplateEngine: 'liquid'};
};
