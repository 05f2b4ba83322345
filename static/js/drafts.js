// [data-keep-draft="key"]: typed text stays in this browser until the form is accepted, also over an ended session.
// Kept for the person who typed it; signing out clears it. Passwords and files are never kept.
const person = document.body.dataset.person;
const PREFIX = "draft:";
const SENT = "draft-sent";
const nameOf = (form) => `${PREFIX}${person}:${location.pathname}:${form.dataset.keepDraft}`;
const isKept = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !["password", "file", "hidden", "submit", "button"].includes(field.type);

function valuesOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (!isKept(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (values[field.name] ??= []).push(field.value);
      else values[field.name] ??= [];
    } else if (field.multiple) values[field.name] = [...field.selectedOptions].map((option) => option.value);
    else values[field.name] = field.value;
  }
  return values;
}

function restore(form, values) {
  let differs = false;
  for (const field of form.elements) {
    if (!isKept(field) || !(field.name in values)) continue;
    const kept = values[field.name];
    if (field.type === "checkbox" || field.type === "radio") {
      const checked = kept.includes(field.value);
      differs ||= field.checked !== checked;
      field.checked = checked;
    } else if (field.multiple) {
      for (const option of field.options) {
        differs ||= option.selected !== kept.includes(option.value);
        option.selected = kept.includes(option.value);
      }
    } else if (field.value !== kept) {
      differs = true;
      field.value = kept;
    }
  }
  return differs;
}

function announce(form, original) {
  const note = document.createElement("p");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = "Đã lấy lại nội dung đang nhập dở trên máy này.";
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn btn-sm";
  undo.textContent = "Bỏ nội dung này";
  undo.addEventListener("click", () => {
    restore(form, original);
    localStorage.removeItem(nameOf(form));
    note.remove();
  });
  note.append(words, undo);
  form.prepend(note);
}

const readSent = () => JSON.parse(sessionStorage.getItem(SENT) ?? "[]");

function start() {
  if (document.querySelector("[data-signed-out]")) {
    // The session ended before the form arrived: what was sent was not accepted.
    sessionStorage.removeItem(SENT);
    return;
  }
  if (!person) return;
  const forms = [...document.querySelectorAll("form[data-keep-draft]")];
  const refused = new Set(forms.filter((form) => form.querySelector(".is-invalid, [data-error-summary]")).map(nameOf));
  for (const name of readSent()) {
    if (!refused.has(name)) localStorage.removeItem(name);
  }
  sessionStorage.removeItem(SENT);
  for (const form of forms) {
    const kept = localStorage.getItem(nameOf(form));
    if (kept === null || refused.has(nameOf(form))) continue;
    const original = valuesOf(form);
    if (restore(form, JSON.parse(kept))) announce(form, original);
  }
}

let timer;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!person || !form?.matches("[data-keep-draft]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => localStorage.setItem(nameOf(form), JSON.stringify(valuesOf(form))), 300);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX)) localStorage.removeItem(name);
    }
  } else if (person && form.matches("[data-keep-draft]")) {
    clearTimeout(timer);
    localStorage.setItem(nameOf(form), JSON.stringify(valuesOf(form)));
    sessionStorage.setItem(SENT, JSON.stringify([...readSent(), nameOf(form)]));
  }
});

start();
