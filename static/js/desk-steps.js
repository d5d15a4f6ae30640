// To the next or the previous row of the list as it is now: [data-step]. At its end comes the next
// page: [data-more].
document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const links = [...document.querySelectorAll(".row__link")];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = links[here + Number(step.dataset.step)];
  if (next) next.click();
  else if (step.dataset.step === "1") document.querySelector("[data-more]")?.click();
});
