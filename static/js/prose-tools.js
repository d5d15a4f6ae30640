// The editor's toolbar: a button a tool, pressed where its format is on; arrow keys move along it.
import { ask } from "./prose-link.js";

const TOOLS = {
  heading2: [(c) => c.toggleHeading({ level: 2 }), "heading", { level: 2 }],
  heading3: [(c) => c.toggleHeading({ level: 3 }), "heading", { level: 3 }],
  heading4: [(c) => c.toggleHeading({ level: 4 }), "heading", { level: 4 }],
  bold: [(c) => c.toggleBold(), "bold"],
  italic: [(c) => c.toggleItalic(), "italic"],
  code: [(c) => c.toggleCode(), "code"],
  bulletList: [(c) => c.toggleBulletList(), "bulletList"],
  orderedList: [(c) => c.toggleOrderedList(), "orderedList"],
  blockquote: [(c) => c.toggleBlockquote(), "blockquote"],
  horizontalRule: [(c) => c.setHorizontalRule()],
  undo: [(c) => c.undo()],
  redo: [(c) => c.redo()],
};

export function equip(editor, tools, dialog, toggleSource) {
  const buttons = [...tools.querySelectorAll("button")];
  const own = { link: () => ask(editor, dialog), source: toggleSource };

  function refresh() {
    for (const button of buttons) {
      const [run, name, attributes] = TOOLS[button.dataset.tool] ?? [null, button.dataset.tool];
      if (name && name !== "source") {
        button.setAttribute("aria-pressed", editor.isActive(name, attributes));
      }
      if (run) button.setAttribute("aria-disabled", !run(editor.can().chain()).run());
    }
  }

  for (const button of buttons) {
    button.setAttribute("aria-label", button.title);
    button.tabIndex = button === buttons[0] ? 0 : -1;
    button.addEventListener("click", () => {
      const [run] = TOOLS[button.dataset.tool] ?? [];
      if (button.dataset.tool !== "source" && tools.closest("[data-source]")) return;
      if (!run) return own[button.dataset.tool]();
      editor.view.focus(); // at once: Tiptap waits a frame, in which a key pressed would be lost
      run(editor.chain().focus()).run();
    });
  }
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const from = document.activeElement;
    const to = buttons.at((buttons.indexOf(from) + step) % buttons.length);
    [from.tabIndex, to.tabIndex] = [-1, 0];
    to.focus();
  });
  editor.on("transaction", refresh);
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    own.link();
  });
  refresh();
}
