// Finds documents in the search index. `blocks.txt` names its blocks in the order in which they are
// asked. A block has postings, which say what pairs of characters are in what documents, and lists,
// which say what the documents are. The words of those that may hold what was typed are then looked
// through, so that they do hold it. How the files are written: plugins/kairanban/pages/search/.
const Finder = (function () {
  "use strict";
  const FEW = 3; // documents that are looked through rather than asked for more pairs
  const MOST_PAIRS = 12;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const ALIKE = {
    ...{ "〜": "~", "−": "-", "—": "―", "‖": "∥", "‘": "'", "’": "'", "“": '"', "”": '"' },
    ...{ ς: "σ", ß: "ss" },
  };
  const IGNORED =
    /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
  const files = new Map();

  // Text as it is compared, the same as `folded` in words.py.
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
    return text.split("\n").filter(Boolean).map((line) => {
      const [name, state, , shards, first, last] = line.split(" ");
      const part = (path) => file(new URL(`${path}.txt?${state}`, index));
      return { name, part, shards: +shards, first: +first, last: +last };
    });
  }

  // The pairs of characters in words, those first that few documents may hold.
  function pairsOf(words) {
    const pairs = new Set();
    for (const word of words) {
      for (let i = 0; i + 1 < word.length; i++) pairs.add(word.slice(i, i + 2));
    }
    const common = (sign) => (/[\u4e00-\u9fff]/.test(sign) ? 0 : /[ァ-ヺa-z0-9]/.test(sign) ? 1 : 2);
    const rank = (pair) => common(pair[0]) + common(pair[1]);
    return [...pairs].sort((one, other) => rank(one) - rank(other)).slice(0, MOST_PAIRS);
  }

  // The numbers of the documents in a block that hold a pair.
  async function holders(block, pair) {
    const scattered = Math.imul(pair.charCodeAt(0) | (pair.charCodeAt(1) << 16), 0x9e3779b1) >>> 0;
    const names = 2 ** 32 / block.shards;
    let name = "\n";
    for (let i = 0, rest = scattered % names; i < 5; i++, rest = Math.floor(rest / 64)) {
      name += DIGITS[rest % 64];
    }
    const shard = Math.floor(scattered / names);
    const text = await block.part(`${block.name}/${shard}`);
    const at = text.indexOf(name);
    return new Set(at < 0 ? [] : decoded(text.slice(at + name.length).split("\n", 1)[0]));
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

  // The numbers of documents that may hold all pairs, newest first.
  async function candidates(block, pairs) {
    let numbers = null;
    for (const some of [pairs.slice(0, 2), pairs.slice(2)]) {
      for (const holding of await Promise.all(some.map((pair) => holders(block, pair)))) {
        numbers = (numbers || [...holding]).filter((number) => holding.has(number));
      }
      if (numbers.length <= FEW) break;
    }
    return numbers.reverse();
  }

  // A document if it is wanted and does hold all words, else nothing.
  async function looked(block, number, query) {
    const lines = (await block.part(`${block.name}/list-${number >> 6}`)).split("\n");
    const [kind, day, language, path] = lines[number & 63].split(" ");
    if (query.kind && query.kind !== kind) return null;
    if (query.year && query.year !== day.slice(0, 4)) return null;
    const text = await block.part(`words/${path.replace(/\/$/, "")}`);
    const plain = folded(text);
    if (!query.words.every((word) => plain.includes(word))) return null;
    const [title, ...rest] = text.trim().split("\n");
    return { kind, day: day === "-" ? null : day, language, path, title, lines: rest };
  }

  // All documents that hold the words of a query, in their order. `query` may name a kind and a
  // year. More and more is loaded at once, as long as somebody goes on asking.
  async function* results(index, query) {
    const pairs = pairsOf(query.words);
    const asked = (await blocks(index)).filter(
      (block) => !query.year || (block.first <= query.year && query.year <= block.last)
    );
    for (let first = 0, group; first < asked.length; first += group.length) {
      group = asked.slice(first, first < 2 ? first + 1 : first * 2);
      const numbers = await Promise.all(group.map((block) => candidates(block, pairs)));
      for (let i = 0; i < group.length; i++) {
        for (let at = 0, some = 2; at < numbers[i].length; at += some, some = 8) {
          const part = numbers[i].slice(at, at + some);
          const held = await Promise.all(part.map((number) => looked(group[i], number, query)));
          yield* held.filter(Boolean);
        }
      }
    }
  }

  return { blocks, folded, results, wordsOf };
})();
