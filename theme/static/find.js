// Finds documents in the search index. `blocks.txt` names its blocks in the order in which they are
// asked. A block has postings, which say what pairs of characters are in what documents, and lists,
// which say what the documents are; those of small blocks stand in `blocks.txt`. The words of those
// that may hold what was typed are then looked through, so that they do hold it. What is asked next
// is loaded ahead. How the files are written: plugins/kairanban/pages/search/.
const Finder = (function () {
  "use strict";
  const LISTED = 128; // documents in a list, where the head says nothing else
  const SHARDS = 4; // of postings that are no files
  const FEW = 8; // documents that are looked through rather than asked for more pairs
  const FIRST_PAIRS = 2;
  const MOST_PAIRS = 6;
  const MORE_BLOCKS = 8; // asked at once where the first hold little
  const NAME = 7; // characters of a line that stand before its documents
  const ENOUGH = 20; // documents for which no further block is asked ahead
  const AT_ONCE = 3; // documents whose words are loaded first,
  const AHEAD = 5; // and then before they are asked for
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const ALIKE = {
    ...{ "〜": "~", "−": "-", "—": "―", "‖": "∥", "‘": "'", "’": "'", "“": '"', "”": '"' },
    ...{ ς: "σ", ß: "ss" },
  };
  const IGNORED =
    /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
  const files = new Map();

  // Text as it is compared, the same as `fold_text` in site/search/page_text.py.
  function folded(text) {
    const plain = text.normalize("NFKC").replace(IGNORED, "").toUpperCase().toLowerCase();
    return plain.replace(/[〜−—‖‘’“”ςß]/g, (sign) => ALIKE[sign]);
  }

  // The words that somebody typed; none where no word is long enough.
  function wordsOf(text) {
    const words = [...new Set(folded(text).trim().split(/\s+/))].filter(Boolean);
    return words.some((word) => word.length > 1) ? words : [];
  }

  // The text of a file, fetched once.
  function file(address, options) {
    if (!files.has(address.href)) {
      const text = fetch(address, options).then((answer) => {
        if (!answer.ok) throw new Error(address.href);
        return answer.text();
      });
      text.catch(() => files.delete(address.href));
      files.set(address.href, text);
    }
    return files.get(address.href);
  }

  // The blocks of the index in the folder at the address `index`.
  async function blocks(index) {
    const text = await file(new URL("blocks.txt", index), { cache: "no-cache" });
    const lines = text.split("\n").slice(0, -1);
    const found = [];
    for (let at = 0; at < lines.length; ) {
      const [name, state, count, files, first, last, listed = LISTED] = lines[at++].split(" ");
      const part = (path) => file(new URL(`${path}.txt?${state}`, index));
      const list = lines.slice(at, (at += +count > +listed ? 0 : +count));
      const postings = lines.slice(at, (at += +files ? 0 : SHARDS));
      const shards = +files || SHARDS;
      const years = { first: +first, last: +last };
      found.push({ name, part, list, postings, shards, listed: +listed, ...years });
    }
    return found;
  }

  // The line about a document in a block.
  async function line(block, number) {
    if (block.list.length) return block.list[number];
    const list = await block.part(`${block.name}/list-${Math.floor(number / block.listed)}`);
    return list.split("\n")[number % block.listed];
  }

  // The pairs of characters in words, each with the one that follows it there; in words of two there
  // is none. First come some that take in the whole of each word, and those that few documents may
  // hold.
  function pairsOf(words) {
    const ranks = new Map();
    const common = (sign) => (/[\u4e00-\u9fff]/.test(sign) ? 0 : /[ァ-ヺa-z0-9]/.test(sign) ? 1 : 2);
    for (const word of words) {
      const last = Math.max(0, word.length - 3);
      for (let i = 0; i <= last && word.length > 1; i++) {
        const pair = word.slice(i, i + 3);
        const rank = [...pair].reduce((sum, sign) => sum + common(sign), i % 2 && i < last ? 9 : 0);
        ranks.set(pair, Math.min(rank, ranks.get(pair) ?? rank));
      }
    }
    return [...ranks.keys()].sort((a, b) => ranks.get(a) - ranks.get(b)).slice(0, MOST_PAIRS);
  }

  // The numbers of the documents in a block that hold a pair and, as likely as not, what follows it.
  async function holders(block, pair) {
    const scattered = Math.imul(pair.charCodeAt(0) | (pair.charCodeAt(1) << 16), 0x9e3779b1) >>> 0;
    const names = 2 ** 32 / block.shards;
    const between = block.postings.length ? " " : "\n";
    let name = between;
    for (let i = 0, rest = scattered % names; i < 5; i++, rest = Math.floor(rest / 64)) {
      name += DIGITS[rest % 64];
    }
    if (pair[2]) name += DIGITS[pair.charCodeAt(2) % 64];
    const shard = Math.floor(scattered / names);
    const text = block.postings[shard] ?? (await block.part(`${block.name}/${shard}`));
    const numbers = new Set();
    for (let at = text.indexOf(name); at >= 0 && text.startsWith(name, at); ) {
      const end = text.indexOf(between, at + 1);
      const line = text.slice(at + NAME, end < 0 ? text.length : end);
      for (const number of decoded(line)) numbers.add(number);
      at = end;
    }
    return numbers;
  }

  function decoded(line) {
    const numbers = [];
    if (line[0] === ".") {
      for (let n = 0; n < (line.length - 1) * 6; n++) {
        const digit = DIGITS.indexOf(line[1 + Math.floor(n / 6)]);
        if (digit & (32 >> n % 6)) numbers.push(n);
      }
      return numbers;
    }
    let number = 0, distance = 0, bits = 0;
    for (const sign of line) {
      const digit = DIGITS.indexOf(sign);
      distance |= (digit & 31) << bits;
      bits += 5;
      if (digit < 32) {
        number += distance;
        numbers.push(number);
        distance = bits = 0;
      }
    }
    return numbers;
  }

  // The numbers of documents that may hold all pairs, newest first. More pairs are asked for as long
  // as many documents may.
  async function candidates(block, pairs) {
    let numbers = null;
    for (const some of [pairs.slice(0, FIRST_PAIRS), pairs.slice(FIRST_PAIRS)]) {
      for (const holding of await Promise.all(some.map((pair) => holders(block, pair)))) {
        numbers = numbers || [...holding].sort((one, other) => other - one);
        numbers = numbers.filter((number) => holding.has(number));
      }
      if (numbers.length) begun(line(block, numbers[0]));
      if (numbers.length <= FEW) break;
    }
    return numbers.map((number) => [block, number]);
  }

  // A document if it is wanted and does hold all words, else nothing.
  async function looked([block, number], query) {
    const [kind, day, language, path] = (await line(block, number)).split(" ");
    if (query.kind && query.kind !== kind) return null;
    if (query.year && query.year !== day.slice(0, 4)) return null;
    const text = await block.part(`words/${path.replace(/\/$/, "")}`);
    const plain = folded(text);
    if (!query.words.every((word) => plain.includes(word))) return null;
    const [title, ...lines] = text.split("\n").slice(0, -1);
    const plainLines = plain.split("\n").slice(1, -1);
    return { kind, day: day === "-" ? null : day, language, path, title, lines, plainLines };
  }

  // A promise that is awaited later, or never.
  function begun(promise) {
    promise.catch(() => {});
    return promise;
  }

  // The blocks that may hold what is wanted.
  async function wanted(index, query) {
    const { year } = query;
    const every = await blocks(index);
    return year ? every.filter((block) => block.first <= year && year <= block.last) : every;
  }

  // How many blocks are asked at first: those that stand in `blocks.txt`, and one more.
  const atFirst = (every) => every.findIndex((block) => !block.postings.length) + 1 || every.length;

  // Loads what a query is certain to need first.
  async function prepare(index, query) {
    const every = await wanted(index, query);
    const pairs = pairsOf(query.words);
    await Promise.all(every.slice(0, atFirst(every)).map((block) => candidates(block, pairs)));
  }

  // All documents that hold the words of a query, in their order. `query` may name a kind and a
  // year. More and more blocks are asked at once, as long as little is found.
  async function* results(index, query) {
    const every = await wanted(index, query);
    const pairs = pairsOf(query.words);
    const asked = [];
    let many = atFirst(every);
    function askMore() {
      const some = every.slice(asked.length, asked.length + many);
      many = asked.length ? many * 2 : MORE_BLOCKS;
      asked.push(...some.map((block) => begun(candidates(block, pairs))));
    }
    askMore();
    for (let at = 0, known = 0; at < asked.length; at++) {
      const found = await asked[at];
      const looking = [];
      const look = (count) => {
        const some = found.slice(looking.length, count);
        looking.push(...some.map((candidate) => begun(looked(candidate, query))));
      };
      look(AT_ONCE);
      known += found.length;
      for (let number = 0; number < found.length; number++) {
        const result = await looking[number];
        if (result) yield result;
        look(number + 1 + AHEAD);
        if (at + 1 === asked.length && known < ENOUGH) askMore();
      }
      if (at + 1 === asked.length) askMore();
    }
  }

  return { blocks, folded, prepare, results, wordsOf };
})();
