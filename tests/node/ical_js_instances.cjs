// Every instance in a feed as ical.js, the parser of Thunderbird's calendar, understands it.
const ICAL = require("ical.js");
const { answer } = require("./lines.cjs");

const told = (time) =>
  time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString();

answer((feed, until) => {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(feed));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  const events = calendar.getAllSubcomponents("vevent").map((each) => {
    // Otherwise it is told of the exceptions of all other events as well.
    return new ICAL.Event(each, { exceptions: [] });
  });
  const masters = events.filter((event) => !event.isRecurrenceException());
  const end = ICAL.Time.fromJSDate(until, true);
  const found = [];
  for (const master of masters) {
    if (!master.isRecurring()) {
      found.push([master.uid, told(master.startDate), told(master.endDate), master.summary]);
      continue;
    }
    events
      .filter((event) => event.isRecurrenceException() && event.uid === master.uid)
      .forEach((event) => master.relateException(event));
    const iterator = master.iterator();
    for (let next = iterator.next(); next && next.compare(end) < 0; next = iterator.next()) {
      const { item, startDate, endDate } = master.getOccurrenceDetails(next);
      found.push([item.uid, told(startDate), told(endDate), item.summary]);
    }
  }
  return found;
});
