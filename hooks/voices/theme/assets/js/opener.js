// Opens the search by its button, "/" or Ctrl+K, and fetches its script only then.
const dialog = document.querySelector("[data-search-dialog]");
const buttons = [...document.querySelectorAll("[data-voices-search]")];
let loading = null;

function open() {
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[data-search-input]").focus();
  loading ??= import("./search.js");
}

const writes = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

if (dialog && typeof dialog.showModal === "function") {
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.target);
    const combination = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!slash && !combination) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
