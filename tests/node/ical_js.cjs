// Reads a calendar file (standard input) with ical.js, as Thunderbird does, and prints what it understood:
// for each event its UID, summary and the instants (UTC, ISO 8601) at which it begins and ends.
const { readFileSync } = require("node:fs");
const ICAL = require("ical.js");

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const told = (time) =>
  time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString();
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    start: told(event.startDate),
    end: told(event.endDate),
  };
});
process.stdout.write(JSON.stringify(events));
