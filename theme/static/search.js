// The search page: what is typed is searched at once, or a moment after the last of several keys, and
// stands in the page's address. What is found is put in as text, never as HTML. Nothing is loaded
// before somebody types; while keys follow each other, what is needed first is loaded.
(function () {
  "use strict";
  const PAGE = 20; // results shown at once
  const PAUSE = 150; // milliseconds without a key
  const LONGEST = 120; // characters of a passage
  const LETTER = /[^][\p{M}\uff9e\uff9f\u1160-\u11ff]*/gu; // with the marks that belong to it

  const form = document.querySelector("main .finder");
  const typed = form.querySelector("input");
  const filters = document.querySelector(".filters");
  const kinds = [...filters.querySelectorAll("[data-kind]")];
  const years = filters.querySelector("select");
  const said = document.querySelector("main [role=status]");
  const list = document.querySelector(".found");
  const row = document.querySelector(".found + template").content.firstElementChild;
  const more = document.querySelector(".more");
  const language = document.documentElement.lang;
  const root = new URL(form.dataset.root, location.href);
  const index = new URL("search/", root);
  let current = null; // the search whose results are shown; what older ones find is dropped
  let waiting = 0; // for a pause between keys
  let offered = null;
  let writer = null; // of days, and
  let names = null; // of languages: made once, and only where it is needed
  const plainLetters = new Map();

  // A letter as it is compared.
  function plainLetter(letter) {
    let plain = plainLetters.get(letter);
    if (plain === undefined) plainLetters.set(letter, (plain = Finder.folded(letter)));
    return plain;
  }

  // Where words are in a line: pairs of offsets, merged.
  function places(line, words) {
    let plain = "";
    const starts = [], ends = [];
    for (const letter of line.matchAll(LETTER)) {
      const units = plainLetter(letter[0]);
      plain += units;
      for (let i = 0; i < units.length; i++) {
        starts.push(letter.index);
        ends.push(letter.index + letter[0].length);
      }
    }
    const places = [];
    for (const word of words) {
      for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
        places.push([starts[at], ends[at + word.length - 1]]);
      }
    }
    places.sort((one, other) => one[0] - other[0]);
    return places.reduce((merged, place) => {
      const last = merged[merged.length - 1];
      if (last && place[0] <= last[1]) last[1] = Math.max(last[1], place[1]);
      else merged.push(place);
      return merged;
    }, []);
  }

  // Puts text into an element, words marked; of a long one what is around the first.
  function mark(element, line, words, longest) {
    const marks = places(line, words);
    const wide = longest && line.length > longest;
    let start = wide && marks.length ? Math.max(0, marks[0][0] - longest / 4) : 0;
    start = Math.min(start, wide ? line.length - longest : 0);
    let end = wide ? start + longest : line.length;
    if (/[\udc00-\udfff]/.test(line[start])) start--;
    if (/[\udc00-\udfff]/.test(line[end] || "")) end++;
    let at = start;
    if (start) element.append("…");
    for (const [from, to] of marks) {
      if (from >= end) break;
      element.append(line.slice(at, from));
      const marked = document.createElement("mark");
      marked.textContent = line.slice(from, Math.min(to, end));
      element.append(marked);
      at = Math.min(to, end);
    }
    element.append(line.slice(at, end));
    if (end < line.length) element.append("…");
  }

  // The lines that hold most of the words, two at most. `plain` are the lines as compared.
  function passages(lines, plain, words) {
    const chosen = [];
    let left = words;
    while (left.length && chosen.length < 2) {
      const held = plain.map((line) => left.filter((word) => line.includes(word)).length);
      const best = held.indexOf(Math.max(...held));
      if (!held[best]) break;
      chosen.push(lines[best]);
      left = left.filter((word) => !plain[best].includes(word));
    }
    return chosen.length ? chosen : lines.slice(0, 1);
  }

  // A day in words. The first that `Intl` writes takes a phone a tenth of a second.
  function dayWords(day) {
    const date = new Date(day);
    if (language === "ja") {
      const [year, month, number] = day.split("-").map(Number);
      return `${year}年${month}月${number}日(${"日月火水木金土"[date.getUTCDay()]})`;
    }
    const style = { timeZone: "UTC", year: "numeric", month: "long", day: "numeric", weekday: "short" };
    return (writer = writer || new Intl.DateTimeFormat(language, style)).format(date);
  }

  function languageNames() {
    return (names = names || new Intl.DisplayNames(language, { type: "language" }));
  }

  function shown(result, words) {
    const item = row.cloneNode(true);
    const link = item.querySelector("a");
    link.href = new URL(result.path, root).href;
    mark(link, result.title, words);
    const about = item.querySelector(".soft");
    about.append(kinds.find((each) => each.dataset.kind === result.kind).textContent);
    if (result.day) {
      const time = document.createElement("time");
      time.dateTime = result.day;
      time.textContent = dayWords(result.day);
      about.append(" ", time);
    }
    if (result.language !== language) {
      about.append(" ", languageNames().of(result.language));
      link.lang = item.querySelector(".passages").lang = result.language;
    }
    for (const line of passages(result.lines, result.plainLines, words)) {
      const passage = item.querySelector(".passages").appendChild(document.createElement("p"));
      mark(passage, line, words, LONGEST);
    }
    return item;
  }

  function say(what, count) {
    const words = what ? said.dataset[what] : "";
    const given = { "{n}": count, "{q}": typed.value.trim() };
    said.textContent = words.replace(/\{[nq]\}/g, (name) => given[name]);
  }

  // Makes room for what a search finds.
  function makeRoom() {
    list.replaceChildren();
    filters.hidden = false;
    offered = offered || offerYears().catch(() => (offered = null));
  }

  // Shows up to a page more of what a search finds.
  async function goOn(search) {
    const full = search.count + PAGE;
    try {
      while (search.count < full) {
        const next = await (search.next || search.results.next());
        search.next = null;
        if (search !== current) return;
        if (!search.count) makeRoom();
        if (next.done) break;
        list.append(shown(next.value, search.words));
        if (!search.count++) setTimeout(sayInAddress, 0, search.query);
      }
      search.next = search.results.next(); // to know whether there is more
      const { done } = await search.next;
      if (search !== current) return;
      more.hidden = done;
      say(!search.count ? "none" : done ? "all" : "some", search.count);
    } catch (error) {
      if (search === current) {
        say("failed");
        current = null;
      }
      throw error;
    } finally {
      if (!search.count) sayInAddress(search.query);
    }
  }

  // Years can be chosen once they are known.
  async function offerYears() {
    const known = (await Finder.blocks(index)).filter((block) => block.last);
    const first = Math.min(...known.map((block) => block.first));
    const last = Math.max(...known.map((block) => block.last));
    const own = years.value;
    while (years.length > 1) years.remove(1);
    for (let year = last; year >= first; year--) addYear(String(year), String(year) === own);
    if (own !== years.value) addYear(own, true);
  }

  function addYear(year, chosen) {
    years.add(new Option(year, year, chosen, chosen));
  }

  // What the form says.
  function asking() {
    const kind = kinds.find((each) => each.getAttribute("aria-pressed") === "true").dataset.kind;
    return { words: Finder.wordsOf(typed.value), kind, year: years.value };
  }

  // Loads what the search will need first.
  function prepare() {
    const query = asking();
    if (!query.words.length) return;
    Finder.prepare(index, query).catch(() => {}); // the search itself will tell
  }

  // Searches what the form says.
  function search() {
    clearTimeout(waiting);
    waiting = 0;
    const query = asking();
    if (!current || JSON.stringify(query) !== JSON.stringify(current.query)) begin(query);
  }

  // Says the same in the page's address, not before the first result is shown: a phone takes longer
  // for it than for a result.
  function sayInAddress(query) {
    if (current && query !== current.query) return;
    const { kind, year } = query;
    const address = new URLSearchParams();
    for (const [name, value] of [["q", typed.value.trim()], ["kind", kind], ["year", year]]) {
      if (value) address.set(name, value);
    }
    history.replaceState(null, "", `?${address}`);
  }

  function begin(query) {
    const { words } = query;
    current = { query, words, count: 0, next: null, results: Finder.results(index, query) };
    more.hidden = true;
    if (words.length) {
      goOn(current);
    } else {
      filters.hidden = true;
      list.replaceChildren();
      sayInAddress(query);
      say(typed.value.trim() ? "short" : "");
    }
  }

  function choose(button) {
    for (const each of kinds) each.setAttribute("aria-pressed", String(each === button));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  // While an input method composes, what is typed is not yet meant.
  for (const name of ["input", "compositionend"]) {
    typed.addEventListener(name, (event) => {
      const alone = !waiting;
      clearTimeout(waiting);
      waiting = 0;
      if (event.isComposing) return;
      if (alone && asking().words.length) search();
      else prepare();
      waiting = setTimeout(search, PAUSE);
    });
  }
  filters.addEventListener("click", (event) => {
    const button = event.target.closest("[data-kind]");
    if (!button) return;
    choose(button);
    search();
  });
  years.addEventListener("change", search);
  more.addEventListener("click", async () => {
    const seen = list.children.length;
    await goOn(current);
    if (list.children[seen]) list.children[seen].querySelector("a").focus();
  });

  const asked = new URLSearchParams(location.search);
  typed.value = asked.get("q") || "";
  choose(kinds.find((each) => each.dataset.kind === asked.get("kind")) || kinds[0]);
  if (/^\d{4}$/.test(asked.get("year"))) addYear(asked.get("year"), true);
  if (typed.value) search();
})();
