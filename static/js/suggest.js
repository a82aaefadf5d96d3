/* Suggestions under a search box: the combobox pattern of the ARIA guide. Enhancement only: without
   this file the box is a plain form. Bound by data-suggest. */

const ADDRESS = '/api/v1/catalogue/suggest/';
const SHORTEST = 2;
const PAUSE_MS = 120;

class Suggestions {
  constructor(input, number) {
    this.input = input;
    this.active = -1;
    this.list = document.createElement('ul');
    this.list.className = 'suggest';
    this.list.id = `suggest-${number}`;
    this.list.hidden = true;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', input.labels[0]?.textContent ?? '');
    input.after(this.list);
    for (const [name, value] of Object.entries({
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-controls': this.list.id,
      'aria-expanded': 'false',
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener('input', () => this.later());
    input.addEventListener('keydown', (event) => this.onKey(event));
    input.addEventListener('blur', () => this.close());
    this.list.addEventListener('pointerdown', (event) => this.onPointer(event));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    this.request?.abort();
    const q = this.input.value.trim();
    if (q.length < SHORTEST) {
      this.close();
      return;
    }
    this.request = new AbortController();
    const parameters = new URLSearchParams({ q, lang: document.documentElement.lang });
    try {
      const answer = await fetch(`${ADDRESS}?${parameters}`, { signal: this.request.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== 'AbortError') this.close();
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((item, number) => this.option(item, number)));
    this.active = -1;
    this.input.removeAttribute('aria-activedescendant');
    const isOpen = suggestions.length > 0 && document.activeElement === this.input;
    this.list.hidden = !isOpen;
    this.input.setAttribute('aria-expanded', String(isOpen));
  }

  option(item, number) {
    const option = document.createElement('li');
    option.id = `${this.list.id}-${number}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.dataset.text = item.text;
    if (item.url) option.dataset.url = item.url;
    const text = document.createElement('span');
    text.textContent = item.text;
    text.lang = item.lang;
    option.append(text);
    if (item.kind_label) {
      const kind = document.createElement('span');
      kind.className = 'meta';
      kind.textContent = item.kind_label;
      option.append(' ', kind);
    }
    return option;
  }

  onKey(event) {
    const options = this.list.children;
    if (event.key === 'Escape' && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !this.list.hidden) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One more place than options: between the last and the first stands the box itself.
      const places = options.length + 1;
      this.move(((this.active + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter' && this.active >= 0) {
      event.preventDefault();
      this.take(options[this.active]);
    }
  }

  move(place) {
    this.list.children[this.active]?.setAttribute('aria-selected', 'false');
    this.active = place;
    const option = this.list.children[place];
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      this.input.setAttribute('aria-activedescendant', option.id);
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  onPointer(event) {
    const option = event.target.closest('[role="option"]');
    if (!option) return;
    event.preventDefault();
    this.take(option);
  }

  take(option) {
    this.close();
    if (option.dataset.url) {
      location.assign(option.dataset.url);
    } else {
      this.input.value = option.dataset.text;
      this.input.form.requestSubmit();
    }
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}

document.querySelectorAll('input[data-suggest]').forEach((input, number) => {
  new Suggestions(input, number);
});
