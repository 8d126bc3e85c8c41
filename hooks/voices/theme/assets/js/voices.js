// What the pages do beyond links. Colours and menus are on every page; the rest is fetched only where it is used.
import "./palette.js";
import "./menus.js";

const has = (selector) => document.querySelector(selector) !== null;
const parts = [];

if (has("[data-share]")) parts.push(import("./share.js"));
if (has("[data-people-filter]")) parts.push(import("./people.js"));
if (has(".prose :is(pre, table)")) parts.push(import("./code.js"));
if (has("a[data-apply]")) parts.push(import("./apply.js"));
if (has("[data-fold]")) parts.push(import("./folds.js"));
if (has("[data-kit]")) parts.push(import("./recruit.js"));

// The browser's "load" does not wait for these parts; who drives the page from outside can wait for this mark.
Promise.allSettled(parts).then(() => (document.documentElement.dataset.ready = ""));
