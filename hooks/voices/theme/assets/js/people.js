// The people's filter: hides who doesn't match, counts who does, and keeps the choice in the address. A long list stands on
// several pages: the first one fetches the others once somebody filters, and those send there.
const filter = document.querySelector("[data-people-filter]");
const selects = filter ? [...filter.querySelectorAll("select")] : [];
const count = document.querySelector("[data-people-count]");
const none = document.querySelector("[data-people-none]");
const pager = document.querySelector(".pager");
const others = filter ? filter.dataset.others.split(" ").filter(Boolean) : [];
const first = !pager || others.length > 0;
const APART = "[data-people-apart]";
let whole = others.length ? null : Promise.resolve();

const rowsOf = (part) => [...part.querySelectorAll("[data-people] > li")];
const has = (row, key, value) => (row.getAttribute(`data-${key}`) || "").split(" ").includes(value);
const chosen = () => selects.filter((select) => select.value).map((select) => [select.name, select.value]);

async function fetched(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status}: ${url}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of ["href", "src"]) {
    for (const one of page.querySelectorAll(`[data-people] [${name}]`)) {
      one.setAttribute(name, new URL(one.getAttribute(name), answer.url));
    }
  }
  return page;
}

function add(page) {
  const apart = page.querySelector(APART);
  const here = document.querySelector(APART);
  if (apart && !here) document.querySelector("section:has([data-people])").after(apart);
  else if (apart) here.querySelector("[data-people]").append(...rowsOf(apart));
  const list = document.querySelector(`section:not(${APART}) > [data-people]`);
  if (list) list.append(...rowsOf(page).filter((row) => !row.closest(APART)));
}

// Without a line to the other pages, what is here is filtered, and the links to them stay.
function everyone() {
  whole ??= Promise.all(others.map(fetched)).then(
    (pages) => {
      pages.forEach(add);
      pager.hidden = true;
    },
    () => { whole = null; },
  );
  return whole;
}

async function show() {
  count.setAttribute("aria-busy", "true");
  await everyone();
  count.removeAttribute("aria-busy");
  const choice = chosen();
  const rows = rowsOf(document);
  for (const row of rows) row.hidden = !choice.every(([key, value]) => has(row, key, value));
  const shown = rows.filter((row) => !row.hidden).length;
  none.hidden = shown > 0;
  count.textContent = `${count.dataset.shown} ${shown.toLocaleString(document.documentElement.lang)}`;
  for (const section of document.querySelectorAll(APART)) {
    section.hidden = !section.querySelector("[data-people] > li:not([hidden])");
  }
  const words = new URLSearchParams(choice).toString();
  history.replaceState(null, "", words ? `#${words}` : location.pathname);
}

function changed() {
  if (first) return show();
  const words = new URLSearchParams(chosen()).toString();
  return location.assign(words ? `${filter.dataset.first}#${words}` : filter.dataset.first);
}

// Links from a topic's or team's page say what they mean in the address: #team=data.
function fill() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const select of selects) {
    const value = wanted.get(select.name) || "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
}

if (filter && rowsOf(document).length) {
  filter.addEventListener("change", changed);
  filter.querySelector("[data-people-all]").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    changed();
  });
  window.addEventListener("hashchange", () => {
    fill();
    show();
  });
  if (location.hash.includes("=")) {
    fill();
    show();
  }
}
