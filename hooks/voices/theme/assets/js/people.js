// The people's filter: hides who doesn't match, counts who does, and keeps the choice in the address.
const filter = document.querySelector("[data-people-filter]");
const rows = [...document.querySelectorAll("[data-people] > li")];
const selects = filter ? [...filter.querySelectorAll("select")] : [];
const count = document.querySelector("[data-people-count]");
const none = document.querySelector("[data-people-none]");

const has = (row, key, value) => (row.getAttribute(`data-${key}`) || "").split(" ").includes(value);

function show() {
  const choice = selects.filter((select) => select.value).map((select) => [select.name, select.value]);
  for (const row of rows) row.hidden = !choice.every(([key, value]) => has(row, key, value));
  const shown = rows.filter((row) => !row.hidden).length;
  none.hidden = shown > 0;
  count.textContent = `${count.dataset.shown} ${shown.toLocaleString(document.documentElement.lang)}`;
  for (const section of document.querySelectorAll("[data-people-apart]")) {
    section.hidden = !section.querySelector("[data-people] > li:not([hidden])");
  }
  const words = new URLSearchParams(choice).toString();
  history.replaceState(null, "", words ? `#${words}` : location.pathname);
}

// Links from a topic's or team's page say what they mean in the address: #team=data.
function fill() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const select of selects) {
    const value = wanted.get(select.name) || "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
}

if (filter && rows.length) {
  filter.addEventListener("change", show);
  filter.querySelector("[data-people-all]").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    show();
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
