// Whoever came here by an ad is still counted where they apply: source parameters go along.
const KEPT = /^(utm_[a-z]+|gh_src|gh_jid|lever-source.*|lever-origin|source|src|ref)$/;
const carried = [...new URLSearchParams(location.search)].filter(([name]) => KEPT.test(name));

if (carried.length) {
  for (const link of document.querySelectorAll("a[data-apply]")) {
    const url = new URL(link.href);
    for (const [name, value] of carried) if (!url.searchParams.has(name)) url.searchParams.append(name, value);
    link.href = url.href;
  }
}
