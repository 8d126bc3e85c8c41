// The search box: asks the indexes as words are typed, shows what they find, and says how much it is.
import { Answers } from "./search-answers.js";
import { Indexes } from "./search-index.js";
import { drawChips, drawGroup } from "./search-results.js";

const PAUSE_MS = 90;
const FIRST = { names: 5, own: 8, other: 3, chips: 12 };

const dialog = document.querySelector("[data-search-dialog]");
const input = dialog.querySelector("[data-search-input]");
const selects = [...dialog.querySelectorAll("[data-search-filter]")];
const chosenCount = dialog.querySelector("[data-search-chosen]");
const status = dialog.querySelector("[data-search-count]");
const results = dialog.querySelector("[data-search-results]");
const labels = {
  results: dialog.dataset.wordResults,
  none: dialog.dataset.wordNone,
  failed: dialog.dataset.wordFailed,
  more: dialog.dataset.wordMore,
  names: dialog.dataset.wordNames,
  found: dialog.dataset.wordFound,
  blog: dialog.dataset.wordBlog,
  begin: dialog.dataset.wordBegin,
};
const { language } = dialog.dataset;
const base = new URL(dialog.dataset.root, location.href);
const indexes = new Indexes(base, language);
const plural = new Intl.PluralRules(language);
let latest = 0;
let timer = 0;
let opening = null;

const ready = () => {
  opening ??= indexes.open().then((map) => {
    fill(map);
    // The reader's own language is fetched while they still think of a word.
    const [own] = indexes.languages();
    if (own) indexes.load(own).catch(() => {});
    return new Answers(map, base, language, labels);
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
};

ready().catch(() => {});
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE_MS);
});
for (const select of selects) select.addEventListener("change", ask);
dialog.addEventListener("keydown", move);

export async function ask() {
  clearTimeout(timer);
  const turn = (latest += 1);
  const isStale = () => turn !== latest;
  try {
    const answers = await ready();
    if (!isStale()) await answer(answers, input.value.trim(), chosen(), isStale);
  } catch (error) {
    if (isStale()) return;
    status.textContent = labels.failed;
    console.warn(error);
  }
}

async function answer(answers, words, filters, isStale) {
  chosenCount.textContent = Object.keys(filters).length || "";
  if (!words && !Object.keys(filters).length) {
    status.textContent = "";
    results.replaceChildren(...beginnings(answers));
    return;
  }
  const { language: only, ...asked } = filters;
  const page = new Shown();
  const named = answers.named(words, filters);
  // Names stand in the map: they are there before any index is.
  if (named.length) await page.names(named, isStale);
  const [own, ...others] = indexes.languages().filter((code) => !only || code === only);
  const show = async (code, found) => {
    const items = found.map((result) => () => answers.voice(result, words, code));
    // The first are on their way while the last is looked at.
    for (const result of found.slice(0, FIRST.own)) result.data().catch(() => {});
    const count = await answers.sound(found, words);
    const title = indexes.languages().length > 1 ? answers.label("language", code) : labels.found;
    if (count) await page.voices(code, title, items.slice(0, count), isStale);
    if (isStale()) return;
    const known = new Set(named.map((item) => item.key));
    const people = await answers.described(await indexes.people(code, words, asked), words);
    const others = people.filter((item) => !known.has(item.key));
    if (others.length) await page.names([...named, ...others], isStale);
  };
  // The reader's own language first and alone: what it holds is there before the others are fetched.
  if (own) await show(own, await indexes.voices(own, words, asked));
  if (isStale()) return;
  const asking = others.map((code) => indexes.voices(code, words, asked));
  for (const one of asking) one.catch(() => {});
  for (const [at, code] of others.entries()) {
    await show(code, await asking[at]);
    if (isStale()) return;
  }
  if (!page.total) results.replaceChildren();
  status.textContent = page.total ? counted(page.total) : labels.none;
}

// What one query has brought on the page so far; what the query before brought stays until there is something to show.
class Shown {
  begun = false;
  group = null;
  counts = new Map();

  get total() {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  async names(items, isStale) {
    const made = items.map((item) => async () => item);
    const section = await this.draw({ id: "names", title: labels.names, items: made, first: FIRST.names });
    if (isStale()) return;
    if (this.group) this.group.replaceWith(section);
    else if (this.begun) results.prepend(section);
    else results.replaceChildren(section);
    this.group = section;
    this.begun = true;
  }

  async voices(code, title, items, isStale) {
    const isOwn = code === language;
    const first = isOwn ? FIRST.own : FIRST.other;
    const section = await this.draw({ id: code, title, items, first, language: isOwn ? "" : code });
    if (isStale()) return;
    if (this.begun) results.append(section);
    else results.replaceChildren(section);
    this.begun = true;
  }

  draw(group) {
    this.counts.set(group.id, group.items.length);
    return drawGroup({ ...group, more: labels.more });
  }
}

function chosen() {
  return Object.fromEntries(
    selects.filter((select) => select.value).map((select) => [select.dataset.searchFilter, select.value]),
  );
}

function fill(map) {
  for (const select of selects) {
    const rows = map[select.dataset.searchFilter];
    select.append(...rows.map(([id, name]) => new Option(name, id)));
    select.parentElement.hidden = rows.length < 2;
  }
}

// Before a word is typed: the topics, as they are for readers without a script.
function beginnings(answers) {
  const topics = answers.map.topic.slice(0, FIRST.chips);
  const links = topics.map(([id, label]) => ({ label, url: answers.place(`topics/${id}/`) }));
  return links.length ? drawChips(labels.begin, links) : [];
}

// The arrow keys go from the field through the results and back; everything is reached by Tab as well.
function move(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const places = [...results.querySelectorAll("a, button")];
  const at = places.indexOf(document.activeElement);
  const isInField = document.activeElement === input;
  let next = null;
  if (event.key === "ArrowDown" && (isInField || at >= 0)) next = places[at + 1];
  else if (event.key === "ArrowUp" && at >= 0) next = at ? places[at - 1] : input;
  else if (event.key === "Enter" && isInField) [next] = places;
  // A search field keeps the first Escape for itself, to be emptied.
  else if (event.key === "Escape") dialog.close();
  else return;
  event.preventDefault();
  next?.focus();
}

// The page says the sentence for numbers that stand for every plural form; the browser knows which form is whose.
function counted(n) {
  const samples = [0, 1, 2, 3, 5, 7, 11, 100];
  const at = samples.findIndex((sample) => plural.select(sample) === plural.select(n));
  return labels.results.split("|")[Math.max(0, at)].replace(/\p{Nd}+/u, n.toLocaleString(language));
}
