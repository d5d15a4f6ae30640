// Rich text for editors: a Tiptap editor in front of each [data-prose] textarea, which is what is
// sent. The toolbar is prose-tools.js; what the editor would lose is found by prose-faithful.js.
import { extensions, isFaithful } from "./prose-faithful.js";
import { equip } from "./prose-tools.js";

for (const box of document.querySelectorAll("[data-prose]")) {
  const field = box.querySelector("textarea");
  const note = box.querySelector("[data-note=lossy]");
  const tiptap = await import(box.dataset.prose);
  const chrome = box.querySelector("template").content.cloneNode(true);
  const tools = chrome.querySelector("[role=toolbar]");
  const dialog = chrome.querySelector("dialog");
  const page = Object.assign(document.createElement("div"), { className: "prose__page" });
  const label = document.querySelector(`label[for="${field.id}"]`);
  label.id ||= `${field.id}_label`;

  const editor = new tiptap.Editor({
    element: page,
    injectCSS: false,
    extensions: extensions(tiptap),
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id },
    },
    onUpdate: () => (field.value = editor.isEmpty ? "" : editor.getHTML()),
  });

  function show(source) {
    const lossy = !source && !isFaithful(tiptap, field.value);
    source ||= lossy;
    if (!source) {
      const update = { emitUpdate: false };
      editor.chain().setMeta("addToHistory", false).setContent(field.value, update).run();
    }
    note.hidden = !lossy;
    field.hidden = !source;
    page.hidden = source;
    box.toggleAttribute("data-source", source);
  }

  equip(editor, tools, dialog, () => show(!box.hasAttribute("data-source")));
  label.addEventListener("click", () => box.hasAttribute("data-source") || editor.commands.focus());
  field.before(tools, page);
  document.body.append(dialog);
  show(false);
}
