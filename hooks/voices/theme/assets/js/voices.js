// What the pages do beyond links. Colours and menus are on every page; the rest is fetched only where it is used.
import "./palette.js";
import "./menus.js";

const has = (selector) => document.querySelector(selector) !== null;

if (has("[data-share]")) import("./share.js");
if (has("[data-people-filter]")) import("./people.js");
if (has(".prose :is(pre, table)")) import("./code.js");
if (has("a[data-apply]")) import("./apply.js");
if (has("[data-kit]")) import("./recruit.js");
