// Undo, pressed while the server is at work, is not lost: it is pressed again once the answer is
// there. Unless that was a decision that came to nothing: undo would take back the one before.
const UNDO = "z";
let underWay = null; // of the requests that wait for one another
let pressed = null;

const button = () => document.querySelector(`#desk-undo [data-key="${UNDO}"]`);
const undoes = () => button() && new URL(button().form.action).pathname;

document.addEventListener("desk:key", (event) => {
  if (event.detail !== UNDO || !underWay) return;
  pressed = { decides: underWay.verb === "post", before: undoes() };
  event.preventDefault();
});

const pressAgain = () => {
  if (!pressed || underWay) return;
  const { decides, before } = pressed;
  pressed = null;
  if (!decides || undoes() !== before) return button()?.click();
  const { notUndone } = document.getElementById("desk-undo").dataset;
  document.getElementById("desk-said").append(` ${notUndone}`);
};

document.addEventListener("htmx:beforeSend", ({ target, detail }) => {
  if (target.matches("[hx-sync]")) underWay = { xhr: detail.xhr, verb: detail.requestConfig.verb };
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr !== underWay?.xhr) return;
  underWay = null;
  if (!detail.successful) pressed = null;
  setTimeout(pressAgain); // htmx lets the next request pass only after this event
});
