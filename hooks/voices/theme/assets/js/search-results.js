// What was found, as groups of links. An item is {title, url, text, facts, language, away} or a promise of one.
import { marked } from "./search-words.js";

const SHOWN_WORDS = 30;
const LEAD_WORDS = 6;

// A heading and a list that shows its first items, and more of them on demand.
export async function group({ title, heading, items, first, more, language }) {
  const section = document.createElement("section");
  const name = document.createElement("h3");
  name.id = `search-group-${heading}`;
  name.textContent = title;
  section.setAttribute("aria-labelledby", name.id);
  const list = document.createElement("ul");
  if (language) list.lang = language;
  section.append(name, list);
  let shown = 0;
  const add = async (count) => {
    const next = await Promise.all(items.slice(shown, shown + count).map((item) => item()));
    shown += next.length;
    const rows = next.map(row);
    list.append(...rows);
    return rows[0];
  };
  await add(first);
  if (shown < items.length) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = more;
    button.setAttribute("aria-describedby", name.id);
    button.addEventListener("click", async () => {
      const row = await add(first * 2);
      row.querySelector("a").focus();
      if (shown >= items.length) button.remove();
    });
    section.append(button);
  }
  return section;
}

function row(item) {
  const place = document.createElement("li");
  place.className = "hit";
  const link = document.createElement("a");
  link.href = item.url;
  link.append(marked(item.title, item.isWanted));
  if (item.away) {
    link.rel = "noopener";
    link.append(" ", hidden("↗"));
  }
  place.append(link);
  if (item.text) place.append(paragraph("hit__text", marked(item.text, item.isWanted)));
  const facts = item.facts.filter(Boolean);
  if (facts.length) {
    const line = paragraph("hit__facts", "");
    for (const fact of facts) {
      const part = document.createElement("span");
      part.append(marked(fact, item.factsWanted || (() => false)));
      line.append(part);
    }
    if (item.factsLanguage) line.lang = item.factsLanguage;
    place.append(line);
  }
  return place;
}

function paragraph(name, content) {
  const made = document.createElement("p");
  made.className = name;
  made.append(content);
  return made;
}

function hidden(text) {
  const made = document.createElement("span");
  made.setAttribute("aria-hidden", "true");
  made.textContent = text;
  return made;
}

// The words around the densest hits in the text itself; "" where it was found only beyond it (title, names, folded copies).
export function excerpt(content, locations, count) {
  const words = content.split(/\s+/);
  const hits = locations.filter((place) => place < count);
  if (!hits.length) return "";
  let best = hits[0];
  let most = 0;
  for (const start of hits) {
    const inside = hits.filter((place) => place >= start && place < start + SHOWN_WORDS - LEAD_WORDS).length;
    if (inside > most) [best, most] = [start, inside];
  }
  const begin = Math.max(0, Math.min(best - LEAD_WORDS, count - SHOWN_WORDS));
  const end = Math.min(count, begin + SHOWN_WORDS);
  return `${begin ? "… " : ""}${words.slice(begin, end).join(" ")}${end < count ? " …" : ""}`;
}
