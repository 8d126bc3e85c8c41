// The indexes: an engine for each language, its bundles from the newest to the oldest, asked in steps.
import { Bundle, Engine, remembered, unpacked } from "./search-engine.js";

const PEOPLE = "people";
// The newest bundle alone, for it answers soonest; then ever more at a time, fetched side by side.
const STEPS = [1, 3];
const MOST = 6;

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
  async *voices(code, query) {
    const bundles = this.map.bundles[code].filter(([path]) => !holdsPeople(path));
    const steps = inSteps(bundles);
    const asked = (step) => {
      const all = Promise.all((steps[step] ?? []).map((one) => this.ask(code, one, query)));
      all.catch(() => {});
      return all;
    };
    let all = [];
    let coming = asked(0);
    for (let step = 0; step < Math.max(1, steps.length); step += 1) {
      const found = await coming;
      all = best([...all, ...found.flat()]);
      // Nothing is to delay the first result; later on, the next are on their way while these are shown.
      if (step) coming = asked(step + 1);
      yield all;
      if (!step) coming = asked(1);
    }
  }

  // What was found by what is said of people and subjects, in the one language whose bundles hold them.
  async people(code, query) {
    const bundle = this.map.bundles[code].find(([path]) => holdsPeople(path));
    return bundle ? this.ask(code, bundle, query) : [];
  }

  // A query is {words, filters, covered, isStale}. ``covered`` says how many of its words a bundle's answer holds: a bundle
  // leaves out the words it does not know.
  async ask(code, bundle, { words, filters, covered, isStale }) {
    const results = await (await this.bundle(code, bundle)).find(words, filters, isStale);
    const count = results.length && !isStale() ? await covered(results) : 0;
    return count ? results.map((result) => ({ ...result, covered: count })) : [];
  }
}

// Where one bundle knows all words and another only some, the first has what was asked for, as if they were one.
function best(results) {
  const most = results.reduce((count, result) => Math.max(count, result.covered), 0);
  return results.filter((result) => result.covered === most).sort((a, b) => b.score - a.score);
}

function inSteps(bundles) {
  const steps = [];
  for (let at = 0; at < bundles.length; at += steps.at(-1).length) {
    steps.push(bundles.slice(at, at + (STEPS[steps.length] ?? MOST)));
  }
  return steps;
}

const holdsPeople = (path) => path.endsWith(`/${PEOPLE}`);

// Begun as soon as this has come, beside the parts of the box.
export const indexes = new Indexes(document.querySelector("[data-search-dialog]").dataset);
indexes.open().catch(() => {});
