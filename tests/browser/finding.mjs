// Runs find.js over the files of an index, without a browser: `node finding.mjs FIND.JS INDEX`. Each line of the input
// is a JSON object: what is typed as `words`, a `kind`, a `year`, and whether to begin `anew`. Each is answered by a
// line: the paths that were found, and how many bytes were asked for before the first, as [paths, bytes].
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [script, folder] = process.argv.slice(2);
const source = await readFile(script, "utf8");
const index = pathToFileURL(`${folder}/`);
const made = () => new Function("fetch", `${source}\nreturn Finder;`)(fetched);
const EACH = 300; // bytes that an answer has besides its text
let asked = [];
let finder = made();

async function fetched(address) {
  const file = new URL(address);
  file.search = "";
  const reading = readFile(file, "utf8").catch(() => null);
  asked.push(reading);
  const text = await reading;
  return { ok: text !== null, text: async () => text };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { words, kind, year, anew } = JSON.parse(line);
  if (anew) finder = made();
  asked = [];
  let before = null;
  const paths = [];
  for await (const { path } of finder.results(index, { words: finder.wordsOf(words), kind, year })) {
    before ??= [...asked];
    paths.push(path);
  }
  const texts = await Promise.all(before ?? asked);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? "") + EACH, 0);
  process.stdout.write(JSON.stringify([paths, bytes]) + "\n");
}
