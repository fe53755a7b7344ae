// Put into every page by `pamphlet serve`: loads the page again after a build that changed it,
// keeps the place where the reader was, and shows what is wrong until it is mended.
(() => {
  'use strict';
  let mark = document.currentScript.dataset.mark;
  let stream = null;

  // The place on the page lives through a reload; once more when pictures have their height.
  const place = 'pamphlet-place ' + location.pathname;
  const [x, y] = (sessionStorage.getItem(place) || '').split(' ').map(Number);
  sessionStorage.removeItem(place);
  if (y !== undefined) {
    const back = () => scrollTo({left: x, top: y, behavior: 'instant'});
    back();
    if (document.readyState !== 'complete') addEventListener('load', back, {once: true});
  }

  function reload() {
    if (stream) stream.close();
    sessionStorage.setItem(place, scrollX + ' ' + scrollY);
    location.reload();
  }

  // A style sheet's name without its fingerprint: what it is called in layouts/assets/.
  const plain = (link) => new URL(link.href, location).pathname.replace(/\.[0-9a-f]{16}(?=\.)/, '');
  const sheets = (page) => [...page.querySelectorAll('link[rel~="stylesheet"]')];

  async function restyle() {
    const answer = await fetch(location.pathname + location.search, {cache: 'no-store'});
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = sheets(document), wanted = sheets(page);
    if (now.length !== wanted.length) return reload();
    for (const fresh of wanted) {
      const old = now.find((link) => plain(link) === plain(fresh));
      if (!old) return reload();
      if (old.getAttribute('href') === fresh.getAttribute('href')) continue;
      const added = document.importNode(fresh);
      added.addEventListener('load', () => old.remove(), {once: true});
      old.after(added);
    }
  }

  // The problems stand apart from the page's own styles, and do not take the focus from it.
  let overlay = null, before = null;
  function hide() {
    if (!overlay) return;
    const inside = document.activeElement === overlay;
    overlay.remove();
    overlay = null;
    if (inside && before && before.isConnected) before.focus();
  }

  function show(html) {
    if (!html) return hide();
    if (!overlay) {
      overlay = document.createElement('pamphlet-problems');
      const root = overlay.attachShadow({mode: 'open'});
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = '/_pamphlet/problems.css';
      const box = document.createElement('div');
      box.setAttribute('role', 'alert');
      box.lang = 'en';
      root.append(style, box);
      root.addEventListener('keydown', (event) => event.key === 'Escape' && hide());
      root.addEventListener('click', (event) => event.target.closest('button') && hide());
      overlay.addEventListener('focusin', (event) => {
        before = event.relatedTarget || before;
      });
      document.documentElement.append(overlay);
    }
    overlay.shadowRoot.querySelector('[role="alert"]').innerHTML = html;
  }

  function listen() {
    if (stream || document.hidden) return;
    const page = encodeURIComponent(location.pathname);
    stream = new EventSource('/_pamphlet/events?mark=' + encodeURIComponent(mark) + '&page=' + page);
    stream.addEventListener('site', (event) => {
      mark = event.lastEventId;
      if (event.data === 'styles') restyle().catch(reload);
      else reload();
    });
    stream.addEventListener('problems', (event) => show(event.data));
  }

  // Browsers open six connections to a server, so pages that nobody sees give theirs up. When they
  // are seen again, the server knows by the mark whether they missed anything.
  function leave() {
    if (stream) stream.close();
    stream = null;
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : listen()));
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);
  listen();
})();
