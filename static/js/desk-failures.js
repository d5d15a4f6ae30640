// What htmx could not do is said in words; and where the session is over, the page asks to sign in.
const say = () => {
  const status = document.getElementById("desk-said");
  if (status) status.textContent = status.dataset.failed;
};
document.addEventListener("htmx:responseError", say);
document.addEventListener("htmx:sendError", say);

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const asked = new URL(requestConfig.path, location.href).pathname;
  if (!xhr.responseURL || new URL(xhr.responseURL).pathname === asked) return;
  event.detail.shouldSwap = false;
  location.reload();
});
