// Live parts: an element with data-live="/address" listens there and tells htmx to refresh what waits for "live";
// also once it listens, for whatever changed since the page was made or the connection broke.
document.querySelectorAll('[data-live]').forEach(element => {
  const source = new EventSource(element.dataset.live);
  source.onopen = source.onmessage = () => htmx.trigger(element, 'live');
});
// Times are written in UTC; here they become the reader's own.
const showTimes = () => document.querySelectorAll('time[datetime]').forEach(time => {
  const at = new Date(time.dateTime);
  const today = at.toDateString() === new Date().toDateString();
  time.title = at.toLocaleString(document.documentElement.lang);
  time.textContent = today && time.closest('.lines')
    ? at.toLocaleTimeString(document.documentElement.lang, {hour: '2-digit', minute: '2-digit'})
    : at.toLocaleDateString(document.documentElement.lang, {day: 'numeric', month: 'short', year: 'numeric'})
      + (time.closest('.lines') ? '' : ' ' + at.toLocaleTimeString(document.documentElement.lang, {hour: '2-digit', minute: '2-digit'}));
});
showTimes();
document.addEventListener('htmx:afterSettle', showTimes);
