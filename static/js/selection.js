// [data-select-all] chooses every [data-select-row] of its form; [data-select-count] says how many are chosen;
// [data-select-bar] is shown while any is.
function update(form) {
  const rows = [...form.querySelectorAll("[data-select-row]")];
  const chosen = rows.filter((row) => row.checked).length;
  const all = form.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === rows.length;
    all.indeterminate = chosen > 0 && chosen < rows.length;
  }
  for (const count of form.querySelectorAll("[data-select-count]")) count.textContent = String(chosen);
  for (const bar of form.querySelectorAll("[data-select-bar]")) bar.hidden = chosen === 0;
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.form || !box.matches("[data-select-all], [data-select-row]")) return;
  if (box.matches("[data-select-all]")) {
    for (const row of box.form.querySelectorAll("[data-select-row]")) row.checked = box.checked;
  }
  update(box.form);
});

const updateAll = () => {
  for (const form of document.querySelectorAll("form:has([data-select-row])")) update(form);
};
window.addEventListener("pageshow", updateAll);
document.addEventListener("htmx:afterSwap", updateAll);
