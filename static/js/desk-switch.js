// The switch that turns the keys off in this browser: [data-keys-switch]. Shown where there is
// somewhere to remember it.
const OFF = "desk-keys-off";
const root = document.documentElement;

const storage = (() => {
  try {
    return window.localStorage;
  } catch {
    return null; // the browser denies it
  }
})();

root.toggleAttribute("data-keys-off", storage?.getItem(OFF) === "true");

for (const place of storage ? document.querySelectorAll("[data-keys-switch]") : []) {
  const box = place.querySelector("input");
  place.hidden = false;
  box.checked = !root.hasAttribute("data-keys-off");
  box.addEventListener("change", () => {
    root.toggleAttribute("data-keys-off", !box.checked);
    storage.setItem(OFF, String(!box.checked));
  });
}
