// Live parts: an element with data-live="/address" listens there and tells htmx to refresh what waits for "live".
document.querySelectorAll('[data-live]').forEach(element => {
  const source = new EventSource(element.dataset.live);
  source.onmessage = () => htmx.trigger(element, 'live');
});
