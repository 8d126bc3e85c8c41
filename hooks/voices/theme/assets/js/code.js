// A copy button on each block of code, and a way into tables that scroll for people who use the keyboard.
const words = document.querySelector("[data-code-words]");

for (const table of document.querySelectorAll(".prose table")) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}

for (const block of document.querySelectorAll(".prose pre")) {
  if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  if (!words || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.dataset.copy;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.querySelector("code")?.innerText ?? block.innerText);
      button.textContent = words.dataset.copied;
      words.textContent = words.dataset.copied;
      setTimeout(() => {
        button.textContent = words.dataset.copy;
        words.textContent = "";
      }, 2000);
    } catch {
      button.remove();
    }
  });
  const frame = document.createElement("div");
  frame.className = "code";
  block.replaceWith(frame);
  frame.append(block, button);
}
