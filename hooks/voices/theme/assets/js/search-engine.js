// Pagefind's WebAssembly, one for each language, and the bundles it searches. Pagefind's own loader asks all bundles together
// and answers when the last has come; here each is asked by itself, so that the newest can answer first.
const PACKED = 0x1f;
const SIGNATURE_BYTES = 12;
const PUNCTUATION = /[\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}]/gu;
const EXACT = /^\s*".+"\s*$/;
// Of the facts beside a text, those that a reader sees as words: a kind or a date is not what was asked for.
const FIELDS = new Set(["title", "byline", "source", "summary"]);
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Engine {
  static async open(address) {
    const engine = new Engine();
    const given = { __wbindgen_init_externref_table: () => engine.fillTable() };
    const { instance } = await WebAssembly.instantiate(await unpacked(address), { "./pagefind_web_bg.js": given });
    engine.wasm = instance.exports;
    engine.wasm.__wbindgen_start();
    return engine;
  }

  // The values that the WebAssembly expects at fixed places of its table of references.
  fillTable() {
    const table = this.wasm.__wbindgen_externrefs;
    const start = table.grow(4);
    table.set(0, undefined);
    for (const [at, value] of [undefined, null, true, false].entries()) table.set(start + at, value);
  }

  // Bytes and strings are handed over as a place in its memory and a length.
  call(name, ...given) {
    const place = (one) => {
      const bytes = typeof one === "string" ? encoder.encode(one) : one;
      if (!(bytes instanceof Uint8Array)) return [one];
      const at = this.wasm.__wbindgen_malloc(bytes.length, 1) >>> 0;
      new Uint8Array(this.wasm.memory.buffer).set(bytes, at);
      return [at, bytes.length];
    };
    return this.wasm[name](...given.flatMap(place));
  }

  ask(name, ...given) {
    const [at, length] = this.call(name, ...given).map((number) => number >>> 0);
    try {
      return JSON.parse(decoder.decode(new Uint8Array(this.wasm.memory.buffer, at, length)));
    } finally {
      this.wasm.__wbindgen_free(at, length, 1);
    }
  }
}

export class Bundle {
  constructor(engine, place, { hash, pages }, meta) {
    this.engine = engine;
    this.place = place;
    this.hash = hash;
    this.pages = pages;
    this.state = engine.call("init_pagefind", meta);
    this.parts = new Map();
    this.fragments = new Map();
  }

  // What was found here, best first: {key, score, places, fields, data}. A fragment is fetched when its data is asked for.
  // Nothing is searched any more once ``isStale()``.
  async find(words, filters, isStale) {
    const term = words.replace(PUNCTUATION, "").toLowerCase().replace(/\s+/g, " ").trim();
    if ((words && !term) || isStale()) return [];
    const plain = term.normalize("NFD").replace(/\p{M}/gu, "");
    const wanted = JSON.stringify(filters);
    // Without a word the filters tell all; Pagefind would ask for every part of the index.
    const parts = plain ? this.needed("request_indexes", plain).map((name) => this.part("index", name)) : [];
    const sieves = this.needed("request_filter_indexes", wanted).map((name) => this.part("filter", name));
    await Promise.all([...parts, ...sieves]);
    if (isStale()) return [];
    const found = this.engine.ask("search", this.state, plain, term, wanted, "", EXACT.test(words), false);
    const scale = plain.includes(" ") ? 1 : rarity(found.unfiltered_total, this.pages);
    return found.results
      .map((one) => ({
        key: `${this.place}${one.p}`,
        score: one.s / scale,
        places: one.l.map((hit) => hit.l),
        fields: (one.mf || []).filter((name) => FIELDS.has(name)),
        data: () => this.fragment(one.p),
      }))
      .filter((one) => !plain || one.places.length || one.fields.length);
  }

  needed(name, given) {
    return this.engine.ask(name, this.state, given).filter(Boolean);
  }

  part(kind, name) {
    return remembered(this.parts, name, async () => {
      const bytes = await unpacked(`${this.place}${kind}/${name}.pf_${kind}`);
      this.state = this.engine.call(`load_${kind}_chunk`, this.state, bytes);
    });
  }

  // A document as it is shown: {meta, words}; a result's places count in its words.
  fragment(id) {
    return remembered(this.fragments, id, async () => {
      const bytes = await unpacked(`${this.place}fragment/${id}.pf_fragment`);
      const { meta, content } = JSON.parse(decoder.decode(bytes));
      return { meta, words: content.split(/\s+/) };
    });
  }
}

// A promise for each key; one that failed is forgotten, so that the next who asks tries again.
export function remembered(promises, key, make) {
  if (!promises.has(key)) {
    const made = make();
    promises.set(key, made);
    made.catch(() => promises.delete(key));
  }
  return promises.get(key);
}

// Gzip of Pagefind's own, unless the server has undone it; the first bytes are its signature.
export async function unpacked(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  let bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes[0] === PACKED) {
    const { readable, writable } = new DecompressionStream("gzip");
    const writer = writable.getWriter();
    // Broken bytes are told by the reading side.
    writer.write(bytes).catch(() => {});
    writer.close().catch(() => {});
    bytes = new Uint8Array(await new Response(readable).arrayBuffer());
  }
  return bytes.subarray(SIGNATURE_BYTES);
}

// How telling a word is in a bundle of so many pages (BM25's weight, as Pagefind reckons it): what a bundle's scores are
// divided by, to be compared with another's.
function rarity(having, pages) {
  return having ? Math.log(1 + (pages - having + 0.5) / (having + 0.5)) : 1;
}
