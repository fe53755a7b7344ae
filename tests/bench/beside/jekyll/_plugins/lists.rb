# Lists in parts of 20: of all articles, and of those of each tag and condition.
class Lists < Jekyll::Generator
  PART = 20

  def generate(site)
    articles = site.posts.docs.reverse
    add_parts(site, '/articles/', 'Articles', articles)
    add_taxonomy(site, 'tags', 'Tags', articles)
    add_taxonomy(site, 'conditions', 'Conditions', articles)
  end

  def add_taxonomy(site, field, title, articles)
    found = Hash.new { |terms, term| terms[term] = [] }
    articles.each { |article| Array(article.data[field]).each { |term| found[term] << article } }
    terms = found.sort.map do |term, items|
      url = "/#{field}/#{Jekyll::Utils.slugify(term)}/"
      add_parts(site, url, term, items)
      { 'title' => term, 'url' => url, 'count' => items.size }
    end
    add(site, "/#{field}/", 'layout' => 'terms', 'title' => title, 'terms' => terms)
  end

  def add_parts(site, url, title, articles)
    parts = articles.each_slice(PART).to_a
    at = ->(part) { part.zero? ? url : "#{url}page/#{part + 1}/" }
    parts.each_with_index do |part, i|
      add(site, at.(i), 'layout' => 'list', 'title' => title, 'articles' => part,
                        'newer' => (at.(i - 1) if i > 0), 'older' => (at.(i + 1) if i + 1 < parts.size))
    end
  end

  def add(site, folder, data)
    page = Jekyll::PageWithoutAFile.new(site, site.source, folder, 'index.html')
    page.data.merge!(data)
    site.pages << page
  end
end
