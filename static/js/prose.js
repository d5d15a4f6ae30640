// Rich text for editors: a Tiptap editor in front of each [data-prose] textarea, which is what is
// sent. The toolbar is prose-tools.js; what goes in and comes out is looked after by prose-html.js.
import { extensions, isFaithful, tidy, unstyled } from "./prose-html.js";
import { equip } from "./prose-tools.js";

for (const box of document.querySelectorAll("[data-prose]")) {
  const field = box.querySelector("textarea");
  const note = box.querySelector("[data-note=lossy]");
  const tiptap = await import(box.dataset.prose);
  const furniture = box.querySelector("template").content.cloneNode(true);
  const [tools, dialog] = furniture.children;
  const page = Object.assign(document.createElement("div"), { className: "prose-editor__page" });
  const label = document.querySelector(`label[for="${field.id}"]`);
  label.id ||= `${field.id}_label`;

  const editor = new tiptap.Editor({
    element: page,
    injectCSS: false, // our stylesheet has it; a <style> would break the content security policy
    extensions: extensions(tiptap),
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id },
      transformPastedHTML: unstyled,
    },
    onUpdate: () => (field.value = tidy(editor.getHTML())),
  });

  function show(source) {
    const lossy = !source && !isFaithful(tiptap, field.value);
    source ||= lossy;
    if (!source) {
      const quietly = editor.chain().setMeta("addToHistory", false);
      quietly.setContent(unstyled(field.value), { emitUpdate: false }).run();
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
