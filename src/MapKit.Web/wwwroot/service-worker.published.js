// Keeps all files of this version of the page, and answers from them: the page needs no network after the first visit.
self.importScripts('./service-worker-assets.js');
const cacheName = `mapkit-${self.assetsManifest.version}`;
const wanted = self.assetsManifest.assets.filter(asset => !/^service-worker/.test(asset.url) && !/\.(br|gz)$|(^|\/)\./.test(asset.url));

// The page has loaded most files already: they come from the browser's own copy, each compared with its digest. One that is not of this version
// is fetched.
async function keep(cache, { url, hash }) {
  try {
    await cache.add(new Request(url, { integrity: hash, cache: 'force-cache' }));
  } catch {
    await cache.add(new Request(url, { integrity: hash, cache: 'reload' }));
  }
}

self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(cacheName);
  await Promise.all(wanted.map(asset => keep(cache, asset)));
  await self.skipWaiting();
})()));

self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith('mapkit-') && name !== cacheName) await caches.delete(name);
  }
  await self.clients.claim();
})()));

self.addEventListener('fetch', event => {
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(cacheName);
    const request = event.request.mode === 'navigate' ? new URL('index.html', self.registration.scope).href : event.request;
    return await cache.match(request, { ignoreSearch: true }) ?? fetch(event.request);
  })());
});
