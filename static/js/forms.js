// [data-disable-on-submit]: a form is sent once. [data-warn-unsaved]: leaving with unsaved work asks.
// [data-error-summary]: errors are read first. [data-submit-on-change]: filters apply at once.
const changed = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  changed.delete(form);
  if (!form.matches("[data-disable-on-submit]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  form.dataset.sent = "true";
  form.setAttribute("aria-busy", "true");
  // After this turn, so that the name of the pressed button is still sent.
  setTimeout(() => {
    for (const button of form.querySelectorAll("[type=submit], button:not([type])")) {
      button.disabled = true;
      button.classList.add("is-busy");
    }
  });
});

// A page shown again by the back button, and a fragment swapped by htmx, can be sent again.
const release = (root) => {
  for (const form of root.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    for (const button of form.querySelectorAll(".is-busy")) {
      button.disabled = false;
      button.classList.remove("is-busy");
    }
  }
};
window.addEventListener("pageshow", () => release(document));
document.addEventListener("htmx:afterRequest", () => release(document));

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-warn-unsaved]")) changed.add(form);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form?.requestSubmit();
});

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

document.querySelector("[data-error-summary]")?.focus();
