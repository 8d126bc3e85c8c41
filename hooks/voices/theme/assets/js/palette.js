// The switch between the device's colours, light and dark. The choice is kept in this browser only.
const ORDER = ["auto", "light", "dark"];
const root = document.documentElement;
const current = () => root.dataset.scheme || "auto";

function keep(scheme) {
  try {
    if (scheme === "auto") localStorage.removeItem("voices-scheme");
    else localStorage.setItem("voices-scheme", scheme);
  } catch {
    // The choice then holds for this page.
  }
}

function choose(scheme) {
  if (scheme === "auto") delete root.dataset.scheme;
  else root.dataset.scheme = scheme;
}

for (const button of document.querySelectorAll("[data-scheme-switch]")) {
  const say = () => {
    const scheme = current();
    button.setAttribute("aria-label", button.getAttribute(`data-label-${scheme}`));
    button.dataset.now = scheme;
  };
  button.addEventListener("click", () => {
    const next = ORDER[(ORDER.indexOf(current()) + 1) % ORDER.length];
    choose(next);
    keep(next);
    say();
  });
  say();
  button.hidden = false;
}
