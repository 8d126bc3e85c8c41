// What the indexes found, as items to show: people and subjects by name, posts with the words around what was found.
import { coverage, wanting, wordsOf } from "./search-words.js";

const FOLDERS = { person: "authors", topic: "topics", team: "teams", place: "places" };
const LISTS = { person: "author", topic: "topic", team: "team", place: "place" };
const MOST_PEOPLE = 12;
const MOST_MARKS = 12;
const SHOWN_WORDS = 30;
const LEAD_WORDS = 6;
const LETTER = /[\p{L}\p{N}]/u;

export class Answers {
  constructor(map, base, language, labels) {
    this.map = map;
    this.base = base;
    this.language = language;
    this.labels = labels;
  }

  // A day as the pages write it.
  day(date) {
    const [year, month, day] = date.split("-");
    const pattern = this.map.days[month - 1];
    return pattern.replace("{year}", year).replace("{day}", Number(day)).replace("{0day}", day);
  }

  label(list, id) {
    return this.map[list].find(([code]) => code === id)?.[1] || id;
  }

  // People and subjects called so: each word typed begins a word of the name. They need no index.
  named(words, filters) {
    const typed = wordsOf(words);
    const { kind: only, ...others } = filters;
    if (!typed.length || Object.keys(others).length) return [];
    const isNamed = (name) => {
      const parts = wordsOf(name);
      return typed.every((start) => parts.some((part) => part.startsWith(start)));
    };
    return Object.entries(LISTS)
      .filter(([kind]) => !only || only === kind)
      .flatMap(([kind, list]) =>
        this.map[list].filter(([, name]) => isNamed(name)).map((row) => this.subject(kind, row, words)),
      );
  }

  // People and subjects found by what is said of them: role, expertise, summary.
  async described(results, words) {
    const first = results.slice(0, MOST_PEOPLE);
    const found = await Promise.all(first.map((result) => result.data()));
    return found
      .filter((fragment, at) => !words || coverage(matchedIn(fragment, first[at]), words))
      .map(({ meta }) => [meta.kind, this.map[LISTS[meta.kind]]?.find(([id]) => id === meta.id)])
      .filter(([, row]) => row)
      .map(([kind, row]) => this.subject(kind, row, words));
  }

  subject(kind, [id, name, said], words) {
    const isWanted = wanting(words);
    return {
      key: `${kind}/${id}`,
      title: name,
      url: this.place(`${FOLDERS[kind]}/${id}/`),
      text: "",
      facts: [said || this.label("kind", kind)],
      isWanted,
    };
  }

  // The address of a hub page in the reader's language.
  place(address) {
    return new URL(this.map.home + address, this.base).href;
  }

  // How many of the typed words a bundle's answer holds, in any form. Where a bundle has no such word it answers without it, or
  // with words that begin alike; its best result tells so, and the last is asked only to be sure.
  async covered(results, words) {
    if (!words) return 1;
    const count = async (result) => coverage(matchedIn(await result.data(), result), words);
    return (await count(results[0])) || count(results.at(-1));
  }

  // Posts and entries as items for a list, made when they are to be shown.
  voices(results, words, code) {
    return results.map((result) => ({ key: result.key, make: () => this.voice(result, words, code) }));
  }

  async voice(result, words, code) {
    const fragment = await result.data();
    const { meta } = fragment;
    const matched = words ? [...new Set(placed(fragment, result))] : [];
    const isHere = !/^https?:/.test(meta.url);
    const url = new URL(meta.url, this.base);
    if (isHere && matched.length) url.searchParams.set("highlight", matched.slice(0, MOST_MARKS).join(" "));
    return {
      title: meta.title,
      url: url.href,
      text: excerpt(fragment, words ? result.places : []) || meta.summary || "",
      facts: [
        meta.byline,
        meta.date && this.day(meta.date),
        meta.source && `${this.labels.blog}: ${meta.source}`,
      ],
      factsLanguage: code === this.language ? "" : this.language,
      away: !isHere,
      isWanted: wanting(words, matched),
    };
  }
}

// The words in the text that the index found.
function placed({ words }, { places }) {
  return places.flatMap((place) => wordsOf(words[place] || ""));
}

// These, and all words of the facts beside the text in which something was found.
function matchedIn(fragment, result) {
  return [...placed(fragment, result), ...result.fields.flatMap((name) => wordsOf(fragment.meta[name] || ""))];
}

// The words around the densest hits in the text itself. What follows it in the index (title, names, a copy without
// diacritics) is not text: where nothing else was found, this is "".
function excerpt({ words, meta }, places) {
  const count = Number(meta.words) || 0;
  let hits = places.filter((place) => place < count).sort((a, b) => a - b);
  if (!hits.length && places.length) {
    // Found by its copy without diacritics: the word itself stands in the text.
    const copies = new Set(placed({ words }, { places }));
    hits = [...words.slice(0, count).keys()].filter((at) => wordsOf(words[at]).some((word) => copies.has(word)));
  }
  if (!hits.length) return "";
  let best = hits[0];
  let most = 0;
  for (const start of hits) {
    const inside = hits.filter((place) => place >= start && place < start + SHOWN_WORDS - LEAD_WORDS).length;
    if (inside > most) [best, most] = [start, inside];
  }
  const begin = Math.max(0, Math.min(best - LEAD_WORDS, count - SHOWN_WORDS));
  const end = Math.min(count, begin + SHOWN_WORDS);
  const shown = words.slice(begin, end).filter((word) => word.length < 4 || LETTER.test(word));
  return `${begin ? "… " : ""}${shown.join(" ")}${end < count ? " …" : ""}`;
}
