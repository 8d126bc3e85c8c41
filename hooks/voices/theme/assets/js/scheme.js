// Before the first paint: the colour scheme chosen last time, else the device's. A plain script, so that nothing flashes.
(() => {
  const root = document.documentElement;
  root.classList.remove("no-js");
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("voices-scheme") || "auto";
  } catch {
    // Storage may be forbidden; the device's scheme is a good answer.
  }
  if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
})();
