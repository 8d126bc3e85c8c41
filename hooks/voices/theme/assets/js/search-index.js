// The indexes: an engine for each language, its bundles from the newest to the oldest, asked in steps.
import { Bundle, Engine, remembered, unpacked } from "./search-engine.js";

const PEOPLE = "people";
// The newest bundle alone, for it answers soonest; then ever more at a time, fetched side by side.
const STEPS = [1, 3, 6];

class Indexes {
  constructor({ root, language }) {
    this.base = new URL("search/", new URL(root, location.href)).pathname;
    this.language = language;
    this.map = null;
    this.opening = null;
    this.engines = new Map();
    this.bundles = new Map();
  }

  // The map; with it, the newest bundle in the reader's language is on its way.
  open() {
    this.opening ??= this.begin();
    this.opening.catch(() => {
      this.opening = null;
    });
    return this.opening;
  }

  async begin() {
    const found = await fetch(`${this.base}map.${this.language}.json`);
    if (!found.ok) throw new Error(`${found.status} ${found.url}`);
    this.map = await found.json();
    this.warm(this.languages()[0]);
    return this.map;
  }

  // Fetch what every query in a language needs.
  warm(code) {
    if (code) this.bundle(code, this.map.bundles[code][0]).catch(() => {});
  }

  // The reader's language first, then the hub's own, then the others.
  languages() {
    const rank = (code) => (code === this.language ? 0 : code === this.map.default ? 1 : 2);
    return Object.keys(this.map.bundles).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  }

  bundle(code, [path, key]) {
    return remembered(this.bundles, path, async () => {
      const place = `${this.base}${path}/`;
      const entry = await this.entry(place, code, key);
      const [engine, meta] = await Promise.all([
        this.engine(code, entry),
        unpacked(`${place}pagefind.${entry.hash}.pf_meta`),
      ]);
      return new Bundle(engine, place, entry, meta);
    });
  }

  async entry(place, code, key) {
    const found = await fetch(`${place}pagefind-entry.json?${key}`);
    if (!found.ok) throw new Error(`${found.status} ${found.url}`);
    const { version, languages } = await found.json();
    const own = languages[code] ?? Object.values(languages)[0];
    return { hash: own.hash, pages: own.page_count, wasm: own.wasm || "unknown", version };
  }

  // The WebAssembly lies in a language's first bundle.
  engine(code, { wasm, version }) {
    const [[first]] = this.map.bundles[code];
    return remembered(this.engines, code, () =>
      Engine.open(`${this.base}${first}/wasm.${wasm}.pagefind?${version}`),
    );
  }

  // What was found among posts and entries in a language, best first, again and again as older bundles have answered.
  // ``isSound`` says of a bundle's answer whether it is one: where it has no such word, it answers with others.
  async *voices(code, words, filters, isSound) {
    const bundles = this.map.bundles[code].filter(([path]) => !holdsPeople(path));
    let all = [];
    for (let [at, step] = [0, 0]; !step || at < bundles.length; step += 1) {
      const size = STEPS[Math.min(step, STEPS.length - 1)];
      const asked = bundles.slice(at, at + size);
      const found = await Promise.all(asked.map((bundle) => this.ask(code, bundle, words, filters, isSound)));
      all = [...all, ...found.flat()].sort((a, b) => b.score - a.score);
      at += size;
      yield all;
    }
  }

  // What was found by what is said of people and subjects, in the one language whose bundles hold them.
  async people(code, words, filters, isSound) {
    const bundle = this.map.bundles[code].find(([path]) => holdsPeople(path));
    return bundle ? this.ask(code, bundle, words, filters, isSound) : [];
  }

  async ask(code, bundle, words, filters, isSound) {
    const results = await (await this.bundle(code, bundle)).find(words, filters);
    return results.length && (await isSound(results)) ? results : [];
  }
}

const holdsPeople = (path) => path.endsWith(`/${PEOPLE}`);

// Begun as soon as this has come, beside the parts of the box.
export const indexes = new Indexes(document.querySelector("[data-search-dialog]").dataset);
indexes.open().catch(() => {});
