// Draws groups of links. An item is {key, make}; what it makes when it is to be shown is {title, url, text, facts,
// factsLanguage, away, isWanted}.
import { marked } from "./search-words.js";

// A heading and a list that shows its first items, and more of them on demand. It is shown again as more is found.
export class Group {
  constructor({ id, title, first, more, language = "" }) {
    this.section = element("section", "");
    this.list = element("ul", "");
    this.rows = new Map();
    this.items = [];
    this.limit = first;
    this.step = first * 2;
    const name = heading(title, `search-group-${id}`);
    this.section.setAttribute("aria-labelledby", name.id);
    if (language) this.list.lang = language;
    this.button = element("button", "quiet", more);
    this.button.type = "button";
    this.button.hidden = true;
    this.button.setAttribute("aria-describedby", name.id);
    this.button.addEventListener("click", () => this.showMore());
    this.section.append(name, this.list, this.button);
  }

  // The items, best first. Rows that are shown stay where they are if ``isHeld()``: someone is reading or choosing there.
  // ``place`` is called when there is something to see; nothing is done once ``isStale()``.
  async show(items, { isStale, isHeld, place }) {
    this.items = items;
    const wanted = this.arranged(isHeld()).slice(0, this.limit);
    const rows = wanted.map((item) => this.row(item));
    if (!this.list.hasChildNodes() && rows.length) {
      // The first is seen while the others are still on their way.
      const row = await rows[0];
      if (isStale()) return;
      this.list.append(row);
      place(this.section);
    }
    await Promise.all(rows);
    if (isStale() || this.items !== items) return;
    // By now someone may have come, or asked for more.
    await this.put(this.arranged(isHeld()).slice(0, this.limit));
  }

  // The items in the order to be shown.
  arranged(isHeld) {
    if (!isHeld) return this.items;
    const shown = [...this.list.children].map((row) => ({ key: row.dataset.key }));
    const keys = new Set(shown.map((item) => item.key));
    return [...shown, ...this.items.filter((item) => !keys.has(item.key))];
  }

  async put(items) {
    const rows = await Promise.all(items.map((item) => this.row(item)));
    // Only what is not in its place is moved, so that a row with the focus in it keeps it.
    for (const [at, row] of rows.entries()) {
      if (this.list.children[at] !== row) this.list.insertBefore(row, this.list.children[at] ?? null);
    }
    while (this.list.children.length > rows.length) this.list.lastChild.remove();
    this.button.hidden = this.arranged(true).length <= rows.length;
    return rows;
  }

  async row(item) {
    if (!this.rows.has(item.key)) this.rows.set(item.key, item.make().then((made) => drawHit(item.key, made)));
    return this.rows.get(item.key);
  }

  async showMore() {
    const before = this.list.children.length;
    this.limit = before + this.step;
    const rows = await this.put(this.arranged(true).slice(0, this.limit));
    rows[before]?.querySelector("a").focus();
  }
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

function drawHit(key, { title, url, text, facts, factsLanguage, away, isWanted }) {
  const hit = element("li", "hit");
  hit.dataset.key = key;
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
