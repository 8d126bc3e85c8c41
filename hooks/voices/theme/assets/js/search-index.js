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

  async begin(code) {
    // A query makes it a module of its own: each holds one language's WebAssembly.
    const pagefind = await import(`${this.base}pagefind.js?${code}`);
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

  // {voices, people}: what was found in a language, best first; the fragments are fetched when asked for.
  async search(code, words, filters) {
    const instance = await this.load(code);
    const ask = (shelf) => instance.search(words || null, { filters: { ...filters, shelf } });
    const holdsPeople = this.map.bundles[code].some(([path]) => shelfOf(path) === PEOPLE);
    const [voices, people] = await Promise.all([ask(VOICES), holdsPeople ? ask(PEOPLE) : { results: [] }]);
    return { voices: voices.results, people: people.results };
  }
}

const shelfOf = (path) => (path.endsWith(`/${PEOPLE}`) ? PEOPLE : VOICES);
