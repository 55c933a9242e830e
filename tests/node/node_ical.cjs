// Every instance in a feed as node-ical understands it.
const ical = require("node-ical");
const { answer, day } = require("./lines.cjs");

const told = (time, whole) => (whole ? day(time) : time.toISOString());

answer((feed, until) => {
  const events = Object.values(ical.sync.parseICS(feed)).filter((each) => each.type === "VEVENT");
  const from = new Date("1900-01-01T00:00:00Z");
  return events.flatMap((event) =>
    ical.expandRecurringEvent(event, { from, to: until }).map((one) => {
      const whole = one.isFullDay;
      const { val } = one.summary ?? {};
      return [event.uid, told(one.start, whole), told(one.end, whole), val ?? one.summary];
    }),
  );
});
