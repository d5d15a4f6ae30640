// What is of use with scripts alone is hidden without: [data-scripted].
const reveal = (root) => {
  for (const element of root.querySelectorAll("[data-scripted]")) element.hidden = false;
};

reveal(document);
document.addEventListener("htmx:load", ({ detail: { elt } }) => reveal(elt));
