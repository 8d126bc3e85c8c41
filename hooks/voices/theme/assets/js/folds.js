// On a phone a long list of rules begins as a list of their titles; a link to one opens it, and paper shows all.
const folds = [...document.querySelectorAll("[data-fold]")];
const narrow = window.matchMedia("(max-width: 52rem)");

function reveal() {
  const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const fold = wanted && wanted.querySelector("[data-fold]");
  if (!fold) return;
  fold.open = true;
  wanted.scrollIntoView();
}

function fold() {
  for (const one of folds) one.open = !narrow.matches;
  if (narrow.matches) reveal();
}

narrow.addEventListener("change", fold);
window.addEventListener("hashchange", reveal);
window.addEventListener("beforeprint", () => {
  for (const one of folds) one.open = true;
});
if (narrow.matches) fold();
