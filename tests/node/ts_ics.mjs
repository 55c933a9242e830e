// Every entry in a feed as ts-ics understands it. Rules it expands by the clock of the machine, so they are left alone.
import { convertIcsCalendar } from "ts-ics";
import lines from "./lines.cjs";

const told = (time) =>
  time.type === "DATE" ? lines.utcDay(time.date) : time.date.toISOString();

lines.answer((feed) => {
  const { events = [] } = convertIcsCalendar(undefined, feed);
  return events.map(({ uid, summary, start, end }) => [uid, told(start), told(end), summary]);
});
