// The indexes: a Pagefind for each language, with an analyser of its own; the same query goes to all.
const PEOPLE = "people";
const VOICES = "voices";

export class Indexes {
  constructor(base, language) {
    this.base = new URL("search/", base).pathname;
    this.language = language;
    this.map = null;
    this.loaded = new Map();
  }

  async open() {
    // Most readers have a bundle in their own language: its loader comes beside the map.
    this.loader(this.language).catch(() => {});
    const found = await fetch(`${this.base}map.${this.language}.json`);
    if (!found.ok) throw new Error(`${found.status} ${found.url}`);
    this.map = await found.json();
    return this.map;
  }

  // The reader's language first, then the hub's own, then the others.
  languages() {
    const rank = (code) => (code === this.language ? 0 : code === this.map.default ? 1 : 2);
    return Object.keys(this.map.bundles).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  }

  load(code) {
    if (!this.loaded.has(code)) {
      const loading = this.begin(code);
      loading.catch(() => this.loaded.delete(code));
      this.loaded.set(code, loading);
    }
    return this.loaded.get(code);
  }

  // A query makes it a module of its own: each holds one language's WebAssembly.
  loader(code) {
    return import(`${this.base}pagefind.js?${code}`);
  }

  async begin(code) {
    const pagefind = await this.loader(code);
    const [[first, key], ...others] = this.map.bundles[code];
    const options = (path, tag) => ({ metaCacheTag: tag, mergeFilter: { shelf: shelfOf(path) } });
    const instance = pagefind.createInstance({
      ...options(first, key),
      basePath: `${this.base}${first}/`,
      noWorker: true,
    });
    const merged = others.map(([path, tag]) =>
      instance.mergeIndex(`${this.base}${path}/`, { ...options(path, tag), language: code }),
    );
    await Promise.all(merged);
    return instance;
  }

  // What was found among posts and entries in a language, best first; the fragments are fetched when asked for.
  voices(code, words, filters) {
    return this.search(code, VOICES, words, filters);
  }

  // What was found by what is said of people and subjects, in the one language whose bundles hold them.
  people(code, words, filters) {
    const holdsPeople = this.map.bundles[code].some(([path]) => shelfOf(path) === PEOPLE);
    return holdsPeople ? this.search(code, PEOPLE, words, filters) : [];
  }

  async search(code, shelf, words, filters) {
    const instance = await this.load(code);
    return (await instance.search(words || null, { filters: { ...filters, shelf } })).results;
  }
}

const shelfOf = (path) => (path.endsWith(`/${PEOPLE}`) ? PEOPLE : VOICES);
