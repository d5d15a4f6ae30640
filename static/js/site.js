// What the browser adds to a discussion. Everything works without.
import "./draft.js";
import "./once.js";
import "./moved.js";
import "./reply.js";
import "./news.js";
