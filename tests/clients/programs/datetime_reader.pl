#!/usr/bin/perl
# Every instance in a feed as Perl's Text::vFile::asData and DateTime::Format::ICal understand it; zones are those of
# DateTime::TimeZone. Each line of the input is a JSON object with a feed and the day up to which it is wanted; each is
# answered by a line.
use strict;
use warnings;
use DateTime;
use DateTime::Format::ICal;
use JSON::PP;
use Text::vFile::asData;

my $json = JSON::PP->new->utf8;
$| = 1;

sub moment {
    my ($property) = @_;
    my ($value, $zone) = ($property->{value}, $property->{param}{TZID});
    return DateTime::Format::ICal->parse_datetime($zone ? "TZID=$zone:$value" : $value);
}

sub told {
    my ($time, $whole) = @_;
    return $time->ymd if $whole;
    return $time->clone->set_time_zone('UTC')->strftime('%Y-%m-%dT%H:%M:%SZ');
}

sub text {
    my ($value) = @_;
    $value =~ s/\\([nN\\;,])/lc $1 eq 'n' ? "\n" : $1/ge;
    return $value;
}

sub instances {
    my ($feed, $until) = @_;
    $feed =~ s/\r\n/\n/g;
    open my $lines, '<:encoding(UTF-8)', \$feed or die $!;
    my $data = Text::vFile::asData->new->parse($lines);
    my @events = map { $_->{properties} } grep { $_->{type} eq 'VEVENT' } @{ $data->{objects}[0]{objects} };
    my %replaced;
    for my $event (@events) {
        my $id = $event->{'RECURRENCE-ID'} or next;
        $replaced{ $event->{UID}[0]{value} }{ moment($id->[0])->epoch } = 1;
    }
    my @found;
    for my $event (@events) {
        my ($start, $end) = map { moment($event->{$_}[0]) } qw(DTSTART DTEND);
        my $whole = $event->{DTSTART}[0]{value} !~ /T/;
        my ($uid, $summary) = ($event->{UID}[0]{value}, text($event->{SUMMARY}[0]{value}));
        my @starts = ($start);
        if ($event->{RRULE} && $start < $until) {
            my %without = map { moment($_)->epoch => 1 } @{ $event->{EXDATE} || [] };
            my $set = DateTime::Format::ICal->parse_recurrence(
                recurrence => $event->{RRULE}[0]{value}, dtstart => $start,
            );
            # The set is of local times without a zone.
            my @all = map { $_->set_time_zone($start->time_zone) } $set->as_list(end => $until);
            @starts = grep { !$without{ $_->epoch } && !$replaced{$uid}{ $_->epoch } } @all;
        }
        my $length = $end->subtract_datetime($start);
        push @found, [$uid, told($_, $whole), told($_ + $length, $whole), $summary] for @starts;
    }
    return \@found;
}

while (my $line = <STDIN>) {
    my $asked = $json->decode($line);
    my ($year, $month, $day) = split /-/, $asked->{until};
    my $until = DateTime->new(year => $year, month => $month, day => $day, time_zone => 'UTC');
    my $feed = $asked->{feed};
    utf8::encode($feed);
    print $json->encode(instances($feed, $until)), "\n";
}
