// Marks the searched words on the page a result led to; the page itself stays as it is.
import { placesIn, wanting } from "./search-words.js";

const NAME = "searched";
const MOST = 400;

export function highlight(words) {
  const main = document.querySelector("main");
  const isWanted = wanting("", words.split(" "));
  const ranges = main ? [...rangesIn(main, isWanted)] : [];
  if (!ranges.length) return;
  if (globalThis.Highlight && CSS.highlights) CSS.highlights.set(NAME, new Highlight(...ranges));
  else for (const range of ranges.reverse()) range.surroundContents(document.createElement("mark"));
}

function* rangesIn(main, isWanted) {
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let count = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const [start, end] of placesIn(node.data, isWanted)) {
      if ((count += 1) > MOST) return;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      yield range;
    }
  }
}
