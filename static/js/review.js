// Keys of the review page: j and k move between proposed tasks, a accepts, e edits, d drops. Buttons do the same without this.

const rows = () => [...document.querySelectorAll("[data-draft]")];
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

function current() {
  return document.activeElement?.closest("[data-draft]") ?? null;
}

function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

// The next row still waiting takes the focus, so that accepting forty tasks is forty presses of one key.
function moveToNextOpen(from) {
  const all = rows();
  const next = all.slice(all.indexOf(from) + 1).find((row) => row.querySelector("[data-accept]"));
  (next ?? from).focus();
}

function press(selector) {
  const row = current();
  const button = row?.querySelector(selector);
  if (!button) return;
  const id = row.id;
  button.click();
  document.addEventListener(
    "htmx:afterSettle",
    () => moveToNextOpen(document.getElementById(id)),
    { once: true },
  );
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  a: () => press("[data-accept]"),
  d: () => press("[data-drop]"),
  e: () => current()?.querySelector("[data-edit]")?.click(),
};

if (document.querySelector("[data-review]")) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
