// Threads need SharedArrayBuffer, and that needs two headers (COOP, COEP). Most hosts of plain files
// cannot send them: a service worker of the page adds them, and keeps what was fetched, so that the
// page opens without a network. This one file is both halves, the page's and the worker's. On the
// first visit the page registers the worker and loads once more.
'use strict';

if (typeof window === 'undefined') {
  const kept = 'palabre';
  const own = (url) => new URL(url).origin === self.location.origin;

  const withHeaders = (answer) => {
    if (answer.status === 0) return answer;
    const headers = new Headers(answer.headers);
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    return new Response(answer.body, {status: answer.status, statusText: answer.statusText, headers});
  };

  // The newest there is: from the host, or what was kept when it cannot be reached. Storage that is full or refused
  // keeps nothing, and the page opens all the same.
  const answerFor = async (event) => {
    try {
      const answer = await fetch(event.request);
      if (answer.ok) {
        const copy = answer.clone();
        event.waitUntil(caches.open(kept).then((cache) => cache.put(event.request, copy)).catch(() => {}));
      }
      return withHeaders(answer);
    } catch (noNetwork) {
      const before = await caches.match(event.request, {ignoreSearch: true});
      if (before) return withHeaders(before);
      throw noNetwork;
    }
  };

  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('fetch', (event) => {
    if (event.request.method === 'GET' && own(event.request.url))
      event.respondWith(answerFor(event));
  });
} else {
  // Whether the page has loaded itself anew. Where nothing is kept it may not: it would do so for ever.
  const once = {
    seen() {
      try {
        return sessionStorage.getItem('palabre-isolating') !== null;
      } catch (refused) {
        return true;
      }
    },
    note: () => sessionStorage.setItem('palabre-isolating', performance.timeOrigin),
    // When the visit began, also before the page has loaded itself anew [ms].
    forget() {
      let began = performance.timeOrigin;
      try {
        began = Number(sessionStorage.getItem('palabre-isolating')) || began;
        sessionStorage.removeItem('palabre-isolating');
      } catch (refused) {}
      return began;
    },
  };

  // True when this page may have threads. It may load itself anew before it answers.
  window.isolated = async () => {
    window.visitBegan = performance.timeOrigin;
    if (window.crossOriginIsolated) {
      window.visitBegan = once.forget();
      navigator.serviceWorker?.register('isolate.js').catch(() => {});  // for visits without a network
      return true;
    }
    if (!('serviceWorker' in navigator) || !window.isSecureContext) return false;
    if (once.seen()) return false;
    try {
      once.note();
      const late = new Promise((_, refuse) => setTimeout(refuse, 8000));
      await Promise.race([late, navigator.serviceWorker.register('isolate.js').then(() => navigator.serviceWorker.ready)]);
    } catch (refused) {
      return false;
    }
    location.reload();
    return new Promise((goOn) => setTimeout(() => goOn(false), 15000));  // a page that does not come
  };
}
