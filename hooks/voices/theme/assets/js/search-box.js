// The search box: asks the indexes as words are typed, shows what they find, and says how much it is.
import { Answers } from "./search-answers.js";
import { indexes } from "./search-index.js";
import { Group, drawChips } from "./search-results.js";

// One or two letters stand in nearly every text: with them more are waited for.
const PAUSE_MS = { beginning: 240, word: 60 };
const FIRST = { names: 5, own: 8, other: 3, chips: 12 };

const dialog = document.querySelector("[data-search-dialog]");
const input = dialog.querySelector("[data-search-input]");
const selects = [...dialog.querySelectorAll("[data-search-filter]")];
const narrow = dialog.querySelector("[data-search-narrow]");
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
let latest = 0;
let timer = 0;
let opening = null;
let isTouched = false;

const ready = () => {
  opening ??= indexes.open().then((map) => {
    for (const select of selects) select.parentElement.hidden = map[select.dataset.searchFilter].length < 2;
    return new Answers(map, base, language, labels);
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
};

fill().catch(() => {});
input.addEventListener("input", () => {
  clearTimeout(timer);
  // Nothing more is done for the words before.
  latest += 1;
  const length = input.value.trim().length;
  timer = setTimeout(ask, length && length < 3 ? PAUSE_MS.beginning : PAUSE_MS.word);
});
narrow.addEventListener("toggle", () => fill().catch(() => {}));
for (const select of selects) select.addEventListener("change", ask);
dialog.addEventListener("keydown", move);
dialog.addEventListener("close", () => {
  clearTimeout(timer);
  latest += 1;
});
// A pointer that comes to lie over the results by chance does not move.
results.addEventListener("pointermove", (event) => {
  if (event.movementX || event.movementY) isTouched = true;
});
for (const kind of ["pointerdown", "wheel"]) {
  results.addEventListener(kind, () => (isTouched = true), { passive: true });
}

// Whether someone is among the results: what is found from now on must not move what they look at.
const isHeld = () => isTouched || results.contains(document.activeElement);

export async function ask() {
  clearTimeout(timer);
  const turn = (latest += 1);
  const isStale = () => turn !== latest;
  try {
    const answers = await ready();
    if (isStale()) return;
    isTouched = false;
    await answer(answers, input.value.trim(), chosen(), isStale);
  } catch (error) {
    if (isStale()) return;
    status.textContent = labels.failed;
    console.warn(error);
  }
  if (!isStale()) results.removeAttribute("aria-busy");
}

async function answer(answers, words, filters, isStale) {
  chosenCount.textContent = Object.keys(filters).length || "";
  status.textContent = "";
  if (!words && !Object.keys(filters).length) {
    results.replaceChildren(...beginnings(answers));
    return;
  }
  results.setAttribute("aria-busy", "true");
  const { language: only, ...asked } = filters;
  const page = new Page(isStale);
  // Names stand in the map: they are there before any index is.
  await page.names(answers.named(words, filters));
  const query = { words, filters: asked, covered: (found) => answers.covered(found, words), isStale };
  const languages = indexes.languages().filter((code) => !only || code === only);
  for (const [at, code] of languages.entries()) {
    const title = indexes.languages().length > 1 ? answers.label("language", code) : labels.found;
    let people = null;
    for await (const found of indexes.voices(code, query)) {
      if (isStale()) return;
      await page.voices(code, title, answers.voices(found, words, code));
      // People found by what is said of them, and the next language, come while older bundles are asked.
      if (!people) {
        people = indexes.people(code, query).then(async (some) => page.names(await answers.described(some, words)));
        people.catch(() => {});
        indexes.warm(languages[at + 1]);
      }
    }
    await people;
    if (isStale()) return;
  }
  if (!page.total) results.replaceChildren();
  status.textContent = page.total ? counted(page.total) : labels.none;
}

// What one query has brought on the page so far; what the query before brought stays until there is something to show.
class Page {
  constructor(isStale) {
    this.isStale = isStale;
    this.groups = new Map();
    this.named = new Map();
    this.hasBegun = false;
  }

  get total() {
    return [...this.groups.values()].reduce((sum, group) => sum + group.items.length, 0);
  }

  // People and subjects stand above the posts, whenever they are found, unless someone is reading there already.
  names(found) {
    for (const item of found) if (!this.named.has(item.key)) this.named.set(item.key, item);
    const items = [...this.named.values()].map((item) => ({ key: item.key, make: async () => item }));
    return this.show({ id: "names", title: labels.names, first: FIRST.names }, items, () => !isHeld());
  }

  voices(code, title, items) {
    const isOwn = code === language;
    const first = isOwn ? FIRST.own : FIRST.other;
    return this.show({ id: code, title, first, language: isOwn ? "" : code }, items, () => false);
  }

  async show(about, items, isOnTop) {
    if (!items.length) return;
    if (!this.groups.has(about.id)) this.groups.set(about.id, new Group({ ...about, more: labels.more }));
    const place = (section) => {
      if (!this.hasBegun) {
        results.replaceChildren(section);
        results.scrollTop = 0;
      } else if (isOnTop()) results.prepend(section);
      else results.append(section);
      this.hasBegun = true;
    };
    await this.groups.get(about.id).show(items, { isStale: this.isStale, isHeld, place });
  }
}

function chosen() {
  return Object.fromEntries(
    selects.filter((select) => select.value).map((select) => [select.dataset.searchFilter, select.value]),
  );
}

// Hundreds of names take a while to be laid out: they come when someone looks for them.
async function fill() {
  const { map } = await ready();
  if (!narrow.open) return;
  for (const select of selects.filter((one) => one.options.length < 2)) {
    select.append(...map[select.dataset.searchFilter].map(([id, name]) => new Option(name, id)));
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
  const plural = new Intl.PluralRules(language);
  const samples = [0, 1, 2, 3, 5, 7, 11, 100];
  const at = samples.findIndex((sample) => plural.select(sample) === plural.select(n));
  return labels.results.split("|")[Math.max(0, at)].replace(/\p{Nd}+/u, n.toLocaleString(language));
}
