// Passing a page on: the device's own share sheet, the reader's Mastodon server (asked once), and a copied link.
const SERVER = "voices-mastodon";

function remembered() {
  try {
    return localStorage.getItem(SERVER) || "";
  } catch {
    return "";
  }
}

function remember(server) {
  try {
    localStorage.setItem(SERVER, server);
  } catch {
    // Then it is asked for again next time.
  }
}

const cleaned = (typed) =>
  typed.trim().replace(/^https?:\/\//, "").replace(/\/.*$/, "").replace(/^@?[^@\s]*@/, "").toLowerCase();

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

for (const row of document.querySelectorAll("[data-share]")) {
  const said = row.querySelector("[data-share-said]");
  const { url, title } = row.dataset;

  const device = row.querySelector("[data-share-device]");
  if (device && navigator.share) {
    device.hidden = false;
    device.querySelector("button").addEventListener("click", () => {
      navigator.share({ url, title }).catch(() => {});
    });
  }

  for (const mastodon of row.querySelectorAll("[data-share-server]")) {
    mastodon.addEventListener("click", (event) => {
      event.preventDefault();
      const server = cleaned(remembered() || window.prompt(mastodon.dataset.question, "mastodon.social") || "");
      if (!/^[a-z0-9.-]+\.[a-z]{2,}(:\d+)?$/.test(server)) return;
      remember(server);
      window.location.assign(`https://${server}/share?text=${mastodon.href.split("#text=")[1]}`);
    });
  }

  const link = row.querySelector("[data-share-copy]");
  if (link && navigator.clipboard) {
    link.hidden = false;
    link.querySelector("button").addEventListener("click", async () => {
      said.textContent = "";
      if (await copy(url)) said.textContent = link.dataset.done;
    });
  }
}
