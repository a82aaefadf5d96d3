/* Enhancement only: every page works without this file. Bound by data- attributes. */

const root = document.documentElement;

/* The panel of the version for the visually impaired: the form posts and the page reloads without
   this; here the answer is applied at once. Pictures are sent or not sent by the server, so that
   choice keeps its reload. */
const panel = document.getElementById('display-panel');
const opener = document.querySelector('[data-display-open]');
const USUAL = { size: '1', spacing: '1', scheme: 'usual', images: 'on' };

function show(display) {
  for (const [name, usual] of Object.entries(USUAL)) {
    if (display[name] === usual) delete root.dataset[name];
    else root.dataset[name] = display[name];
    for (const button of panel.querySelectorAll(`button[name="${name}"]`)) {
      button.setAttribute('aria-pressed', String(button.value === display[name]));
    }
  }
  const open = display.panel === 'open';
  panel.hidden = !open;
  opener.setAttribute('aria-expanded', String(open));
  opener.value = open ? 'closed' : 'open';
}

async function choose(event) {
  const { submitter, target: form } = event;
  const reloads = submitter.name === 'images' || (submitter.name === 'reset' && root.dataset.images);
  if (!submitter || reloads) return;
  event.preventDefault();
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new FormData(form, submitter),
      headers: { Accept: 'application/json' },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
  } catch {
    location.reload();
    return;
  }
  if (submitter === opener && !panel.hidden) panel.querySelector('button').focus();
  if (panel.hidden && submitter !== opener) opener.focus();
}

if (panel && opener) {
  opener.form.addEventListener('submit', choose);
  panel.querySelector('form').addEventListener('submit', choose);
}

/* The menu is a list without JavaScript and folds behind a button where the page is narrow. */
const nav = document.getElementById('nav');
const menu = document.querySelector('[data-menu]');
if (nav && menu) {
  const fold = (open) => {
    nav.dataset.open = String(open);
    menu.setAttribute('aria-expanded', String(open));
  };
  menu.hidden = false;
  fold(false);
  menu.addEventListener('click', () => fold(nav.dataset.open === 'false'));
  nav.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && nav.dataset.open === 'true' && menu.offsetParent) {
      fold(false);
      menu.focus();
    }
  });
}

/* Filters stand open where there is room for a column of them. */
for (const filters of document.querySelectorAll('details.filters')) {
  const summary = filters.querySelector('summary');
  if (getComputedStyle(summary).display !== 'none') filters.open = false;
}

/* Forms of the component base (govuk-frontend) are loaded only where a page has one. */
if (document.querySelector('[data-module^="govuk-"]')) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported');
  import(document.body.dataset.components).then(({ initAll }) => initAll());
}

/* Buttons that only make sense with a script: print, copy a citation. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break;
  const said = document.getElementById(button.getAttribute('aria-describedby'));
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    if (said) said.textContent = button.dataset.copied;
  });
}
