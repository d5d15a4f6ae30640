// The reasons for a removal: details[data-closes] closes with Escape and with a click elsewhere.
const opened = () => document.querySelector("details[data-closes][open]");

document.addEventListener("keydown", (event) => {
  const details = opened();
  if (event.key !== "Escape" || event.isComposing || !details) return;
  details.open = false;
  details.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  const details = opened();
  if (details && !details.contains(event.target)) details.open = false;
});
