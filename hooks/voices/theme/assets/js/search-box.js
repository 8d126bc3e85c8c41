// The search box: asks the indexes as words are typed, shows what they find, and says how much it is.
import { Indexes } from "./search-index.js";
import { excerpt, group } from "./search-results.js";
import { wanting, wordsOf } from "./search-words.js";

const PAUSE_MS = 90;
const FIRST = { names: 5, own: 8, other: 3, topics: 12 };
const FOLDERS = { author: "authors", person: "authors", topic: "topics", team: "teams", place: "places" };
const KINDS = { author: "person", topic: "topic", team: "team", place: "place" };

const dialog = document.querySelector("[data-search-dialog]");
const input = dialog.querySelector("[data-search-input]");
const selects = [...dialog.querySelectorAll("[data-search-filter]")];
const status = dialog.querySelector("[data-search-count]");
const results = dialog.querySelector("[data-search-results]");
const { language } = dialog.dataset;
const word = (name) => dialog.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`];
const base = new URL(dialog.dataset.root, location.href);
const indexes = new Indexes(base, language);
const days = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
const forms = pluralForms();
let latest = 0;
let timer = 0;

const ready = indexes.open().then((map) => {
  fill(map);
  // The reader's own language is fetched while they still think of a word.
  indexes.load(indexes.languages()[0])?.catch(() => {});
});
ready.catch(() => {});

export function begin() {
  run();
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(run, PAUSE_MS);
});
for (const select of selects) select.addEventListener("change", run);
dialog.addEventListener("keydown", move);

async function run() {
  clearTimeout(timer);
  const turn = (latest += 1);
  const isStale = () => turn !== latest;
  try {
    await ready;
    if (!isStale()) await answer(input.value.trim(), chosen(), isStale);
  } catch (error) {
    if (isStale()) return;
    status.textContent = word("failed");
    console.warn(error);
  }
}

async function answer(words, filters, isStale) {
  const { language: only, ...asked } = filters;
  dialog.querySelector("[data-search-chosen]").textContent = Object.keys(filters).length || "";
  if (!words && !Object.keys(filters).length) {
    status.textContent = "";
    results.replaceChildren(...(await beginnings()));
    return;
  }
  const isWanted = wanting(words);
  const named = names(words, filters, isWanted);
  let total = named.length;
  let seen = null;
  const show = (section) => {
    if (seen) results.append(section);
    else results.replaceChildren(section);
    seen = results;
  };
  // Names come from the map: they are there before any index is.
  let people = named.length ? await peopleGroup(named) : null;
  if (isStale()) return;
  if (people) show(people);
  const codes = indexes.languages().filter((code) => !only || code === only);
  const [own, ...others] = codes;
  const ask = async (code) => ({ code, found: await indexes.search(code, words, asked) });
  const take = async ({ code, found }) => {
    const { voices } = found;
    const extra = await others_(found.people, named, isWanted);
    const section = voices.length ? await voicesGroup(code, voices, words, code === own) : null;
    if (isStale()) return;
    total += voices.length + extra.length;
    if (extra.length) {
      const renewed = await peopleGroup([...named, ...extra]);
      if (isStale()) return;
      if (people) people.replaceWith(renewed);
      else if (seen) results.prepend(renewed);
      else show(renewed);
      people = renewed;
    }
    if (section) show(section);
  };
  if (own) await take(await ask(own));
  if (isStale()) return;
  const rest = others.map(ask);
  for (const one of rest) one.catch(() => {});
  for (const one of rest) {
    await take(await one);
    if (isStale()) return;
  }
  if (!total) results.replaceChildren();
  status.textContent = total ? counted(total) : word("none");
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
    select.closest("div").hidden = rows.length < 2;
  }
}

// People and subjects called so: each word typed begins a word of the name.
function names(words, filters, isWanted) {
  const typed = wordsOf(words);
  const { kind, ...others } = filters;
  if (!typed.length || Object.keys(others).length) return [];
  const found = [];
  for (const [list, its] of Object.entries(KINDS)) {
    if (kind && kind !== its) continue;
    for (const [id, name, said] of indexes.map[list]) {
      const parts = wordsOf(name);
      if (typed.every((start) => parts.some((part) => part.startsWith(start)))) {
        found.push(subject(its, id, name, said, isWanted));
      }
    }
  }
  return found;
}

function subject(kind, id, name, said, isWanted) {
  const kindName = Object.fromEntries(indexes.map.kind.map(([code, label]) => [code, label]))[kind];
  return {
    key: `${kind}/${id}`,
    title: name,
    url: new URL(`${indexes.map.home}${FOLDERS[kind]}/${id}/`, base).href,
    text: "",
    facts: [said || kindName],
    isWanted,
    factsWanted: isWanted,
  };
}

// People and subjects found by what is said of them (role, expertise, summary), those already named left out.
async function others_(found, named, isWanted) {
  const known = new Set(named.map((item) => item.key));
  const fragments = await Promise.all(found.slice(0, FIRST.topics).map((one) => one.data()));
  return fragments
    .map(({ meta }) => {
      const list = Object.keys(KINDS).find((name) => KINDS[name] === meta.kind);
      const row = indexes.map[list]?.find(([id]) => id === meta.id);
      return row && subject(meta.kind, row[0], row[1], row[2], isWanted);
    })
    .filter((item) => item && !known.has(item.key));
}

const ready_ = (items) => items.map((item) => async () => item);

const peopleGroup = (items) =>
  group({ title: word("names"), heading: "names", items: ready_(items), first: FIRST.names, more: word("more") });

function voicesGroup(code, found, words, isOwn) {
  const several = indexes.languages().length > 1;
  return group({
    title: several ? named("language", code) : word("found"),
    heading: code,
    items: found.map((one) => async () => voice(await one.data(), words, code)),
    first: isOwn ? FIRST.own : FIRST.other,
    more: word("more"),
    language: code === language ? "" : code,
  });
}

function voice({ meta, content, locations }, words, code) {
  const all = content.split(/\s+/);
  const matched = [...new Set(locations.flatMap((place) => wordsOf(all[place] || "")))];
  const isWanted = wanting(words, matched);
  const isHere = !/^https?:/.test(meta.url);
  const url = new URL(meta.url, base);
  if (isHere && matched.length) url.searchParams.set("highlight", matched.slice(0, 12).join(" "));
  return {
    title: meta.title,
    url: url.href,
    text: excerpt(content, locations, Number(meta.words) || 0) || meta.summary || "",
    facts: [
      meta.byline,
      meta.date && days.format(new Date(meta.date)),
      meta.source && `${word("blog")}: ${meta.source}`,
    ],
    factsLanguage: code === language ? "" : language,
    factsWanted: isWanted,
    away: !isHere,
    isWanted,
  };
}

function named(list, id) {
  return indexes.map[list].find(([code]) => code === id)?.[1] || id;
}

// Before a word is typed: the topics, as they are for readers without a script.
async function beginnings() {
  const topics = indexes.map.topic.slice(0, FIRST.topics);
  if (!topics.length) return [];
  const title = document.createElement("h3");
  title.id = "search-begin";
  title.textContent = word("begin");
  const list = document.createElement("ul");
  list.className = "chips";
  list.setAttribute("aria-labelledby", title.id);
  for (const [id, name] of topics) {
    const link = document.createElement("a");
    link.href = new URL(`${indexes.map.home}topics/${id}/`, base).href;
    link.textContent = name;
    const place = document.createElement("li");
    place.append(link);
    list.append(place);
  }
  return [title, list];
}

// The arrow keys go from the field through the results and back; everything is reached by Tab as well.
function move(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const links = [...results.querySelectorAll("a, button")];
  const at = links.indexOf(document.activeElement);
  const isInput = document.activeElement === input;
  let next = null;
  if (event.key === "ArrowDown" && (isInput || at >= 0)) next = links[at + 1];
  else if (event.key === "ArrowUp" && at >= 0) next = at ? links[at - 1] : input;
  else if (event.key === "Enter" && isInput) next = links[0];
  else return;
  event.preventDefault();
  next?.focus();
}

// The catalogue gives the sentence for numbers that stand for every plural form; the browser knows which form is whose.
function pluralForms() {
  const rules = new Intl.PluralRules(language);
  const samples = [0, 1, 2, 3, 5, 7, 11, 100];
  const texts = word("results").split("|");
  return new Map(samples.map((n, at) => [rules.select(n), texts[at]]).reverse());
}

function counted(n) {
  const form = forms.get(new Intl.PluralRules(language).select(n)) || forms.get("other");
  return form.replace(/[\p{Nd}]+/u, n.toLocaleString(language));
}
