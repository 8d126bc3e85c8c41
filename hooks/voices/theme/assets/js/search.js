// Opens the search by its button, "/", Ctrl+K or ?q= in the address; what it takes to search is fetched only then.
const dialog = document.querySelector("[data-search-dialog]");
const buttons = [...document.querySelectorAll("[data-voices-search]")];
const address = new URL(location.href);
let box = null;

// A pointer on the button or focus is a good sign: by the time it is pressed, most has come.
function prepare() {
  if (!box) {
    // Asked for at once instead of one after the other: the map, what the box imports, and what that imports.
    const { root, language } = dialog.dataset;
    const map = document.createElement("link");
    Object.assign(map, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: `${root}search/map.${language}.json` });
    document.head.append(map);
    for (const part of ["index", "engine", "answers", "results", "words"]) import(`./search-${part}.js`).catch(() => {});
    box = import("./search-box.js");
  }
  return box;
}

function open(words) {
  if (dialog.open) return;
  const before = document.activeElement;
  // First what takes a while, then what is seen at once.
  const coming = prepare();
  dialog.showModal();
  const input = dialog.querySelector("[data-search-input]");
  if (typeof words === "string") input.value = words;
  input.select();
  input.focus();
  dialog.addEventListener("close", () => giveBack(before), { once: true });
  coming.then(
    (found) => found.ask(),
    () => {
      box = null;
      dialog.querySelector("[data-search-count]").textContent = dialog.dataset.wordFailed;
    },
  );
}

// Opened by a key, there is no button to go back to but the one that would have opened it.
function giveBack(before) {
  const place = before && before !== document.body ? before : buttons.find((button) => button.offsetParent);
  place?.focus();
}

const writes = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

function asksFor(event) {
  if (event.altKey || event.isComposing || writes(event.target)) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "k" && !event.shiftKey;
  return event.key === "/";
}

function forget(name) {
  address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}

if (dialog && typeof dialog.showModal === "function") {
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => open());
    button.addEventListener("pointerenter", prepare, { once: true });
    button.addEventListener("focus", prepare, { once: true });
  }
  document.addEventListener("keydown", (event) => {
    if (dialog.open || !asksFor(event)) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  if (address.searchParams.has("q")) {
    open(address.searchParams.get("q"));
    forget("q");
  }
}

if (address.searchParams.has("highlight")) {
  const words = address.searchParams.get("highlight");
  import("./search-marks.js").then((marks) => marks.highlight(words));
  forget("highlight");
}
