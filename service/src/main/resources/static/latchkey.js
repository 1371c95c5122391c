// Live parts: an element with data-live="/address" listens there and renews its part with the id data-part: whenever
// something changed, and once it listens, for whatever changed since the page was made or the connection broke. The element
// itself stays, so that a signal during a request is kept and leads to another.
document.querySelectorAll('[data-live]').forEach(element => {
  const part = '#' + element.dataset.part;
  const source = new EventSource(element.dataset.live);
  source.onopen = source.onmessage = () =>
    htmx.ajax('GET', location.href, {source: element, target: part, select: part, swap: 'outerHTML'});
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
// What was said when the page came is out of date once the page has moved on.
const eightSeconds = 8000;
document.addEventListener('htmx:afterSettle', () => {
  showTimes();
  if (performance.now() > eightSeconds) document.querySelector('.notice')?.remove();
});
// Microsoft opens in a second tab, so that this page is still there to ask what Microsoft showed. Without scripts it is this tab.
// Who presses something else meanwhile is not called back.
let reload;
document.addEventListener('submit', event => {
  clearTimeout(reload);
  if (!event.target.matches('[data-second-tab]')) return;
  Object.assign(event.target, {target: '_blank', rel: 'noopener'});
  reload = setTimeout(() => location.reload(), 1500);
});
// Back from another site to a page that the browser kept: what happened meanwhile is asked for.
addEventListener('pageshow', event => event.persisted && location.reload());
document.addEventListener('click', event => {
  const button = event.target.closest('[data-copies]');
  if (!button) return;
  const source = document.querySelector(button.dataset.copies);
  navigator.clipboard.writeText(source.value ?? source.textContent).then(() => button.classList.add('copied'));
});
