// What the editor knows, and whether a text comes out of it as it went in.

const KEPT = ["href", "title", "src", "alt", "width", "height", "start", "cite", "colspan", "rowspan"];
// Paragraphs may be added where text stood bare, and <code> inside <pre>: that loses nothing.
const FREE = "p, pre > code";

export function extensions(t) {
  const local = { openOnClick: false, autolink: false, HTMLAttributes: { rel: null, target: null } };
  return [
    // A picture may be a link, alone in the text or in a figure.
    t.Document.extend({ marks: "link" }), t.Figure.extend({ marks: "link" }), t.Image, t.Caption,
    t.Paragraph, t.Text, t.HardBreak, t.Heading.configure({ levels: [2, 3, 4] }),
    t.Bold, t.Italic, t.Strike, t.Subscript, t.Superscript, t.Code, t.Link.configure(local),
    t.BulletList, t.OrderedList, t.ListItem, t.Blockquote, t.CodeBlock, t.HorizontalRule,
    t.History, t.Dropcursor, t.Gapcursor,
  ];
}

export function isFaithful(t, html) {
  const known = extensions(t);
  return inventory(html) === inventory(t.generateHTML(t.generateJSON(html, known), known));
}

function inventory(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const elements = [...body.querySelectorAll(`:not(${FREE})`)].map((element) =>
    [element.localName, ...KEPT.map((name) => element.getAttribute(name) ?? "")].join(" "),
  );
  return [body.textContent.replace(/\s+/g, ""), ...elements.sort()].join("\n");
}
