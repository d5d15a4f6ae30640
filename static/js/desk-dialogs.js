// Dialogs: [data-opens] names the one that its click opens, and one that htmx fills opens by itself.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  // What is no part of its inside is the dialog itself: the dimmed page around it.
  if (event.target.matches("dialog")) event.target.close();
});

document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  const dialog = target.closest("dialog");
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
});
