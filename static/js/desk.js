// Keys of the desk: everything they do can be done without them.

const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

for (const hint of document.querySelectorAll("[data-desk-keys]")) hint.hidden = false;

const list = document.querySelector("[data-desk]");
if (list) {
  const rows = [...list.querySelectorAll("[data-desk-row]")];
  const links = rows.map((row) => row.querySelector("[data-desk-open]"));
  document.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (event.key === "j" || event.key === "k") {
      const to = event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
      links[to]?.focus();
      event.preventDefault();
    } else if (event.key === "x" && at >= 0) {
      const box = rows[at].querySelector("input[type=checkbox]");
      box.checked = !box.checked;
      event.preventDefault();
    }
  });
}

const item = document.querySelector("[data-desk-item]");
if (item) {
  const targets = { a: "[data-desk-approve]", r: "[data-desk-reason]" };
  document.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    if (targets[event.key]) {
      item.querySelector(targets[event.key])?.focus();
      event.preventDefault();
    } else if (event.key === "u") {
      history.back();
    }
  });
  for (const field of item.querySelectorAll("[data-desk-select]")) {
    field.addEventListener("focus", () => field.select());
  }
}
