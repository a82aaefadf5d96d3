/* Suggestions under a search box: the combobox pattern of the ARIA guide. Enhancement only: without
   this file the box is a plain form. Bound by data-suggest. */

const ADDRESS = '/api/v1/catalogue/suggest/';
const SHORTEST = 2;
const PAUSE_MS = 120;
const LETTERS = /[\p{L}\p{N}]/u;

class Suggestions {
  constructor(input, number) {
    this.input = input;
    this.active = -1;
    this.list = document.createElement('div');
    this.list.className = 'suggest';
    this.list.id = `suggest-${number}`;
    this.list.hidden = true;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', input.labels[0]?.textContent ?? '');
    this.status = document.createElement('div');
    this.status.className = 'vh';
    this.status.setAttribute('role', 'status');
    input.after(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: 'combobox',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-controls': this.list.id,
      'aria-expanded': 'false',
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener('input', (event) => {
      if (!event.isComposing) this.later();
    });
    input.addEventListener('compositionend', () => this.later());
    input.addEventListener('keydown', (event) => this.onKey(event));
    input.addEventListener('blur', () => this.close());
    // The box keeps the focus; a click and not a touch takes, so that a finger can scroll the list.
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => this.onClick(event));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    this.request?.abort();
    const q = this.input.value.trim();
    // An empty box is asked about only by the arrow key: what is new, not what somebody typed.
    if (q ? q.length < SHORTEST || !LETTERS.test(q) : !this.wantsNewest) {
      this.close();
      return;
    }
    this.wantsNewest = false;
    this.request = new AbortController();
    const parameters = new URLSearchParams({ q, lang: document.documentElement.lang });
    const kinds = this.input.dataset.suggestKinds?.split(' ').filter(Boolean) ?? [];
    for (const kind of kinds) parameters.append('kind', kind);
    try {
      const answer = await fetch(`${ADDRESS}?${parameters}`, { signal: this.request.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== 'AbortError') this.close();
    }
  }

  show(suggestions) {
    const groups = Map.groupBy
      ? Map.groupBy(suggestions, (item) => item.kind_label ?? '')
      : suggestions.reduce((all, item) => {
          const name = item.kind_label ?? '';
          return all.set(name, [...(all.get(name) ?? []), item]);
        }, new Map());
    this.options = [];
    this.list.replaceChildren(...[...groups].map(([name, items]) => this.group(name, items)));
    this.active = -1;
    this.input.removeAttribute('aria-activedescendant');
    const isOpen = suggestions.length > 0 && document.activeElement === this.input;
    this.list.hidden = !isOpen;
    this.input.setAttribute('aria-expanded', String(isOpen));
    this.status.textContent = isOpen ? `${this.input.dataset.suggest}: ${suggestions.length}` : '';
  }

  group(name, items) {
    const group = document.createElement('ul');
    group.setAttribute('role', 'group');
    if (name) {
      const heading = document.createElement('li');
      heading.className = 'meta';
      heading.id = `${this.list.id}-group-${this.options.length}`;
      heading.setAttribute('role', 'presentation');
      heading.textContent = name;
      group.setAttribute('aria-labelledby', heading.id);
      group.append(heading);
    } else {
      group.setAttribute('aria-label', this.input.dataset.suggestWords);
    }
    group.append(...items.map((item) => this.option(item)));
    return group;
  }

  option(item) {
    const option = document.createElement('li');
    option.id = `${this.list.id}-${this.options.length}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.dataset.text = item.text;
    if (item.url) option.dataset.url = item.url;
    const text = document.createElement('span');
    text.append(...this.emphasised(item.text));
    text.lang = item.lang;
    option.append(text);
    this.options.push(option);
    return option;
  }

  // What was typed stands in bold where it begins a word of the suggestion.
  emphasised(text) {
    const typed = this.input.value.trim().split(/\s+/).filter((word) => LETTERS.test(word));
    if (!typed.length) return [text];
    const words = typed.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[её]/gi, '[её]'));
    const begun = new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})`, 'giu');
    return text.split(begun).map((part, place) => {
      if (place % 2 === 0) return part;
      const strong = document.createElement('strong');
      strong.textContent = part;
      return strong;
    });
  }

  onKey(event) {
    if (event.isComposing) return;
    const options = this.options ?? [];
    const opens = event.key === 'ArrowDown' && this.list.hidden;
    if (opens) {
      event.preventDefault();
      this.wantsNewest = true;
      this.ask();
    } else if (event.key === 'Escape' && !this.list.hidden) {
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
      this.take(options[this.active], event.ctrlKey || event.metaKey);
    } else if (['Home', 'End', 'ArrowLeft', 'ArrowRight'].includes(event.key)) {
      this.move(-1); // back in the box, where these keys move among the letters
    }
  }

  move(place) {
    this.options[this.active]?.setAttribute('aria-selected', 'false');
    this.active = place;
    const option = this.options[place];
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      this.input.setAttribute('aria-activedescendant', option.id);
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  onClick(event) {
    const option = event.target.closest('[role="option"]');
    if (option) this.take(option, event.ctrlKey || event.metaKey);
  }

  take(option, inNewTab = false) {
    this.close();
    if (option.dataset.url && inNewTab) {
      window.open(option.dataset.url, '_blank', 'noopener');
    } else if (option.dataset.url) {
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
    this.status.textContent = '';
    this.active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}

document.querySelectorAll('input[data-suggest]').forEach((input, number) => {
  new Suggestions(input, number);
});

/* Tells the server that results were seen and which place was opened: numbers by day, nobody's
   name. Robots and repeated requests are not counted because only this script reports. */

const found = document.querySelector('[data-search-note]');
if (found && navigator.sendBeacon) {
  const { searchNote: note, searchSeen: address, searchFirst: first } = found.dataset;
  const tell = (more) => navigator.sendBeacon(address, new URLSearchParams({ note, ...more }));
  if (first === '1' && performance.getEntriesByType('navigation')[0]?.type === 'navigate') tell({});
  found.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    const result = event.target.closest('.result');
    if (!link || !result) return;
    const place = [...found.children].indexOf(result);
    tell({ position: String(Number(first) + place) });
  });
}
