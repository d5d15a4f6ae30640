// The dialog that asks for a link's address, and what its answer does to the text.

const HOST = /^(?=[\w-]+(\.[\w-]+)+(\/|$))/; // "example.org/x" is meant as an address

export function ask(editor, dialog) {
  const { href } = dialog.querySelector("form").elements;
  // The dialog takes the focus, and with it the selection.
  const { from, to } = editor.state.selection;
  const inLink = editor.isActive("link");

  function answered() {
    const address = href.value.trim().replace(HOST, "https://");
    const chain = editor.chain().focus().setTextSelection({ from, to });
    if (dialog.returnValue === "set" && address && from === to && !inLink) {
      const marks = [{ type: "link", attrs: { href: address } }];
      chain.insertContent({ type: "text", text: address, marks });
    } else if (dialog.returnValue === "set" && address) {
      chain.extendMarkRange("link").setLink({ href: address }).setTextSelection(to);
    } else if (dialog.returnValue !== "cancel") {
      chain.extendMarkRange("link").unsetLink();
    }
    chain.run();
  }

  href.value = editor.getAttributes("link").href ?? "";
  dialog.returnValue = "cancel";
  dialog.addEventListener("close", answered, { once: true });
  dialog.showModal();
}
