// What can be measured on a page: what is cut, covered, too small, or not to be seen. Each measure
// returns what it finds wrong, in words. Used by inspecting.py, which evaluates all of this.

const named = (element) => {
  const words = (element.value || element.textContent || "").trim().replace(/\s+/g, " ");
  return `${element.localName}.${element.className} ${words.slice(0, 40)}`;
};

const all = (selector) =>
  [...document.querySelectorAll(selector)].filter((element) =>
    element.checkVisibility({ visibilityProperty: true })
  );

// Not hidden, nor only for those who listen.
const seen = (element) =>
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.closest(".unseen, .skip:not(:focus)");

const controls = () =>
  all("a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex='0']").filter(seen);

// Red, green, blue, and how opaque where it is not.
const channels = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);

// What an element stands on; `known` remembers it, as long as nothing changes.
const ground = (element, known = new Map()) => {
  if (!element) return channels(getComputedStyle(document.documentElement).backgroundColor);
  if (!known.has(element)) {
    const colour = channels(getComputedStyle(element).backgroundColor);
    const own = colour.length && colour[3] !== 0;
    known.set(element, own ? colour : ground(element.parentElement, known));
  }
  return known.get(element);
};

// As WCAG 2.2 defines them.
const luminance = (colour) => {
  const [red, green, blue] = colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

// A calendar's cell shows the beginning; the list beside it has the whole title.
const SHORTENED = ".calendar li > a";

// Each line of words that is seen, as high as its letters are; found once in one look at a page.
let known = null;
const lines = () => (known ??= [...linesAnew()]);
const parents = () => new Set(lines().map(({ parent }) => parent));

const linesAnew = () => {
  const found = [];
  const isSeen = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const unread = "rt, script, style, noscript, template, select";
    if (!node.data.trim()) continue;
    if (!isSeen.has(parent)) isSeen.set(parent, !parent.closest(unread) && seen(parent));
    if (!isSeen.get(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const half = parseFloat(getComputedStyle(parent).fontSize) * 0.42;
    const short = parent.closest(SHORTENED);
    const end = short ? short.getBoundingClientRect().bottom : Infinity;
    for (const { left, right, top, bottom, width } of range.getClientRects()) {
      const middle = (top + bottom) / 2;
      if (width > 1 && middle < end) found.push({ node, parent, left, right, top: middle - half, bottom: middle + half });
    }
  }
  return found;
};

const seals = () =>
  all(".stamp").map((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { node, parent: node, left: left + 4, right: right - 4, top: top + 4, bottom: bottom - 4 };
  });

const measures = {
  // Targets of less than 24 px without as much room around their middle (WCAG 2.2, 2.5.8).
  small() {
    const targets = controls().map((control) => {
      const box = control.getBoundingClientRect();
      const small = box.width < 23.9 || box.height < 23.9;
      return { control, box, small, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    });
    const inSentence = ({ control }) =>
      getComputedStyle(control).display === "inline" &&
      [...control.parentElement.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 1
      );
    const crowded = (one) =>
      targets.some((other) => {
        if (one === other) return false;
        if (other.small && Math.hypot(one.x - other.x, one.y - other.y) < 24) return true;
        const across = Math.max(other.box.left - one.x, 0, one.x - other.box.right);
        const down = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom);
        return Math.hypot(across, down) < 12;
      });
    return targets
      .filter((one) => one.small && !inSentence(one) && crowded(one))
      .map(({ control }) => named(control));
  },

  // Words that leave the window, are cut by their box, or lie on other words or under a seal.
  spoilt() {
    const found = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) found.push("scrolls sideways");
    const texts = lines();
    for (const { left, right, parent } of texts) {
      if (left < -1 || right > width + 1) found.push("leaves the window: " + named(parent));
    }
    for (const box of all("body *").filter(seen)) {
      const style = getComputedStyle(box);
      if (style.overflow === "visible" || box.matches(`${SHORTENED}, input`)) continue;
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) {
        found.push("is cut: " + named(box));
      }
    }
    const boxes = [...texts, ...seals()].sort((one, other) => one.top - other.top);
    boxes.forEach((one, i) => {
      for (let j = i + 1; j < boxes.length && boxes[j].top < one.bottom - 1; j++) {
        const other = boxes[j];
        if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
        if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5) {
          found.push(`lies on another: ${named(one.parent)} | ${named(other.parent)}`);
        }
      }
    });
    return found;
  },

  // Controls on which focus is not seen (2.4.7, 2.4.11, 1.4.11); after a key has been pressed.
  unmarked() {
    const found = [];
    for (const control of all("a[href], button:enabled, input, select, summary")) {
      control.focus();
      if (document.activeElement !== control) found.push("takes no focus: " + named(control));
      const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(control);
      const strength = contrast(channels(outlineColor), ground(control.parentElement));
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2 || strength < 3) {
        found.push(`is not marked (${strength.toFixed(1)}): ${named(control)}`);
      }
      const { left, right, top, bottom } = control.getClientRects()[0];
      const topmost = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (!control.contains(topmost)) found.push("is covered: " + named(control));
    }
    document.activeElement.blur();
    return found;
  },

  // What is lost where colours are forced: lines around what has no ground any more, and words.
  forced() {
    const found = [];
    for (const box of all(".stamp, .button, button, input, select, .sheet, .card").filter(seen)) {
      const style = getComputedStyle(box);
      const strength = contrast(channels(style.borderBlockStartColor), ground(box.parentElement));
      const width = parseFloat(style.borderBlockStartWidth);
      if (style.borderBlockStartStyle === "none" || width < 1 || strength < 3) {
        found.push("has no line: " + named(box));
      }
    }
    const known = new Map();
    for (const parent of parents()) {
      const strength = contrast(channels(getComputedStyle(parent).color), ground(parent, known));
      if (strength < 4.5) found.push(`cannot be read (${strength.toFixed(1)}): ${named(parent)}`);
    }
    for (const current of all(".menu [aria-current], .filters [aria-current], .year [aria-current]")) {
      const { borderBlockEndStyle, outlineStyle } = getComputedStyle(current);
      if (borderBlockEndStyle === "none" && outlineStyle === "none") {
        found.push("does not look current: " + named(current));
      }
    }
    return found;
  },

  // Words that are hard to tell from their ground (1.4.3). Axe looks closer, and takes longer.
  dim() {
    const found = [];
    const known = new Map();
    for (const parent of parents()) {
      const { color, fontSize, fontWeight } = getComputedStyle(parent);
      const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
      const strength = contrast(channels(color), ground(parent, known));
      if (strength < (large ? 3 : 4.5)) found.push(`is dim (${strength.toFixed(1)}): ${named(parent)}`);
    }
    return found;
  },

  // What moves, or would if it changed.
  moving() {
    const still = ({ animationName, scrollBehavior, transitionDuration }) =>
      animationName === "none" &&
      scrollBehavior !== "smooth" &&
      transitionDuration.split(", ").every((duration) => duration === "0s");
    const parts = [null, "::before", "::after"];
    return [...document.querySelectorAll("*")]
      .filter((element) => !parts.every((part) => still(getComputedStyle(element, part))))
      .map(named);
  },

  // What those miss who listen: one h1, no heading too deep, parts with names of their own.
  untold() {
    const found = [];
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6")) {
      const depth = Number(heading.localName[1]);
      if (level && depth > level + 1) found.push("is too deep: " + named(heading));
      if (!heading.textContent.trim()) found.push("says nothing: " + heading.outerHTML);
      level = depth;
    }
    for (const selector of ["h1", "main", "body > header", "body > footer"]) {
      if (all(selector).length !== 1) found.push(`${all(selector).length} of ${selector}`);
    }
    const names = all("nav, section:not(.prose section), [role=search]").map((part) => {
      const label = document.getElementById(part.getAttribute("aria-labelledby"));
      return part.getAttribute("aria-label") || (label ? label.textContent.trim() : part.localName);
    });
    for (const name of new Set(names)) {
      if (name === "nav" || name === "section") found.push("has no name: " + name);
      if (names.indexOf(name) !== names.lastIndexOf(name)) found.push("two parts are named " + name);
    }
    if (!document.title.trim()) found.push("no title");
    for (const odd of all("[tabindex]")) {
      if (odd.tabIndex > 0 || odd.matches("a, button")) found.push("out of order: " + named(odd));
    }
    return found;
  },
};

// Where focus is: on which of the controls, -1 on none, and its place on the page.
const stop = () => {
  const element = document.activeElement;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return {
    ...{ at: controls().indexOf(element), name: named(element) },
    ...{ left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY },
  };
};

// Notes in `window.stops` where focus goes from now on.
const noteStops = () => {
  window.stops = [];
  document.addEventListener("focusin", () => window.stops.push(stop()));
};

// As wide as readers may set their texts (1.4.12), or as they were.
const setWide = (wide) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; }
    p { margin-block-end: 2em !important; }
  `);
  document.adoptedStyleSheets = wide ? [sheet] : [];
};
