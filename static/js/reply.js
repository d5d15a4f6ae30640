// The reply form that htmx puts below a comment: one at a time, Escape or [data-dismiss] closes it
// and gives the focus back to the link that opened it.
const IN_PLACE = ".comment > form.write";

const formOf = (element) => element.closest(".comment")?.querySelector(":scope > form.write");

const close = (form) => {
  const link = form.parentElement.querySelector(":scope > .comment__own .comment__actions a");
  form.remove();
  link?.focus();
};

document.addEventListener("htmx:beforeRequest", (event) => {
  const open = formOf(event.target);
  if (!open) return;
  event.preventDefault();
  open.elements.body.focus();
});

document.addEventListener("htmx:load", (event) => {
  const form = event.detail.elt;
  if (form.matches(IN_PLACE)) (form.elements.name ?? form.elements.body).focus();
});

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-dismiss]")?.closest(IN_PLACE);
  if (!form) return;
  event.preventDefault();
  close(form);
});

document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && formOf(event.target);
  if (form) close(form);
});
