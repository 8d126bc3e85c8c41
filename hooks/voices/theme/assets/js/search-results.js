// Draws groups of links. An item is {title, url, text, facts, factsLanguage, away, isWanted}, made when it is to be shown.
import { marked } from "./search-words.js";

// A heading and a list that shows its first items, and more of them on demand.
export async function drawGroup({ id, title, items, first, more, language = "" }) {
  const section = element("section", "");
  const name = heading(title, `search-group-${id}`);
  section.setAttribute("aria-labelledby", name.id);
  const list = element("ul", "");
  if (language) list.lang = language;
  section.append(name, list);
  let shown = 0;
  const add = async (count) => {
    const rows = (await Promise.all(items.slice(shown, shown + count).map((make) => make()))).map(drawHit);
    shown += rows.length;
    list.append(...rows);
    return rows[0];
  };
  await add(first);
  if (shown < items.length) {
    const button = element("button", "quiet", more);
    button.type = "button";
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

// Links as chips, for the time before a word is typed.
export function drawChips(title, links) {
  const name = heading(title, "search-begin");
  const list = element("ul", "chips");
  list.setAttribute("aria-labelledby", name.id);
  for (const { label, url } of links) {
    const link = element("a", "", label);
    link.href = url;
    const place = element("li", "");
    place.append(link);
    list.append(place);
  }
  return [name, list];
}

function drawHit({ title, url, text, facts, factsLanguage, away, isWanted }) {
  const hit = element("li", "hit");
  const link = element("a", "", marked(title, isWanted));
  link.href = url;
  if (away) {
    const arrow = element("span", "", " ↗");
    arrow.setAttribute("aria-hidden", "true");
    link.rel = "noopener";
    link.append(arrow);
  }
  hit.append(link);
  if (text) hit.append(element("p", "hit__text", marked(text, isWanted)));
  const line = element("p", "hit__facts");
  if (factsLanguage) line.lang = factsLanguage;
  for (const fact of facts.filter(Boolean)) line.append(element("span", "", marked(fact, isWanted)));
  if (line.hasChildNodes()) hit.append(line);
  return hit;
}

function heading(title, id) {
  const made = element("h3", "", title);
  made.id = id;
  return made;
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}
