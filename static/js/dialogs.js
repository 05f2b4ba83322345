// a[data-dialog="id"] opens the <dialog> instead of the page that asks; [data-dialog-close] closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  }
  event.target.closest("[data-dialog-close]")?.closest("dialog").close();
  // A press on the backdrop reports the dialog itself as its target.
  if (event.target.matches("dialog[open]")) event.target.close();
});
