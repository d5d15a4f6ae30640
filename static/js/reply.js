// The reply form that htmx puts below a comment: one at a time, Escape or [data-dismiss] closes it
// and gives the focus back to the link that opened it. Where htmx fails, the link works as a link.
const OPENED = ":is(form.write, [data-closed])";

const openedAt = (element) => element.closest(".comment")?.querySelector(`:scope > ${OPENED}`);
const close = (opened) => {
  const link = opened.parentElement.querySelector(":scope > .comment__own .comment__actions a");
  opened.remove();
  link?.focus();
};

document.addEventListener("click", (event) => {
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (elsewhere && event.target.closest("[hx-get]")) event.stopPropagation();
}, { capture: true });

document.addEventListener("htmx:beforeRequest", (event) => {
  const opened = openedAt(event.target);
  if (!opened) return;
  event.preventDefault();
  (opened.elements?.body ?? opened).focus();
});
const follow = (event) => location.assign(event.detail.elt.href);
document.addEventListener("htmx:responseError", follow);
document.addEventListener("htmx:sendError", follow);

document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt.matches(`.comment > ${OPENED}`)) (elt.elements?.name ?? elt.elements?.body ?? elt).focus();
});
document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-dismiss]")?.closest(".comment > form.write");
  if (!form) return;
  event.preventDefault();
  close(form);
});
document.addEventListener("keydown", (event) => {
  const opened = event.key === "Escape" && !event.isComposing && openedAt(event.target);
  if (opened) close(opened);
});
