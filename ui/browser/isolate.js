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

  // The newest there is: from the host, or what was kept when it cannot be reached.
  const answerFor = async (asked) => {
    const cache = await caches.open(kept);
    try {
      const answer = await fetch(asked);
      if (answer.ok) await cache.put(asked, answer.clone());
      return withHeaders(answer);
    } catch (noNetwork) {
      const before = await cache.match(asked, {ignoreSearch: true});
      if (before) return withHeaders(before);
      throw noNetwork;
    }
  };

  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('fetch', (event) => {
    if (event.request.method === 'GET' && own(event.request.url))
      event.respondWith(answerFor(event.request));
  });
} else {
  // True when this page may have threads. It may load itself anew before it answers.
  window.isolated = async () => {
    if (window.crossOriginIsolated) {
      sessionStorage.removeItem('palabre-isolating');
      navigator.serviceWorker?.register('isolate.js').catch(() => {});  // for visits without a network
      return true;
    }
    if (!('serviceWorker' in navigator) || !window.isSecureContext) return false;
    if (sessionStorage.getItem('palabre-isolating')) return false;  // once only
    sessionStorage.setItem('palabre-isolating', 'yes');
    try {
      await navigator.serviceWorker.register('isolate.js');
      await navigator.serviceWorker.ready;
    } catch (refused) {
      return false;
    }
    location.reload();
    return new Promise(() => {});
  };
}
