// What the browser adds to the moderators' desk. Everything works without.
import "./desk-keys.js";
import "./desk-later.js";
import "./desk-switch.js";
import "./desk-card.js";
import "./desk-steps.js";
import "./desk-reasons.js";
import "./desk-dialogs.js";
import "./desk-marks.js";
import "./desk-scripted.js";
import "./desk-failures.js";
