// Keeps what a reader typed if the page goes away before it is sent: form[data-keep-draft].
// A draft is forgotten when the comment it became is on the page. Nothing else is stored.
const FIELDS = ["name", "email", "subject", "body"];
const SENT = "draft-sent"; // the draft, and the fragment of the page it was sent from
const item = (draft, name) => `draft:${draft}:${name}`;

const storage = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return null; // the browser denies it
  }
})();

const keep = (form) => {
  const draft = form.dataset.keepDraft;
  for (const name of FIELDS.filter((name) => form.elements[name])) {
    const field = form.elements[name];
    if (!field.value) field.value = storage.getItem(item(draft, name)) ?? "";
    field.addEventListener("input", () => storage.setItem(item(draft, name), field.value));
  }
  form.addEventListener("submit", () => storage.setItem(SENT, draft + location.hash));
};

if (storage) {
  const [draft, fragment] = storage.getItem(SENT)?.split("#") ?? [];
  const comment = /^#(comment-\d+)$/.exec(location.hash)?.[1];
  const arrived = (comment && comment !== fragment) || document.querySelector("[data-receipt]");
  if (draft && arrived) for (const name of FIELDS) storage.removeItem(item(draft, name));
  storage.removeItem(SENT);
  storage.removeItem("htmx-current-path-for-history"); // htmx writes it even without a history

  document.querySelectorAll("form[data-keep-draft]").forEach(keep);
  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (elt.matches("form[data-keep-draft]")) keep(elt);
  });
}
