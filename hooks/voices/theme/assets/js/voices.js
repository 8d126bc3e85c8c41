// What the pages do beyond links: colours, menus, sharing, the people's filter, copying, applying.
import "./palette.js";
import "./menus.js";
import "./share.js";
import "./people.js";
import "./code.js";
import "./apply.js";
import "./recruit.js";
