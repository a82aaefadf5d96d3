/* Tells the server that results were seen and which place was opened: numbers by day, nobody's
   name. Robots and repeated requests are not counted because only this script reports. */

const list = document.querySelector('[data-search-note]');
if (list && navigator.sendBeacon) {
  const { searchNote: note, searchSeen: address, searchFirst: first } = list.dataset;
  const tell = (more) => navigator.sendBeacon(address, new URLSearchParams({ note, ...more }));
  if (first === '1' && performance.getEntriesByType('navigation')[0]?.type === 'navigate') tell({});
  list.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    const result = event.target.closest('.result');
    if (!link || !result) return;
    const place = [...list.children].indexOf(result);
    tell({ position: String(Number(first) + place) });
  });
}
