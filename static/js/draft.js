// Keeps what a reader typed if the page goes away before it is sent: form[data-keep-draft].
// A draft is forgotten when the comment it became is on the page.
const stored = (key) => `draft:${key}`;
const sent = "draft-sent";

const keep = (form) => {
  const key = stored(form.dataset.keepDraft);
  const field = form.elements.body;
  if (!field.value) field.value = sessionStorage.getItem(key) ?? "";
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  form.addEventListener("submit", () => sessionStorage.setItem(sent, key));
};

const arrived = /^#comment-\d+$/.test(location.hash) || document.querySelector("[data-receipt]");
if (arrived && sessionStorage.getItem(sent)) sessionStorage.removeItem(sessionStorage.getItem(sent));
sessionStorage.removeItem(sent);

document.querySelectorAll("form[data-keep-draft]").forEach(keep);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches("form[data-keep-draft]")) keep(event.detail.elt);
});
