/* The map without reloading: the same addresses, asked for and put in place. Enhancement only.
   Focus stays where it was, the number of clusters is announced once. Bound by data-map. */

const PAUSE_MS = 350;
const STEP_MS = 2000;

class ClusterMap {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector('[data-map-form]');
    this.results = root.querySelector('[data-map-results]');
    this.said = root.querySelector('[data-map-said]');
    this.form.addEventListener('change', () => this.submit());
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.form.querySelector('[type="search"]').addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.submit(), PAUSE_MS);
    });
    root.addEventListener('click', (event) => this.onClick(event));
    window.addEventListener('popstate', () => this.show(location.href, { keep: true, reset: true }));
    this.offerPlay();
  }

  submit() {
    const data = new FormData(this.form);
    const query = new URLSearchParams();
    for (const [name, value] of data) if (value !== '') query.append(name, value);
    this.show(`${this.form.action}?${query}`);
  }

  onClick(event) {
    if (event.target.closest('[data-map-play]')) {
      this.togglePlay();
      return;
    }
    const link = event.target.closest('a[data-map-link]');
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !isPlain) return;
    event.preventDefault();
    // Inside SVG the address of a link is an object.
    this.show(new URL(link.getAttribute('href'), location.href).href, { reset: true });
  }

  async show(address, { keep = false, reset = false } = {}) {
    this.request?.abort();
    this.request = new AbortController();
    this.results.setAttribute('aria-busy', 'true');
    let text;
    try {
      const answer = await fetch(address, { signal: this.request.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      text = await answer.text();
    } catch (error) {
      if (error.name !== 'AbortError') location.assign(address);
      return;
    }
    const page = new DOMParser().parseFromString(text, 'text/html');
    const key = document.activeElement?.dataset?.mapKey;
    const before = this.results.querySelector('[data-map-count]')?.textContent;
    this.results.replaceChildren(...page.querySelector('[data-map-results]').childNodes);
    this.results.removeAttribute('aria-busy');
    this.refreshForm(page.querySelector('[data-map-form]'), reset);
    if (key) this.results.querySelector(`[data-map-key="${CSS.escape(key)}"]`)?.focus();
    if (!keep) history.pushState(null, '', address);
    for (const link of document.querySelectorAll('.langs a')) link.search = new URL(address).search;
    const count = this.results.querySelector('[data-map-count]')?.textContent ?? '';
    const panel = this.results.querySelector('#panel-title')?.textContent ?? '';
    this.said.textContent = count === before ? panel : count;
    this.offerPlay();
  }

  /* Numbers beside the choices follow every answer; what is ticked only when the answer was not
     asked for by the form itself. */
  refreshForm(fresh, reset) {
    const facets = this.form.querySelector('.map-facets');
    const open = [...facets.querySelectorAll('details')].map((one) => one.open);
    const active = document.activeElement;
    const field = facets.contains(active) ? [active.name, active.value] : null;
    facets.replaceChildren(...fresh.querySelector('.map-facets').childNodes);
    facets.querySelectorAll('details').forEach((one, place) => {
      one.open = open[place];
    });
    if (field) {
      const again = [...facets.querySelectorAll('input')].find(
        (one) => one.name === field[0] && one.value === field[1],
      );
      again?.focus();
    }
    for (const one of this.form.querySelectorAll('input[type="hidden"]')) one.remove();
    this.form.append(...fresh.querySelectorAll('input[type="hidden"]'));
    if (!reset) return;
    for (const name of ['indicator', 'q']) {
      this.form.elements[name].value = fresh.elements[name].value;
    }
    this.form.elements.view.checked = fresh.elements.view.checked;
  }

  offerPlay() {
    const button = this.root.querySelector('[data-map-play]');
    if (!button) return;
    button.hidden = false;
    button.setAttribute('aria-pressed', String(Boolean(this.playing)));
    if (this.playing) button.textContent = button.dataset.stop;
  }

  togglePlay() {
    if (this.playing) {
      clearInterval(this.playing);
      this.playing = null;
      this.show(location.href, { keep: true });
      return;
    }
    const step = () => {
      const links = [...this.root.querySelectorAll('.years a')];
      const now = links.findIndex((link) => link.getAttribute('aria-current'));
      links[(now + 1) % links.length]?.click();
    };
    this.playing = setInterval(step, STEP_MS);
    step();
  }
}

const root = document.querySelector('[data-map]');
if (root) new ClusterMap(root);
