// The recruiters' kit: finds a row by what is typed, copies what stands beside a button and says so.
const page = document.querySelector("[data-kit]");
const said = page && page.querySelector("[data-kit-said]");

// As the hub folds names: lower case, no diacritics, and the letters that are no letter with a mark.
const LETTERS = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d", ı: "i" };
const folded = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[łøđßæœþðı]/g, (letter) => LETTERS[letter]).trim();

function show(typed) {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const section of page.querySelectorAll("[data-kit-kind]")) {
    let here = 0;
    for (const row of section.querySelectorAll("[data-kit-link]")) {
      row.hidden = !words.every((word) => row.dataset.found.includes(word));
      if (!row.hidden) here += 1;
    }
    section.hidden = here === 0;
    shown += here;
  }
  const count = page.querySelector("[data-kit-count]");
  count.textContent = `${count.dataset.shown} ${shown.toLocaleString(document.documentElement.lang)}`;
  page.querySelector("[data-kit-none]").hidden = shown > 0;
}

// The buttons are the same in every row, so the page holds each once: one beside a link, one beside each part of what opens.
function add(kind, place, what, label) {
  const button = page.querySelector(`[data-kit-button=${kind}]`).content.firstElementChild.cloneNode(true);
  const says = (what && button.dataset[what]) || button.dataset.says;
  const name = place.closest("[data-kit-link]").querySelector("h3").textContent;
  button.setAttribute("aria-label", `${label ? `${says}, ${label}` : says}: ${name}`);
  place.append(button);
}

function fill(parts) {
  if (parts.dataset.filled) return;
  parts.dataset.filled = "1";
  for (const row of parts.querySelectorAll(".kit__row")) {
    const words = row.querySelector("[data-kit-text][lang]");
    add("part", row, words && "saysWords", row.querySelector("b").textContent);
  }
}

async function copy(button) {
  const label = button.querySelector("span");
  const before = label.textContent;
  let done = true;
  try {
    await navigator.clipboard.writeText(button.parentElement.querySelector("[data-kit-text]").textContent.trim());
  } catch {
    done = false;
  }
  said.textContent = "";
  // A screen reader speaks a status when it changes, so the same words twice need a moment between.
  window.setTimeout(() => {
    said.textContent = done ? said.dataset.done : said.dataset.failed;
  }, 50);
  if (!done || button.dataset.resting) return;
  button.dataset.resting = "1";
  label.textContent = said.dataset.done;
  window.setTimeout(() => {
    label.textContent = before;
    delete button.dataset.resting;
  }, 2000);
}

function open() {
  const row = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const parts = row && row.matches("[data-kit-link]") && row.querySelector("details");
  if (parts) parts.open = true;
}

if (page && said) {
  const search = page.querySelector("[data-kit-search]");
  search.hidden = false;
  search.querySelector("input").addEventListener("input", (event) => show(event.target.value));
  if (navigator.clipboard) {
    for (const head of page.querySelectorAll(".kit__head")) add("link", head);
    // "toggle" does not bubble: it is heard on its way down.
    page.addEventListener("toggle", (event) => event.target.open && fill(event.target), true);
    page.addEventListener("click", (event) => {
      const button = event.target.closest("[data-kit-copy]");
      if (button) copy(button);
    });
  }
  window.addEventListener("hashchange", open);
  open();
}
