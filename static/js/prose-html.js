// The editor's HTML: what it knows, whether a text comes out as it went in, and tidying both ways.

const KEPT = ["href", "title", "src", "alt", "width", "height", "start", "cite", "colspan", "rowspan"];
// Paragraphs may be added where text stood bare, and <code> inside <pre>: that loses nothing.
const FREE = "p, pre > code";

const parse = (html) => new DOMParser().parseFromString(unstyled(html), "text/html").body;

export function extensions(t) {
  const plain = { openOnClick: false, autolink: false, HTMLAttributes: { rel: null, target: null } };
  return [
    // A picture may be a link, alone in the text or in a figure.
    t.Document.extend({ marks: "link" }), t.Figure.extend({ marks: "link" }), t.Image, t.Caption,
    t.Paragraph, t.Text, t.HardBreak, t.Heading.configure({ levels: [2, 3, 4] }),
    t.Bold, t.Italic, t.Strike, t.Subscript, t.Superscript, t.Code,
    // The bundle's own dialog for links is in English and unstyled; prose-tools.js has ours.
    t.Link.extend({ addKeyboardShortcuts: () => ({}) }).configure(plain),
    t.BulletList, t.OrderedList, t.ListItem, t.Blockquote, t.CodeBlock, t.HorizontalRule,
    t.History, t.Dropcursor, t.Gapcursor,
  ];
}

export function isFaithful(t, html) {
  const known = extensions(t);
  return inventory(html) === inventory(t.generateHTML(t.generateJSON(unstyled(html), known), known));
}

function inventory(html) {
  const body = parse(html);
  const elements = [...body.querySelectorAll(`:not(${FREE})`)].map((element) => {
    const kept = KEPT.map((name) => element.getAttribute(name) ?? "");
    // A picture within a line of text would become a block of its own.
    const line = element.matches("img") && element.closest("p")?.textContent.trim() && "in a line";
    return [element.localName, ...kept, line].join(" ");
  });
  return [body.textContent.replace(/\s+/g, ""), ...elements.sort()].join("\n");
}

// Without style attributes, of which the browser would report each as a breach of the policy.
export function unstyled(html) {
  return html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, "");
}

// Without paragraphs that hold nothing, and without those that only line a list's items.
export function tidy(html) {
  const body = parse(html);
  for (const p of body.querySelectorAll("li > p:first-child:not(:has(~ p))")) {
    p.replaceWith(...p.childNodes);
  }
  for (const p of body.querySelectorAll("p:empty")) p.remove();
  return body.innerHTML;
}
