// The people's filter: hides who doesn't match, counts who does, and keeps the choice in the address.
const form = document.querySelector("[data-people-filter]");
const rows = [...document.querySelectorAll("[data-people] > li")];

function matches(row, choice) {
  return Object.entries(choice).every(([key, value]) => (row.getAttribute(`data-${key}`) || "").split(" ").includes(value));
}

function show(count, none) {
  const choice = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  let shown = 0;
  for (const row of rows) {
    row.hidden = !matches(row, choice);
    if (!row.hidden) shown += 1;
  }
  none.hidden = shown > 0;
  count.textContent = `${count.dataset.shown} ${shown.toLocaleString(document.documentElement.lang)}`;
  for (const list of document.querySelectorAll("section:has([data-people])")) {
    const heading = list.querySelector("h2:not(.only-read)");
    if (heading) list.hidden = !list.querySelector("[data-people] > li:not([hidden])");
  }
  const words = new URLSearchParams(choice).toString();
  history.replaceState(null, "", words ? `#${words}` : location.pathname);
}

function fill() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const select of form.querySelectorAll("select")) {
    const value = wanted.get(select.name === "topics" && wanted.has("topic") ? "topic" : select.name) || wanted.get(select.name.replace(/s$/, "")) || "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
  }
}

if (form && rows.length) {
  const count = document.querySelector("[data-people-count]");
  const none = document.querySelector("[data-people-none]");
  form.hidden = false;
  form.addEventListener("change", () => show(count, none));
  form.addEventListener("reset", () => setTimeout(() => show(count, none)));
  form.addEventListener("submit", (event) => event.preventDefault());
  if (location.hash.includes("=")) {
    fill();
    show(count, none);
  }
  window.addEventListener("hashchange", () => {
    fill();
    show(count, none);
  });
}
