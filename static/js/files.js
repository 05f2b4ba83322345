// [data-file-drop] around [data-file-input]: files may be dropped; the chosen ones are named back with their size.
const MEGABYTE = 1024 * 1024;
const sizeOf = (file) =>
  file.size < MEGABYTE
    ? `${Math.max(1, Math.round(file.size / 1024))} KB`
    : `${(file.size / MEGABYTE).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches("[data-file-input]")) return;
  const names = input.closest("[data-file-drop]")?.querySelector("[data-file-names]");
  if (names) names.textContent = [...input.files].map((file) => `${file.name} (${sizeOf(file)})`).join(", ");
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const area = event.target.closest?.("[data-file-drop]");
    if (!area) return;
    event.preventDefault();
    area.querySelector(".file-drop")?.classList.toggle("is-over", kind === "dragover");
    if (kind !== "drop") return;
    const input = area.querySelector("[data-file-input]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
