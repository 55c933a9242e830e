<?php
// Every instance in a feed as sabre/vobject understands it, the library of Nextcloud's and Baikal's calendars.
// Each line of the input is a JSON object with a feed and the day up to which it is wanted; each is answered by a line.
foreach (['Sabre/VObject/autoload.php', 'Sabre/VObject/includes.php'] as $file) {
    if (stream_resolve_include_path($file)) {
        require_once $file;
        break;
    }
}
error_reporting(E_ALL & ~E_DEPRECATED);

function told($property)
{
    $time = $property->getDateTime();
    if (strlen((string) $property) === 8) {
        return $time->format('Y-m-d');
    }
    return gmdate('Y-m-d\TH:i:s\Z', $time->getTimestamp());
}

while (($line = fgets(STDIN)) !== false) {
    $asked = json_decode($line, true);
    $calendar = Sabre\VObject\Reader::read($asked['feed']);
    $from = new DateTime('1901-01-01', new DateTimeZone('UTC'));
    $until = new DateTime($asked['until'], new DateTimeZone('UTC'));
    // Version 2 changes the calendar in its place, later ones return another.
    $expanded = $calendar->expand($from, $until) ?: $calendar;
    $found = [];
    foreach ($expanded->VEVENT as $event) {
        $found[] = [(string) $event->UID, told($event->DTSTART), told($event->DTEND), (string) $event->SUMMARY];
    }
    echo json_encode($found, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
