// Words as the search compares them, and text with the found ones marked.
const PLAIN = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d", ı: "i" };
const WORD = /[\p{L}\p{N}]+/gu;

// As someone without the right keyboard types it: lower case, no diacritics.
export function fold(text) {
  const bare = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return bare.replace(/[łøđßæœþðı]/g, (letter) => PLAIN[letter]);
}

export const wordsOf = (text) => fold(text).match(WORD) || [];

// [start, end] of each word of the text that is wanted.
export function* placesIn(text, isWanted) {
  for (const found of text.matchAll(WORD)) {
    if (isWanted(fold(found[0]))) yield [found.index, found.index + found[0].length];
  }
}

// Text nodes and <mark>s: nothing of what people wrote is ever read as markup.
export function marked(text, isWanted) {
  const parts = document.createDocumentFragment();
  let last = 0;
  for (const [start, end] of placesIn(text, isWanted)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    parts.append(text.slice(last, start), mark);
    last = end;
  }
  parts.append(text.slice(last));
  return parts;
}

// A word is wanted if the index found it, or if it begins with what was typed.
export function wanting(words, found = []) {
  const typed = wordsOf(words).filter((word) => word.length > 1);
  const known = new Set(found.flatMap(wordsOf));
  return (word) => known.has(word) || typed.some((start) => word.startsWith(start));
}

// Whether a word the index found is a form of a word that was typed. Where the index has no such word it tries ever shorter
// beginnings of it, down to one letter, and calls that a find; a form shares more than that with its word.
export function isFormOf(found, typed) {
  let shared = 0;
  while (shared < found.length && found[shared] === typed[shared]) shared += 1;
  return shared >= (typed.length > 5 ? Math.ceil(typed.length * 0.42) : Math.min(2, typed.length));
}

// How many of the typed words have a form among those found; of a sentence, only its longer words count.
export function coverage(found, words) {
  const typed = wordsOf(words);
  const telling = typed.filter((word) => word.length > 2);
  return (telling.length ? telling : typed).filter((word) => found.some((one) => isFormOf(one, word))).length;
}
