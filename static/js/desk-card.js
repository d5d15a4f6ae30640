// Which comment is looked at: the row that was clicked last, or that of the card that htmx brought,
// which gets the focus. Until that is there, the old one takes no decision. #card[data-pk], #row-…
const linkOf = (pk) => document.querySelector(`#row-${pk} .row__link`);

const bringIntoSight = (row) => {
  const rows = row.parentElement;
  const above = row.offsetTop - rows.scrollTop;
  const below = above + row.offsetHeight - rows.clientHeight;
  if (above < 0) rows.scrollTop += above;
  else if (below > 0) rows.scrollTop += below;
};

const makeCurrent = (link) => {
  for (const other of document.querySelectorAll(".row__link[aria-current]")) {
    other.removeAttribute("aria-current");
    delete other.closest(".row").querySelector("[type=checkbox]").dataset.key;
  }
  const card = document.getElementById("card");
  card.inert = Boolean(link) && link !== linkOf(card.dataset.pk); // another one is on its way
  if (!link) return;
  link.setAttribute("aria-current", "true");
  link.closest(".row").querySelector("[type=checkbox]").dataset.key = "x";
  bringIntoSight(link.closest(".row"));
  history.replaceState(null, "", link.href); // a reload finds it again
};

const followCard = () => makeCurrent(linkOf(document.getElementById("card").dataset.pk));
if (document.getElementById("card")) followCard();

for (const begin of ["click", "htmx:beforeRequest"]) { // a request may wait for another
  document.addEventListener(begin, ({ target }) => {
    if (target.closest(".row__link")) makeCurrent(target.closest(".row__link"));
  });
}
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (target.matches(".row__link[aria-current]") && !detail.successful) followCard();
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt } = detail.requestConfig;
  if (elt.matches(".row__link:not([aria-current])")) detail.shouldSwap = false; // walked past it
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "card") return;
  followCard();
  target.focus({ preventScroll: true });
  if (target.getBoundingClientRect().top < 0) target.scrollIntoView();
});
