// Asks while the page is looked at whether its discussion has new comments: [data-news]. Offers
// once to show them, in a place that is kept free; nothing moves, nothing is loaded by itself.
const ASKS = 80; // about an hour
const LONGEST = 900000; // ms between two of them where the site does not answer

const seen = () => document.hidden && new Promise((done) => {
  document.addEventListener("visibilitychange", done, { once: true });
});
const ask = async (url) => {
  try {
    const answer = await fetch(url, { credentials: "omit" }); // one answer for members and guests
    return answer.ok && await answer.json();
  } catch {
    return null;
  }
};

const offer = (box, { version, last }, n) => {
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const links = [...box.querySelector("template").content.children];
  const like = ({ dataset }) => plural.select(dataset.n) === plural.select(n);
  const link = links.find(like) ?? links.at(-1);
  link.textContent = link.textContent.replace("{n}", n);
  link.href = `/c/${last}/?version=${version}`;
  box.append(link);
};

document.querySelectorAll("[data-news]").forEach(async (box) => {
  const { news, version, count, every } = box.dataset;
  for (let asks = 0, wait = every * 1000; asks < ASKS; asks++) {
    await new Promise((done) => setTimeout(done, wait * (1 + Math.random())));
    await seen();
    const now = await ask(news);
    const n = now && now.version > version ? now.count - count : 0;
    if (n > 0) return offer(box, now, n);
    if (now && !now.open) return;
    wait = now ? every * 1000 : Math.min(wait * 2, LONGEST);
  }
});
