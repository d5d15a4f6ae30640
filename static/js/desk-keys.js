// A key presses the button that carries it: [data-key]. Never while somebody types or chooses, never
// with Ctrl, Alt or Command, never under a dialog, and not at all where [data-keys-off] stands.
// Before that, desk:key asks whether somebody else has taken it.
const WRITES = "textarea, select, [contenteditable], input:not([type=checkbox])";
const HELD_DOWN = "jk"; // whoever holds another key down means it once

const isMeant = (event) => {
  const { ctrlKey, altKey, metaKey, defaultPrevented, isComposing, repeat, shiftKey } = event;
  if (ctrlKey || altKey || metaKey || defaultPrevented || isComposing) return false;
  if (repeat && !HELD_DOWN.includes(event.key)) return false;
  if (shiftKey && /^[a-z0-9]$/i.test(event.key)) return false; // "?" and "/" may need it
  return !event.target.closest(WRITES) && !document.querySelector("dialog[open]");
};

const carrierOf = (key) =>
  [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(
    (element) =>
      !element.disabled && !element.closest("[inert]") && element.getClientRects().length,
  );

document.addEventListener("keydown", (event) => {
  if (document.documentElement.hasAttribute("data-keys-off") || !isMeant(event)) return;
  const key = event.key.toLowerCase();
  const asked = new CustomEvent("desk:key", { detail: key, cancelable: true });
  if (!document.dispatchEvent(asked)) return;
  const carrier = carrierOf(key);
  if (!carrier) return;
  event.preventDefault();
  if (carrier.type === "search") carrier.focus();
  else carrier.click();
});
