// The reply form that htmx puts below a comment: one at a time, Escape or [data-dismiss] closes it
// and gives the focus back to the link that opened it.
const formBelow = (link) => link.closest(".comment__actions")?.parentElement.querySelector(":scope > form.write");

const close = (form) => {
  const link = form.previousElementSibling?.querySelector("a");
  form.remove();
  link?.focus();
};

document.addEventListener("htmx:beforeRequest", (event) => {
  const open = formBelow(event.target);
  if (!open) return;
  event.preventDefault();
  open.elements.body.focus();
});

document.addEventListener("htmx:load", (event) => {
  const form = event.detail.elt.closest("form.write");
  (form?.elements.name ?? form?.elements.body)?.focus();
});

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-dismiss]")?.closest(".comment > form.write");
  if (!form) return;
  event.preventDefault();
  close(form);
});

document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target.closest(".comment > form.write");
  if (form) close(form);
});
