// [data-date]: 31122026, 31-12-2026 and 5/3/26 become 31/12/2026, 31/12/2026 and 05/03/2026 when the field is left.
const pad = (number) => String(number).padStart(2, "0");

function tidy(text) {
  const digits = text.match(/^(\d{2})(\d{2})(\d{4}|\d{2})$/);
  const parts = digits ?? text.match(/^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})$/);
  if (!parts) return null;
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  const year = parts[3].length === 2 ? 2000 + Number(parts[3]) : Number(parts[3]);
  const date = new Date(year, month - 1, day);
  if (date.getMonth() !== month - 1 || date.getDate() !== day) return null;
  return `${pad(day)}/${pad(month)}/${year}`;
}

document.addEventListener("focusout", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-date]")) return;
  const text = field.value.trim();
  const date = text === "" ? "" : tidy(text);
  field.setCustomValidity(date === null ? "Ngày ghi theo mẫu 31/12/2026." : "");
  if (date) field.value = date;
});
