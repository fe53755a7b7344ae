// The desk follows the site: after each build, and while checks run, it takes the new list or the
// new findings from the server and puts them in the place of the old. Without it everything works,
// and is new when the page is loaded again.
(() => {
  'use strict';
  const PART = '[data-follows]', LATER = 700;
  if (document.querySelector('form[method="post"]')) {
    const wrong = document.getElementById('wrong');
    if (wrong) document.getElementById('title').focus();
    return;
  }

  let timer = 0, busy = false, again = false;
  const waits = () => document.querySelector('[data-waiting]') !== null;

  // What somebody is at stays: fields that are being filled in, and the place on the page.
  function takes(fresh) {
    const parts = ['.counts', '.due', '[data-waiting]', 'table', PART, '.facts'];
    for (const part of parts) {
      const old = document.querySelector(part), now = fresh.querySelector(part);
      if (!old !== !now && part !== '[data-waiting]') return false;
    }
    for (const part of parts) {
      const old = document.querySelector(part), now = fresh.querySelector(part);
      if (!old || old.outerHTML === (now && now.outerHTML)) continue;
      const inside = old.contains(document.activeElement) && document.activeElement.id;
      const href = old.contains(document.activeElement) && document.activeElement.getAttribute('href');
      if (now) old.replaceWith(document.importNode(now, true));
      else old.remove();
      const back = inside ? document.getElementById(inside)
        : href && [...document.querySelectorAll(part + ' a')].find((a) => a.getAttribute('href') === href);
      if (back) back.focus({preventScroll: true});
    }
    return true;
  }

  async function follow() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    clearTimeout(timer);
    try {
      const answer = await fetch(location.href, {cache: 'no-store'});
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (answer.ok && !takes(fresh)) location.reload();
    } catch (error) {
      // The server has ended; the stream tells when it is back.
    }
    busy = false;
    if (again) {
      again = false;
      follow();
    } else if (waits()) {
      timer = setTimeout(follow, LATER);
    }
  }

  let stream = null;
  function listen() {
    if (stream || document.hidden) return;
    stream = new EventSource('/_pamphlet/events');
    stream.addEventListener('built', follow);
    if (waits()) timer = setTimeout(follow, LATER);
  }

  // Browsers open six connections to a server: a page that nobody sees gives its own up.
  function leave() {
    if (stream) stream.close();
    stream = null;
    clearTimeout(timer);
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return leave();
    listen();
    follow();
  });
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);
  listen();
})();
