// What the readers here have in common: each line of the input is a JSON object with a feed and the day (UTC) up to
// which it is wanted; each is answered by a line with what the library understood: [uid, start, end, summary] of every
// instance. Whole days are `2024-01-18`, instants are UTC in ISO 8601; a failure is told as {error}.
const { createInterface } = require("node:readline");

const pad = (number) => String(number).padStart(2, "0");
exports.day = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
exports.utcDay = (date) => date.toISOString().slice(0, 10);

exports.answer = async (read) => {
  for await (const line of createInterface({ input: process.stdin })) {
    const { feed, until } = JSON.parse(line);
    let told;
    try {
      told = await read(feed, new Date(`${until}T00:00:00Z`));
    } catch (error) {
      told = { error: String(error.stack) };
    }
    process.stdout.write(JSON.stringify(told) + "\n");
  }
};
