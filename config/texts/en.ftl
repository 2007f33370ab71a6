### English texts. The keys are the same in the three languages.

## Glossary: People and places

event = event
exhibition = exhibition
hall = hall
yard = yard
zone = zone
station = station
stand = stand
    .short = stand
desk = advice desk
master-class = master class
instructor = instructor
deputy = deputy instructor
coordinator = coordinator
hall-coordinator = hall coordinator
organiser = organiser
group = group
subgroup = subgroup
guide = group guide
teacher = accompanying teacher
volunteer = volunteer
pupil = pupil
school = school
class = class
teaching-language = language of instruction
college = college
enterprise = company
specialty = specialty
profession = trade
visitor = visitor
guest-of-honour = guest of honour
first-aid-point = first-aid point
assembly-point = assembly point
info-desk = information desk

## Glossary: Time and rounds

round = round
rotation = rotation plan
route-sheet = route sheet
changeover = changeover
    .short = change
countdown = countdown
time-left = left
time-up = time is up
    .short = over
overtime = overtime { $t }
    .short = over
finished-early = finished early
schedule = schedule
planned = planned
actual = actual
break = break
    .short = break
lunch = lunch
start = start
end = end
now = now
next = next
then = then
event-time = event time
hold-all = general hold
    .short = hold
extend = extend
shorten = shorten
times-moved = times have moved
was-time = was { $t }

## Glossary: Group status

expected = expected
    .short = due
on-the-way = on the way
    .short = on way
arrived = arrived
    .short = here
in-progress = in progress
    .short = on
finished = finished
    .short = done
delayed = delayed
    .short = late
absent = absent
announced-late = coming later
    .short = later
trouble-no-station = no station
    .short = no stat.
skips = skips this round
    .short = skips
away = away
    .short = away
no-show = no-show
    .short = no-show
left-early = left early
on-break = on a break
    .short = break
sent-on = sent on

## Glossary: Station status

ready = ready
    .short = ready
not-ready = not ready
    .short = not ready
free = free
    .short = free
busy = busy
    .short = busy
full = full
over-capacity = over capacity
    .short = over
places = places
paused = paused
    .short = paused
resume = resume
closed = closed
    .short = closed
temporarily-closed = temporarily closed
fault = equipment fault
    .short = fault
no-power = no power
no-instructor = no instructor
reserve = reserve
on-paper = on paper
    .short = paper
guests-here = guests here

## Glossary: Counting

head-count = head count
recount = count again
roll-call = roll call
all-present = all accounted for
total = total
visits = visits
pupils-once = pupils (counted once)
interested = interested
interest = interest
walk-ins = walk-ins
queue = queue

## Glossary: Safety and access

briefing = safety briefing
briefing-done = safety briefing done
ppe = protective equipment
goggles = safety goggles
help-needed = help needed
    .short = help!
help-coming = help is on the way
first-aid = first aid
    .short = medic!
injury = injury
evacuation = evacuation
drill = drill
fire-alarm = fire alarm
sen = special educational needs (SEN)
support = support
sign-language = sign language
interpreter = sign-language interpreter
wheelchair = wheelchair accessible
accessible = accessible
quiet = quiet
low-vision = low vision
assistant = personal assistant

## Glossary: Device and data

online = online
offline = offline
    .short = offline
last-seen = last seen
synced = everything sent
not-sent = not sent
sync-now = sync now
laptop = laptop
clock-fast = clock is fast
clock-slow = clock is slow
view-only = view only
take-over = take over
log = log
entry = entry
entered-later = entered later
undo = undo
undone = undone
cancel = cancel
confirm = confirm
save = save
close = close
exit = exit
back = back
search = search
filter = filter
all = all
report = report
import = import
export = export
print = print
settings = settings
language = language
help-screen = help
keys = keys
error = error
warning = warning
message = message
send = send
received = received
read = read
reply = reply
to-all = to everyone
training-mode = training mode
duplicate = duplicate row

## Glossary: Actions on groups

go-to = go to: station { $s }
move = move
swap = swap
split = split
merge = merge
skip = skip
add-group = add a group
finish = finish
begin = begin
pause = pause

## Glossary: Job fair

job-fair = job fair
vacancy = vacancy
cv = CV
interview = interview
consultation = consultation
labour-law = labour law
conditions = working conditions
employment = employment
tripartite = tripartite agreement
dual-training = dual training
internship = work placement
mentor = mentor

## Glossary: Messages

m-go = Group { $g } → station { $s }
m-left = { $n } min left
m-last-minute = 1 minute left. Please finish
m-round-on = Round { $r } has started
m-round-over = Round { $r } is over. Please move to your next station
m-late = Group { $g } is late. Expected at { $t }
late-not-here = Group { $g } is late, not here yet. Start: { $t }
m-none = No group this round
m-how-many = How many came?
m-over = { $n ->
        [one] { $n } person, { $c } places
       *[other] { $n } people, { $c } places
    }
m-wrong-group = This is group { $g }. Their place: station { $s }
m-brief-first = Give the safety briefing first
m-needs = Please note: { $x }
m-offline = No connection. Carry on, entries are kept on this laptop
m-online = Back online. Sent: { $n }
m-clock-fast = This laptop's clock is { $n } min fast. Event time is used
m-clock-slow = This laptop's clock is { $n } min slow. Event time is used
m-two = This station is also open on another laptop
m-fa = First aid needed: station { $s }
m-evac = EVACUATION. Switch off equipment. Take your group to the assembly point
m-evac-drill = EVACUATION DRILL
m-missing = Missing: { $n }, group { $g }
m-all = All accounted for: { $n }
m-moved = The schedule has moved by { $n } min
m-closed = Station { $s } is temporarily closed
m-ack = Received by { $n } of { $m }
m-too-many = Cannot be more than { $n }
m-import = Groups loaded: { $n }. Rows to check: { $m }
m-enc = Kazakh letters are lost. Save again in Excel as “CSV UTF-8”
m-names = The column with names was not loaded
m-split = Group { $g } was split: { $x }
m-ready = Is the station ready?
m-finish = Finish with group { $g }?
m-undo = Undone: { $x }
m-unsent-exit = { $n ->
        [one] { $n } entry not sent. Keep the laptop open
       *[other] { $n } entries not sent. Keep the laptop open
    }

## Languages

lang-name = English
lang-sample = ӘҒҚҢӨҰҮҺІ
teach-kk = Kazakh
    .short = Kazakh
teach-ru = Russian
    .short = Russian
teach-en = English
    .short = English

## Numbers with nouns

n-pupils = { $n ->
        [one] { $n } pupil
       *[other] { $n } pupils
    }
n-people = { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
n-groups = { $n ->
        [one] { $n } group
       *[other] { $n } groups
    }
n-stations = { $n ->
        [one] { $n } station
       *[other] { $n } stations
    }
n-minutes = { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
n-entries = { $n ->
        [one] { $n } entry
       *[other] { $n } entries
    }
n-visits = { $n ->
        [one] { $n } visit
       *[other] { $n } visits
    }
n-places = { $n ->
        [one] { $n } place
       *[other] { $n } places
    }
n-min = { $n } min

## Names with numbers: {$g} group, {$s} station, {$r} round

group-no = group { $g }
station-no = station { $s }
desk-no = advice desk { $s }
round-no = round { $r }
round-of = round { $r } of { $n }
places-no = places: { $n }
counted-of = came: { $n } of { $m }
count-differs = The count on another laptop: { $n }
adults-no = adults: { $n }

## The rehearsal

rehearsal = REHEARSAL
rehearsal-why = Today is not the day of the event. The rehearsal starts just before round 1; all laptops on this shared file follow the same time
rehearsal-start = start a rehearsal
rehearsal-not = open with the real time

## Phases of a station

phase-before = before the start
    .short = early
phase-waiting = waiting for the group
    .short = waiting
phase-warning-5 = 5 minutes left
    .short = 5 min
phase-warning-1 = the last minute
    .short = 1 min
phase-done = done for today
    .short = done
until-start = until the start
until-next = until the next round
until-end = until the end
held-since = General hold: { $x }. Since { $t }
paused-since = Paused: { $x }. Since { $t }
missed-signals = Missed signals: { $x }

## Headings and lines of the station screen

title-now = NOW
title-next = NEXT
title-then = THEN
title-today = TODAY
title-message = MESSAGE
title-overview = OVERVIEW
title-calls = CALLS
title-keys = KEYS
title-menu = MENU
from-station = from: station { $s }
from-busy = that station is still busy
from-break = after a break
from-first = first station of the day
goes-break = go to: a break
goes-home = this is the last station of the group
no-more-groups = no more groups today
reserve-waits = Reserve station: no groups planned
message-press = { $k }: received
title-station = THIS STATION
group-on-break = This is group { $g }. It has a break now
left-open = Round { $r }: group { $g } is not marked as finished
call-waiting = { $x }: called at { $t }, no answer yet
call-coming = { $x }: help is on the way
message-line = Message, { $t }: { $x }
may-close = Everything is sent. The laptop may be closed

## What to do for those who need support; the hint is the short word beside a count

support-wheelchair = Clear a way for a wheelchair, prepare a place at a low table
    .hint = wheelchair
support-sign = Face the group, one thing at a time, show rather than tell
    .hint = sign language
support-quiet = Keep the noise down, speak calmly, say beforehand what will happen
    .hint = quiet
support-low-vision = Show it close up, let them touch it, say what you are doing
    .hint = low vision
support-assistant = Give the assistant a place beside, speak to the pupil
    .hint = assistant

## Actions: the sentence stands in the help and the menu, the hint in the footer

act-arrived = the group has come, accept the count
    .hint = arrived
act-ready = the station is ready
    .hint = ready
act-finished = finish with the group
    .hint = finish
act-plus-one = one person more
    .hint = +1
act-minus-one = one person fewer
    .hint = -1
act-recount = count again
    .hint = count again
act-briefing = safety briefing done
    .hint = briefing
act-interest = count who is interested
    .hint = interest
act-walk-in = count walk-ins
    .hint = walk-ins
act-send-on = send the group on to its own station
    .hint = send on
act-other-group = another group has come
    .hint = other group
act-pause = pause or resume
    .hint = pause
act-extend = extend by some minutes
    .hint = extend
act-help-needed = call for help
    .hint = help needed
act-first-aid = call first aid
    .hint = first aid
act-evacuate = evacuation: everybody leaves the building
    .hint = evacuation
act-roll-call = roll call: how many of the group are at the assembly point
    .hint = roll call
act-ready-deputy = the station is ready, said by a deputy
    .hint = ready (deputy)
act-not-ready = the station is not ready
    .hint = not ready
act-fault = equipment fault or repaired: how many places there are now
    .hint = fault
act-no-power = no power: pause the station
    .hint = no power
act-guests = guests came or left
    .hint = guests
act-hand-over = the instructor has changed
    .hint = changed
act-on-paper = write on paper or on the laptop again
    .hint = paper
act-undo = undo the last entry
    .hint = undo
act-log = the list of entries: any of them can be undone
    .hint = log
act-received = message received
    .hint = received
act-language = change the language
    .hint = language
act-help-screen = help: all the keys
    .hint = help
act-menu = menu of all actions
    .hint = menu
act-quit = quit
    .hint = quit
act-quit-now = quit at once
    .hint = quit at once
act-back = back
    .hint = back
act-accept = confirm
    .hint = confirm
act-erase = erase the last character
    .hint = erase
act-pupil = pupil: +1
    .hint = pupil
act-student = student: +1
    .hint = student
act-adult = adult: +1
    .hint = adult
act-take-back = take back the last visitor
    .hint = take back
act-queue = enter the length of the queue
    .hint = queue
act-up = up
    .hint = up
act-down = down
    .hint = down
act-left = left
    .hint = left
act-right = right
    .hint = right
act-page-up = one page up
    .hint = page up
act-page-down = one page down
    .hint = page down
act-first = to the start
    .hint = start
act-last = to the end
    .hint = end
act-next-page = next page: grid, table, groups, alarms
    .hint = page
act-previous-page = previous page
    .hint = prev. page
act-detail = more about the station
    .hint = detail
act-search = find a group, school or station
    .hint = search
act-hold = general hold or resume
    .hint = hold
act-message = send a message
    .hint = message
act-calls = accept and close calls
    .hint = calls
act-sort = change the order of the list
    .hint = sort
act-open = show: the floor at the entry, the station, the entries behind
    .hint = show
act-next-sheet = next page of the review
    .hint = page
act-previous-sheet = previous page of the review
    .hint = page back
act-find-words = look for words in the log
    .hint = search
act-filter = filter: station, group, school, kind, laptop, time
    .hint = filter
act-remove-filter = take the last filter away
    .hint = less
act-reset-filter = all entries again
    .hint = all
act-go-to-time = to a moment: type its time
    .hint = time
act-play = play the day, or stop
    .hint = play
act-speed = speed: ×1, ×10, ×60, ×600
    .hint = speed
act-next-entry = to the next entry
    .hint = next entry
act-previous-entry = to the entry before
    .hint = entry before
act-finer = smaller steps
    .hint = finer
act-wider = larger steps: 1 s, 10 s, 1 min, 5 min, a round
    .hint = step
act-turn = the floor as a grid, a table, groups
    .hint = grid/table
act-log-here = entries from this moment on
    .hint = entries
act-edit-plan = edit the plan of the rest of the day as a table
    .hint = plan
act-other-station = send the group to another station
    .hint = station
act-exchange = mark a cell, then exchange it with a second one
    .hint = exchange
act-no-station = leave the group without a station
    .hint = no station
act-bring = bring a group to this station
    .hint = bring
act-next-guest = the next group at the station
    .hint = next group
act-lock = lock or unlock: a cell, a group, a round
    .hint = lock
act-improve = improve the rest; once more: stop
    .hint = improve
act-redo = take the undone step again
    .hint = redo
act-keep = save the plan; on the floor: accept it
    .hint = save
act-turn-table = the table by groups or by stations
    .hint = turn
act-breaches = the rules that are broken
    .hint = rules

## Headings of the help screen

keys-global = on every screen
keys-station = station screen
keys-desk = advice desk screen
keys-overview = overview
keys-evacuation = during an evacuation
keys-review = review of a log
keys-plan = plan of the rotation
keys-list = lists and questions
keys-number = entering a number
keys-text = entering text
keys-connection = connection and clock
keys-layouts = The keys work alike on Kazakh, Russian and Latin layouts

## Questions

ask-interest = How many are interested?
ask-walk-ins = How many walk-ins?
ask-queue = How many are in the queue?
ask-extend = Extend by how many minutes?
ask-reason = What is the reason?
ask-first-aid = Call first aid?
ask-help = Call for help?
ask-pause = Pause the station?
ask-hold = Stop the clock at all stations?
ask-resume = Let the clock run on?
ask-audience = Whom is the message for?
ask-hall = To which hall?
ask-message = Text of the message
ask-search = Group, school or station number
ask-quit = Quit the program?
ask-group = Which group came?
ask-which-group = Which group is it about?
ask-undo = Which entry should be undone?
ask-evacuate = Call an evacuation?
ask-roll-call = How many are at the assembly point?
ask-not-ready = Why is the station not ready?
ask-places = How many places are left?
ask-places-again = Repaired? How many places are there now?
ask-guests-left = Have the guests left?
ask-on-paper = Write on paper from now on?
ask-on-laptop = Write on the laptop again?
ask-carry-on = Go back to the screen of the day?
audience-hall = one hall
dialog-keys = Enter: confirm, Esc: cancel
dialog-pick = ↑ ↓: choose, Enter: confirm, Esc: cancel
dialog-number = Type a number, or just press Enter
quit-kept = The entries are kept on this laptop and will be sent at the next start
no = no
nothing-here = nothing here
search-none = Not found: { $x }

## The course of the day, as the station screen tells it

machines-off = Machines must be off before power returns
closed-from = from round { $r }, { $x }
closure-over = The closure is withdrawn, carry on
walk-ins-welcome = Walk-ins are welcome
change-free = Round { $r }: no group, free
change-new = Round { $r }: new group { $g }
gone-skips = group { $g } skips the round
gone-left = group { $g } has left
gone-absent = group { $g } is absent
gone-break = group { $g } is on a break
gone-elsewhere = group { $g } does not come
places-lowered = { $x }: places { $n } of { $m }
paper-later = On paper: the sheet is typed in later
repaired = repaired
about-time = about { $t }

## An evacuation

evacuate-real = Real alarm: everybody leaves the building, the clocks stop
evacuate-drill = Drill: everybody leaves the building, the clocks stop
carry-on-when = Only when all have been told to come back: a laptop without a network does not hear it
evac-since = Since { $t }
evac-clock = The clock stands: { $x }
roll-counted = { $n } of { $m }, { $t }
roll-sum = Groups counted: { $n } of { $m }

## What a call is for

need-first-aid = first aid
    .short = medic!
need-help = help needed
    .short = help!
need-interpreter = a sign-language interpreter is needed
    .short = interpr.
need-material = material is running out
    .short = material
need-technician = a technician is needed
    .short = techn.

## Reasons

reason-bus = bus
reason-previous-station = previous station
reason-equipment = equipment
reason-power = power
reason-network = network
reason-people = people
reason-guests = guests
reason-first-aid = first aid
reason-drill = drill
reason-other = other

## The connection: what it is, and what to do now; the hint stands in the status line

link-offline = offline since { $t }
link-unsent = not sent: { $n }
link-starting = connecting
link-rebuilt = shared file rebuilt: { $n } of { $m } devices confirmed
share-none = No shared file is chosen. Entries are kept on this laptop only
    .hint = no shared file
share-missing = The shared file is not found. Carry on; check that the network folder is connected
    .hint = shared file missing
share-read-only = The shared file is read-only. Carry on; ask the coordinator for the right to write
    .hint = read-only
share-locked = The shared file is busy. Carry on; the program will try again
    .hint = shared file busy
share-full = The shared disk is full. Carry on; tell the coordinator
    .hint = shared disk full
share-not-sheber = This is not a sheber file, nothing is written to it. Choose the right file
    .hint = not a sheber file
share-foreign = The shared file belongs to another event or rehearsal, nothing is written to it. Choose the right file
    .hint = another event's file
share-damaged = The shared file is damaged. The entries are safe on the laptops; tell the coordinator
    .hint = shared file damaged
share-newer = The shared file was written by a newer version. Carry on; update the program
    .hint = newer version needed
share-wal-on-network = The shared file is in a mode that a network folder destroys. Carry on; close it on the computer where it lies, or choose another file
    .hint = unsafe on a network
share-moved = The laptops meet in the folder beside the shared file now. Carry on; the program follows them
    .hint = changing over
share-timed-out = The shared folder does not answer. Carry on; the program will try again
    .hint = no answer
share-unreachable = The shared file cannot be read or written. Carry on; check the network
    .hint = file unreachable
replica-in-use = This place is already open on this laptop. Go to that window
replica-not-saved = The entry was not saved. Check the disk of this laptop
replica-no-folder = The folder for entries cannot be used. Choose another one with --replica
replica-not-sheber = There is a file of another kind in the place of the entries. Choose another folder with --replica
replica-newer = The entries on this laptop were written by a newer version. Update the program
replica-damaged = The log on this laptop is damaged. Start the program again: it repairs the log by itself, the entries are kept
replica-full = The disk of this laptop is full: the entry is not saved yet. Make room
review-missing = Nothing lies there: { $x }. Check the path
review-unreadable = The log cannot be read: { $x }. Check the right to read it, and the disk
review-not-log = This is no log of sheber: { $x }. Choose a floor.db, a replica or a file of records
review-newer = The log was written by a newer version: { $x }. Update the program
review-damaged = The log is damaged: { $x }. Open another copy of it, or the replica of a laptop
review-locked = The log is busy: { $x }. Try again
review-write-ahead = The last changes of the log cannot be read in this place: { $x }. Copy it with the -wal file beside it into a folder of your own
review-too-large = The file is larger than any log: { $x }. Choose another one
replica-read-only = Entries cannot be saved: the folder is read-only. Allow writing or choose another one with --replica
replica-copied = This laptop's data was copied from another place; it goes on under a new name. Nothing is lost
replica-renamed = Another laptop wrote under the same name; this one goes on under a new name. Nothing is lost
replica-rebuilt = The log on this laptop was damaged and is repaired; what is missing comes from the shared file. Carry on
fork-here = Two laptops wrote as this place. Entries in two versions: { $n }, both are kept. Tell the coordinator
fork-alarm = Two laptops wrote as { $x }. In two versions: { $n }, both kept. See the log
fork-entry = in several versions
clock-zone-fast = Wrong time zone: this laptop's clock is { $n } h fast. Event time is used
clock-zone-slow = Wrong time zone: this laptop's clock is { $n } h slow. Event time is used
clock-fast-s = This laptop's clock is { $n } s fast. Event time is used
clock-slow-s = This laptop's clock is { $n } s slow. Event time is used
clock-set = This laptop's clock was set by hand. Event time is used
clock-corrected = Event time was corrected by the shared clock
clock-within = clock ±{ $x } s
clock-unchecked = clock not checked for { $t }
clock-checked = Event time is right within ±{ $x } s; clocks compared { $t } ago
clock-alone = The clock is compared with no other: there is no shared file
program-older = This program is too old ({ $x } < { $y }): update it; recording goes on
program-unknown = Entries that need a newer version of the program: { $n }

## Why something is not allowed

refusal-unknown-station = There is no station { $n }
refusal-unknown-group = There is no group { $n }
refusal-unknown-desk = There is no advice desk { $n }
refusal-not-a-station = Stand { $n } does not take groups by rounds
refusal-too-many = Cannot be more than { $n }
refusal-below-zero = Cannot be below zero
refusal-nothing-to-finish = There is no group to finish with
refusal-no-group-here = There is no such group at the station
refusal-already-held = The general hold is already on
refusal-not-held = There is no general hold
refusal-already-paused = The station is already paused
refusal-not-paused = The station is not paused
refusal-nothing-to-undo = There is nothing to undo
refusal-already-undone = This entry is already undone
refusal-no-such-entry = There is no such entry
refusal-already-accepted = The call is already accepted
refusal-already-closed = The call is already closed
refusal-no-such-call = There is no such call
refusal-no-such-message = There is no such message
refusal-already-ready = The station is already marked ready
refusal-floor-not-open = The floor is not open yet
refusal-in-the-future = That time has not come yet
refusal-already-so = this is recorded already
refusal-nothing = nothing was given. Fill it in and try again
refusal-unknown-school = no group is of this school. Check the name of the school
refusal-unknown-hall = there is no such hall. Check its name
refusal-round-over = round { $n } is over. Choose a later one
refusal-rounds-run = round { $n } has begun on this plan. Change the rounds still to come instead
refusal-unknown-round = there is no round { $n }. Check the number
refusal-group-exists = there is a group { $n } already. Take another number
refusal-parts-differ = the parts must make { $n } together
refusal-bad-times = these times cannot be. Check start and end
refusal-no-evacuation = there is no evacuation now
refusal-not-lowered = the station has all its places
refusal-not-closed = the station is not closed
refusal-same-station = the group is at this station. Choose another
refusal-not-allowed-for-role = This role may not do that
refusal-already-arrived = The group is already marked as arrived
refusal-no-round = There is no round for this
refusal-already-received = The message is already received

## What happened, for the undo line and the log

did-opened = floor opened
did-ready = station ready
did-arrived = arrived: group { $g }, count { $n }
did-recounted = count corrected: group { $g }, count { $n }
did-finished = finished: group { $g }
did-sent-on = sent on: group { $g } → station { $s }
did-briefing = safety briefing done: group { $g }
did-interest = interested: group { $g }, count { $n }
did-walk-ins = walk-ins: { $n }
did-paused = paused: { $x }
did-resumed = resumed
did-extended = extended: { $n } min, { $x }
did-held = general hold: { $x }
did-released = the general hold is over
did-message = message sent: { $x }
did-received = message received
did-called = call: { $x }
did-call-accepted = call accepted
did-call-closed = call closed
did-visit = visitor: { $x }
did-taken-back = visitor taken back: { $x }
did-queue = queue: { $n }
did-undone = an earlier entry undone
did-unknown = unknown entry, a newer version of the program is needed
did-ready-deputy = station ready (deputy)
did-not-ready = station not ready: { $x }
did-on-paper = writes on paper
did-on-laptop = writes on the laptop
did-handover = instructor changed
did-stations-paused = paused: { $s }, { $x }
did-stations-resumed = resumed: { $s }
did-places-lowered = places now: { $n }, { $x }
did-places-restored = all places again
did-closed = station closed from round { $r }: { $x }
did-station-opened = station open again
did-guests-came = guests came
did-guests-left = guests left
did-evacuation = EVACUATION
did-evacuation-drill = evacuation drill
did-retimed = new times of rounds: { $x }
did-sheet = paper sheet entered, lines: { $n }
did-figures = figures given: { $x }, as of { $t }
did-delayed = delayed: { $w }, expected at { $t }, { $x }
did-on-site = on site: { $w }
did-skipped = skip round { $r }: { $w }, { $x }
did-left = left from round { $r } on: { $w }, { $x }
did-absent = absent from round { $r } on: { $w }, { $x }
did-moved = group { $g }, round { $r }: { $x } → { $y }
no-station = no station
did-group-added = group added: { $g }, { $x }, count { $n }
did-split = group { $g } was split: { $x }
did-resized = group { $g } has from now on: { $n }
did-listed = groups after the schools' lists: { $x }
listed-new = new { $g }
listed-changed = changed { $g }
listed-gone = gone from round { $r } on { $g } ({ $x })
listed-back = back from round { $r } on { $g }
did-roll-call = roll call: group { $g }, count { $n }
whom-groups = groups: { $g }
whom-stations = stations: { $s }
purpose-press = for the press
purpose-report = report
undo-line = { $x } — undo: { $k }

## The start screen

start-event = Choose the event
start-last = last choice: { $x }
start-other-file = another event file
start-other-share = another shared file
start-path = Type the path of the file
start-role = Choose your role
role-station = instructor at a station
role-desk = adviser at a desk
role-overview = coordinator
start-station = Which station number?
start-desk = Which desk number?
start-cannot-open = The file cannot be opened: { $x }
start-findings = Errors in the file: { $n }. More: sheber check
too-small = { $w }x{ $h } is too small, 80x24 needed
start-new-share = New shared file: { $x }. Choose the event for it
start-joins = The floor on this shared file is open already, you join it
start-reading = Reading
start-choose = choose
start-share-path = Type the path of the shared file, or of its folder
start-day-switch = ← →: a rehearsal or the real time
start-fonts = all nine letters readable?
file-missing = there is no such file
file-denied = no permission to read it
file-unreadable = it cannot be read

## The command line

cli-who = Say for whom: --station N, --desk N or --coordinator
cli-what = Say what happened: sheber act --help
cli-script-unread = { $x } cannot be read. Check the path and save it as UTF-8
cli-script-line = Line { $n } cannot be understood; nothing was written. Correct it
cli-script-at = line { $n }:
cli-needs-station = This is said at a station: add --station N
cli-needs-desk = This is said at an advice desk: add --desk N
cli-count-words = Give a number, or a group and a number: count 12, count 32 12, count -1
cli-no-hall = There is no hall { $x }. Halls: { $y }
cli-no-preset = There is no ready-made message { $x }. There are: { $y }
cli-speed-earnest = A speed is for rehearsals: on the real day add --clock, or leave --speed out
cli-not-given = No figures were given at { $x }. They were given at: { $y }
cli-table-csv = --table goes with --format csv
cli-no-record = Line { $n } is no record. Give a file as sheber log --records writes it
cli-cannot-write = The output cannot be written
cli-print-file = The sheets cannot be written to { $x }
cli-print-revision = There is no revision { $n } before this one; the plan is at revision { $m }
cli-plan-what = Say what to plan: an event file, open-square or open-day
cli-plan-what-hint = sheber plan my-day.toml; with --format json a problem: sheber plan --format json problem.json
cli-plan-own = The file that is read must not be overwritten
cli-plan-own-hint = Choose another --out. To replace the [plan] of an event file, name the file both times in the same way
cli-plan-unwritten = The file cannot be written: { $x }
cli-plan-table = The [plan] of this file is written in a way that cannot be replaced; nothing was written
cli-plan-table-hint = Write it as a table [plan] with one line a group: 1 = [ 0, 56, 50 ]
cli-plan-illegal = The planner has made a plan that breaks a rule; nothing was written
cli-plan-json-out = --json with --format json needs --out FILE: stdout carries the plan otherwise
cli-plan-large = The file is larger than { $n } MiB
cli-plan-json = { $x } is no problem in the form rotation/1
cli-plan-format = { $x }: the format is not rotation/1
cli-plan-length = { $x }, { $piece }: { $n } entries, but { $m } are needed
cli-plan-number = { $x }, { $piece }: { $n } is too large, it must be below { $m }
cli-plan-empty = { $x }, { $piece }: there must be at least one
cli-plan-name = { $x }, { $piece }: a name holds control characters
cli-plan-unknown = { $x }, { $piece }: { $y } is not declared
cli-plan-format-hint = Correct this place of the file. sheber plan EVENT --instance FILE writes a file in this form
cli-plan-no-replan = The problem says nothing of what was announced
cli-plan-no-replan-hint = Add "replan" with now, executed and announced, or use sheber plan
cli-replan-gone = There is no such proposal now
cli-replan-gone-hint = Look at the proposals again: sheber replan
cli-replan-stale = The floor has moved on; nothing was written
cli-no-event = The floor is not open, and no event is named
cli-no-event-hint = Add --event FILE (or open-square, open-day), or --share FILE of an open floor
cli-no-folder = There is no folder for the program's data
cli-no-folder-hint = Set the variable SHEBER_DATA to a folder of your own
cli-no-terminal = There is no terminal for the screen
cli-no-terminal-hint = Without a screen: sheber status, sheber log, sheber act
cli-kept = Recorded on this laptop, but not sent. It will be sent with the next act
verify-whole = { $x }: whole. Records: { $n }, written under so many names: { $m }
verify-broken = { $x }: broken. Records: { $n }, written under so many names: { $m }
verify-first = First broken link: entry { $x }, { $t }
verify-next = Also broken: entry { $x }, { $t }
verify-more = and more broken links: { $n }
verify-seal = It was changed after it was written. Expected { $x }, found { $y }
verify-link = It does not continue the entry before it. Expected { $x }, found { $y }
verify-missing = Entries before it are missing: { $x }
verify-order = It stands before the entry that it continues
verify-number = Entries are numbered from 1 on
verify-no-records = Lines that are no records: { $n }, the first is line { $x }
verify-no-rows = Rows that are no records: { $n }
verify-fork = Two laptops wrote as { $x } from entry { $s } on. In two versions: { $n }; both are kept
cli-verify-nothing = Say what to verify: a file of records, --share or --replica
cli-fault = The program met a fault. Its log: { $x }
cli-no-thread = The system allows no more threads
cli-state = state

## A rehearsal without people

rehearse-watch = Watch it in another terminal: { $x }
rehearse-progress = { $x }  round { $y }  entries { $n }, { $m } a second
rehearse-devices = laptops
rehearse-entries = entries recorded
rehearse-rate = entries a second
rehearse-keys = key to confirmed, ms: p50 / p99 / longest
rehearse-visible = confirmed to visible elsewhere, ms
rehearse-share = size of the share, KiB
rehearse-read = read, with replicas, KiB
rehearse-written = written, with replicas, KiB
rehearse-cpu = processor time of a laptop, s
rehearse-memory = memory of a laptop at most, MiB
rehearse-memory-shared = memory of a laptop (the total divided), MiB
rehearse-incidents = incidents played
rehearse-refused = commands not allowed
rehearse-unsaved = entries not saved at once
rehearse-missing = laptops that did not answer
rehearse-lost = entries lost
rehearse-floors = different floors
rehearse-unplayed = Not played, as there is no command for it: { $x }
rehearse-whole = Nothing is lost, and every laptop holds the same floor
rehearse-broken = Something is lost, or laptops hold different floors
rehearse-taken = A floor is open on this shared file already
rehearse-taken-hint = Name a new file with --share, or none
rehearse-scenario = This is no scenario file: { $x }
rehearse-nobody = None of these stations has a laptop
rehearse-seat = Not every laptop could take its place

## The overview

page-grid = grid
page-table = table
page-groups = groups
page-of = page { $n } of { $m }
trouble-clock = clock off
    .short = clock
trouble-two = two laptops
    .short = 2 laptops
trouble-briefing = no safety briefing
    .short = briefing
trouble-elsewhere = at another station
    .short = elsewhere
trouble-lost = lost
    .short = lost
sum-ready = ready: { $n } of { $m }
sum-running = in progress: { $n }
sum-waiting = waiting: { $n }
sum-free = free: { $n }
sum-people = people: { $n }
sum-calls = calls: { $n }
sum-offline = offline: { $n }
sum-lost = groups lost: { $n }
clock-off-by = clock: { $x } min
late-min = late: { $n } min
ago-min = { $n } min ago
call-open = open
call-accepted = accepted
    .short = accepted
by-radio = by radio
ack-missing = not yet: { $x }
trouble-first = trouble first
by-number = by number
unknown = unknown
    .short = unknown
group-short = gr. { $g }
left-time = { $t } left
sum-unread = messages not received: { $n }
not-ready-list = not ready: { $x }
not-ready-due = not ready: gr. { $g }, { $t }
offline-seen = offline, last seen { $t } ago
offline-never = offline, never seen
seen-ago = last seen { $t } ago
stale = stale { $t }
clock-off-sec = clock: { $x } s
clock-right = clock right
clock-unknown = clock not checked
ask-hold-reason = General hold: what is the reason?
round-starts = round { $r } starts at
round-ends = round { $r } ends at
hold-lasts = the hold lasts { $t }
message-own = words of your own
messages-sent = messages sent
col-no = №
col-hall = hall
col-station = trade
col-state = state
col-group = gr.
col-count = people
col-left = time
col-next = next
col-trouble = trouble
col-school = school, class
col-where = station
col-onward = goes to
col-seen = last seen

## The desk screen

kind-pupil = pupil
kind-student = student
kind-adult = adult
desk-who = Who came?
desk-quarters = by quarter of an hour
desk-last = last visitor: { $x }
desk-nobody = no visitors yet

## Levers: what coordinators change, and what it would do

act-levers = change what is chosen: a group, a station, a hall, the floor
    .hint = change
keys-form = filling in a form
title-lever = WHAT WILL CHANGE?
title-levers = WHAT IS TO BE DONE?
title-do = WHAT TO DO (Enter)
title-figures = THE FIGURES SO FAR
title-desk = ADVICE DESK
ask-about = What is it about?
ask-until = When are they expected?
ask-time = another time: four digits
ask-skip = Which round do they skip?
ask-leave = After which round do they leave?
ask-absent = From which round on are they absent?
ask-move = In which round do they go elsewhere?
ask-where = Where to?
ask-split = Into which parts?
ask-sizes = other parts
ask-size = How many pupils has the group?
ask-close = Closed from which round on?
ask-length = How many minutes does a round last?
ask-next-start = When does the next round start?
ask-which-hall = Which hall?
dialog-form = Enter: go on, Tab ↑ ↓: field, Esc: cancel
yes = yes

lever-floor = the whole floor
lever-delay = they come later
lever-on-site = they are on the site
lever-skip = they skip a round
lever-leave = they leave early
lever-absent = they are absent
lever-move = move to another station
lever-route = give a route, round by round
lever-split = split the group
lever-resize = another number of pupils
lever-rest = Group { $g }: { $n } for the rest of the day
lever-places = fewer places: equipment fault
lever-repaired = repaired: all its places again
lever-close = close the station
lever-open = open the station again
lever-paper = it writes on paper
lever-laptop = it writes on its laptop again
lever-sheet = enter the paper sheet
lever-hall-pause = pause the whole hall
lever-hall-resume = resume the whole hall
lever-halls = one hall: pause or resume
lever-retime = new times for the rounds to come
lever-figures = figures for the press
route-enough = the other rounds later
retime-length = { $n } min → the day ends at { $t }
retime-as-planned = { $n } min → the day ends at { $t }, as planned
superseded-by = superseded by { $x }

fore-nobody = Nobody is affected
fore-missed = Group { $g }: misses { $n } of { $m } min of round { $r }, station { $s }
fore-then = Group { $g }, then: { $x }, { $t }
fore-sheet = Round { $r }, group { $g }: came { $n }, interested: { $x }, briefing: { $y }
fore-unwritten = Not written down is unknown, not zero: interest { $n }, briefing { $m }
fore-no-station = Groups without a station: { $x }
fore-stopped = The clock stops at stations: { $x }
fore-misfit = No longer fits: group { $g }, round { $r }, { $x }: { $y }
fore-relieved = Fits again: group { $g }, round { $r }, { $x } ({ $y })
fore-wait = Station { $s } waits for group { $g } until { $t }: it is still at station { $m }
fore-ends = End of the day: { $t } (was { $x })
why-no-station = no station was given
why-language = not run in this language: { $x }
why-access = not fit for: { $x }
why-taken = taken by group { $g }
why-twice = the group has been there or will be

form-school = Write the school
form-size = Write the number of pupils
form-group = Write the number of the group
form-time = Type the time as four digits: 0945
form-pupils = pupils
form-adults = adults
form-no-names = Do not write names of pupils. Space changes the language
text-no-names = Do not write names of pupils
form-parts = The parts together must make the whole group
form-sheet = Leave empty what was not written down: empty is not zero. Space: planned number, yes/no
sheet-came = came
sheet-briefing = briefing
sheet-known = recorded: { $n }

page-alarms = alarms
page-roll = roll call
col-alarm = !
col-expected = expected
col-adults = adults
col-counted = counted
no-alarms = All is well
sum-alarms = alarms: { $n }
alarm-call = { $x }: no answer for { $t }
alarm-uncounted = Group { $g } is not counted yet
alarm-misfit = Group { $g } does not fit: round { $r }, { $x }: { $y }
alarm-unconfirmed = not confirmed: round { $r }, group { $g }
alarm-unreceived = not received: { $n } · { $x }
do-call = Accept the call and send somebody
do-close-call = Close the call when help was given
do-uncounted = Ask the group guide how many they are.
do-missing = Look for them; when found, enter the number.
do-over = Split the group, or send a part of it to another station
do-send-on = Send it on
do-late = Send somebody to meet the group, or enter the delay.
do-no-show = Find the group; if it does not come, enter that it skips the round or is absent.
do-over-time = Ask them to finish
do-over-time-for = Ask them to finish: station { $s } waits
do-not-ready = Send an instructor or a deputy
do-due = Due: group { $g }, { $x }
do-fits = Free and fitting in round { $r }: { $x }
do-fits-nowhere = No free station fits in round { $r }
do-offline = The laptop goes on by itself and keeps its entries. If need be, enter by radio
do-briefing = Remind the instructor of the safety briefing
do-clock = Event time is used; put the clock right in a break
do-two = Either may carry on; close the one that is not needed
do-misfit = Move the group.
do-route = Give the group a route.
do-unconfirmed = Ask by radio; if the laptop does not come back, enter it from paper
do-unreceived = Tell them by radio: { $x }
do-wait = Tell station { $s }
seen-at = Group { $g } was last at station { $s }, round { $r }
seen-nowhere = Nobody has counted it today

roll-pupils = counted: { $n } of { $m }
roll-took = in { $t }
roll-uncounted = groups not counted: { $n } ({ $x })
roll-missing = missing: { $n }

figures-as-of = As of { $t }
figures-paper = Paper sheets not typed in, stations: { $x }
figures-silent = Not everything received from stations: { $x }
figures-saved = Enter: the figures given away are kept in the log with their time
figure-pupils = pupils
figure-pupils-is = each counted once
figure-visits = visits to master classes
figure-visits-is = a pupil at seven stations is seven visits
figure-sessions = sessions held
figure-sessions-is = one group at one station in one round
figure-groups = groups
figure-groups-is = counted at least once
figure-schools = schools
figure-schools-is = whose groups were counted
figure-walk-ins = walk-ins
figure-walk-ins-is = came to a station without a group
figure-desk-visits = visits to advice desks
figure-desk-visits-is = each visit to a desk

coming-busy = coming from { $s }, still busy
places-of = places: { $n } of { $m }
coming-at = expected at { $t }, { $x }
added-today = added today
queue-line = Queue: { $x }
not-everything = Not everything received from: { $x }
## Kinds of entries, where they are chosen from

kind-medium = paper or laptop
kind-stations-paused = several stations paused
kind-stations-resumed = several stations resumed
kind-closed = station closed
kind-skipped = round skipped
kind-left = groups left early
kind-absent = groups absent
kind-revised = groups moved
kind-group-added = group added
kind-split = group split
kind-resized = group has another size
kind-evacuation = evacuation
kind-sheet = paper sheet entered

## The plan screen

title-plan = PLAN
sheet-over-floor = the floor now
sheet-unsaved = not saved
sheet-unaccepted = not accepted
sheet-accept = accept
sheet-stop = stop
sheet-steps = steps: { $n }, undone: { $m }
sheet-objective = points { $n }
sheet-no-breaches = no rule is broken
sheet-breaches = rules broken: { $n }
sheet-by-groups = groups × rounds
sheet-by-stations = stations × rounds
sheet-signs = Signs in the cells
sheet-sign-breach = breaks a rule
sheet-sign-idle = no station, and no break
sheet-sign-run = has run or is running
sheet-sign-held = announced and starts soon
sheet-sign-locked = locked
sheet-sign-changed = changed
sheet-sign-walk = long walk
sheet-sign-disliked = not wished for
sheet-sign-rest = break
sheet-sign-away = not on the floor
sheet-was = was: { $x }
sheet-goal-idle = no station
sheet-goal-wishes = wishes
sheet-goal-fair = fairness
sheet-goal-school = schools
sheet-goal-walk = walking
sheet-goal-balance = balance
sheet-goal-change = changes
sheet-walk-before = way there { $n } min
sheet-walk-after = way on { $n } min
sheet-costs = The cell costs: { $x }
sheet-costs-nothing = The cell costs nothing
sheet-heads = heads { $n }, places { $m }
sheet-together = groups: { $x }
sheet-ended = mends: { $n }
sheet-reckoning = reckoning…
sheet-empty-here = Nobody here. Enter: bring a group
sheet-none-of-these = No such station in the list. Enter: why
sheet-breach-crowded = round { $r }, station { $s }: heads { $n }, places { $m }
sheet-breach-closed = group { $g }, round { $r }: station { $s } is closed
sheet-breach-language = group { $g }, round { $r }: station { $s } is in another language
sheet-breach-access = group { $g }, round { $r }: station { $s } is not accessible to it
sheet-breach-twice = group { $g }: station { $s } twice, rounds { $f } and { $r }
sheet-breach-far = group { $g }, before round { $r }: walk of { $n } min, time { $m } min
sheet-breach-met = groups { $g } and { $o } meet again in round { $r }
sheet-breach-rest = group { $g }: breaks missing: { $n }
sheet-breach-fixed = group { $g }, round { $r }: a cell that may not change was changed
sheet-breach-away = group { $g } is not on the floor in round { $r }
sheet-why-closed = closed
sheet-why-language = in another language
sheet-why-access = not accessible
sheet-why-twice = twice: rounds { $f } and { $r }
sheet-why-far = before round { $r } a walk of { $n } min, time { $m }
sheet-why-met = meets group { $o } again
sheet-why-rest = a break is missing
sheet-edit-set = group { $g }, round { $r } → station { $s }
sheet-edit-clear = group { $g }, round { $r } → no station
sheet-edit-swap = groups { $g } and { $o } exchange, round { $r }
sheet-edit-rounds = group { $g }: rounds { $r } and { $o } exchange
sheet-at = group { $g } round { $r }
sheet-ask-pick = To which station does the group go?
sheet-pick-keys = ↑ ↓ or a number, Enter: confirm, Esc: cancel
sheet-ask-confirm = Change it like this?
sheet-ask-locks = Lock or unlock what?
sheet-ask-breaches = Rules broken: Enter shows where
sheet-ask-keep = The plan breaks rules
sheet-keep-warning = Enter once more keeps the plan all the same
sheet-ask-leave = The changes are not kept
sheet-leave-keep = keep them and leave
sheet-leave-lose = leave without them
sheet-leave-stay = stay
sheet-ask-find = Group number, station number or school
sheet-ask-bring = Which group comes here? Its number
sheet-ask-path = Save in which file?
sheet-once-more = This breaks a rule. Enter once more does it all the same
sheet-scope-cell = this cell
sheet-scope-all = the whole plan
sheet-lock = lock: { $x }
sheet-unlock = unlock: { $x }
sheet-swap-how = Now choose another group in this round, or another round of this group
sheet-swap-where = Exchange: two groups of one round, or two rounds of one group
sheet-improving = Searching: { $n } of { $m } s. Points { $x } → { $y }
sheet-improving-wait = A search is under way. Esc stops it
sheet-improved = Improved: { $x }. u takes it back
sheet-mended = Rules mended: { $x }. u takes it back
sheet-not-improved = Nothing better was found
sheet-kept = Saved: { $x }
sheet-accepted = The new plan is on its way to the floor. To take it back: u on the overview
sheet-not-accepted = The plan is not accepted: { $x }
sheet-same = Nothing has changed
sheet-not-kept = Not saved: { $x }
sheet-other-event = Not saved: the event file has changed meanwhile, or its plan cannot be replaced ({ $x })
sheet-floor-breaches = Not accepted: the new plan breaks rules. b shows which
sheet-moved = The floor has changed. Edits kept: { $x }
sheet-moved-lost = The floor has changed. No longer possible: { $x }
sheet-not-found = Not found: { $x }
sheet-nobody = There is no group here
sheet-not-here = This does not work here. Esc first
sheet-refused-run = It has run or is running: it cannot be changed
sheet-refused-held = It is announced and starts soon: it cannot be changed
sheet-refused-away = The group is not on the floor then
sheet-refused-locked = It is locked. k unlocks it
sheet-refused-unknown = There is no such group, station or round
sheet-refused-undo = There is nothing to undo
sheet-refused-redo = There is nothing to take again

## The review of a log

title-review = REVIEW
review-at = REVIEW { $t }
review-only-read = read only
review-read-only = This is a review: nothing can be written here
review-share = shared file
review-folder = logs of the laptops
review-replica = copy of a laptop
review-records = file of records
review-entries = entries: { $n }
review-reading = reading: { $p }%, entries: { $n }
review-damaged-rows = unreadable: { $n }
review-floor = floor
review-occupancy = occupancy
review-heat = heat map
review-overruns = overruns
review-waits = waiting
review-figures = figures
review-step-second = 1 s
review-step-ten = 10 s
review-step-minute = 1 min
review-step-five = 5 min
review-step-round = round
review-kind = kind of entry
review-words = words to look for
review-time = to the moment
review-time-from = from the moment
review-time-until = until the moment
review-time-wrong = A time is typed as 10:31, 10:31:05 or 1031
review-device = laptop { $x }
review-from = from: { $t }
review-until = until: { $t }
review-only = only: { $x }
review-without = take away: { $x }
review-reset = all entries: no filter
review-all = all entries
review-found = found: { $n }
review-searching = searching: { $p }%
review-search-waits = the search begins when everything is read
review-looking = one moment…
review-no-entry = There is no further entry in this direction
review-place = { $n } of { $m }
review-written = written at { $t }
review-col-time = time
review-col-who = who
review-col-what = what happened
review-undone-by = undone: { $x }
review-superseded-by = superseded by: { $x }
superseded = superseded
review-occupancy-all = Pupils at the stations
review-occupancy-one = Pupils at one station
review-occupancy-keys = ↑↓ one station or all · ? nobody can say (number: at how many stations)
review-heat-title = Stations by rounds: pupils for places
review-heat-legend = ▁…█ came · ^ over places · & did not come · ? unknown · · nobody planned
review-turn-nobody = nobody planned, nobody came
review-turn-came = pupils: { $n }, places: { $m }
review-overruns-title = How visits ended against the end of their round
review-overruns-legend = < earlier · = on time · + over; extensions and holds are counted in
review-overruns-sum = visits: { $n } · over by 3 min or more: { $m } · longest: { $x } min
review-waits-title = How long groups were waited for, minutes and seconds
review-waits-legend = █ the middle · ░ the longest · │ late · < late · & did not come · ? unknown
review-wait = in the middle { $x }, at most { $y }
review-figures-at = Figures of the report as of { $t }
review-figures-keys = Enter: the entries that make this number · ←→ g: at another moment

## Why groups stay without a station

plan-why-least = { $n ->
        [one] Whatever the plan, at least { $n } time a group stays without a station
       *[other] Whatever the plan, at least { $n } times a group stays without a station
    }
plan-why-round = Round { $x }
plan-why-rounds = Rounds { $x }
plan-why-group = Group { $x }
plan-why-groups = Groups { $x }
plan-why-step-free = no steps needed
plan-why-quiet = a quiet place needed
plan-why-size = { $n } people or more
plan-why-stay = { $n ->
        [one] At least { $n } group stays without a station
       *[other] At least { $n } groups stay without a station
    }
plan-why-stay-each = { $n ->
        [one] In each of these rounds at least { $n } group stays without a station
       *[other] In each of these rounds at least { $n } groups stay without a station
    }
plan-why-heads = { $when }: { $groups }, { $heads }; places at all open stations: { $c }. { $stay }
plan-why-heads-lang = { $when }, { $x }: { $groups }, { $heads }; places at stations in this language: { $c }. { $stay }
plan-why-heads-family = { $when }, { $x }: { $groups }, { $heads }; places at stations that suit them: { $c }. { $stay }
plan-why-seats = { $when }: { $groups }; the open stations can take { $c } of them, however they are put together. { $stay }
plan-why-seats-family = { $when }, { $x }: { $groups }; stations that suit them can take { $c } of them, however they are put together. { $stay }
plan-why-route = { $who }, { $when }: stations that can still take the group: { $s }. { $m ->
        [one] At least { $m } of these rounds is without a station
       *[other] At least { $m } of these rounds are without a station
    }
plan-why-route-each = { $who }, { $when }: stations that can still take each of these groups: { $s }. { $m ->
        [one] For each, at least { $m } of these rounds is without a station
       *[other] For each, at least { $m } of these rounds are without a station
    }
plan-why-mix = Groups meet only once: a full plan makes { $m ->
        [one] at least { $m } meeting
       *[other] at least { $m } meetings
    }, { $c ->
        [one] there is { $c } pair
       *[other] there are { $c } pairs
    } that have not met. { $n ->
        [one] At least { $n } time a group stays without a station
       *[other] At least { $n } times a group stays without a station
    }
plan-why-pinned = { $who }: { $n ->
        [one] { $n } round without a station that is over or locked
       *[other] { $n } rounds without a station that are over or locked
    }
plan-why-rests = Of these, groups rest anyway: { $n }
plan-why-left = { $who }, { $when }: { $x }
plan-why-left-pinned = over or locked
plan-why-left-closed = closed: { $n }
plan-why-left-language = not in the language: { $n }
plan-why-left-unfit = not fit for what the group needs: { $n }
plan-why-left-been = visited in another round: { $n }
plan-why-left-far = too far to walk in time: { $n }
plan-why-left-met = groups would meet again: { $n }
plan-why-left-full = too few places: { $n } (station { $s } lacks { $m })
plan-why-left-open = nothing in the way: { $n }


## Lists that schools send

list-accepted = accepted
list-repaired = repaired
list-to-ask = to ask
list-skipped = skipped
list-field-number = group number
list-field-school = school
list-field-class = class
list-field-language = language
list-field-size = pupils
list-field-adults = adults
list-field-needs = needs
list-column-personal = column with data about people: not loaded
list-column-note = column of notes: not loaded
list-column-unknown = unknown column: not loaded
list-spaces = Spaces taken out: “{ $old }” → { $new }
list-school-words = Only the number of the school was kept: “{ $old }” → { $new }
list-school-bare = A bare number was read as the school: “{ $old }” → { $new }
list-school-above = The school was taken from above: { $new }
list-class-form = The class was put in its usual form: “{ $old }” → { $new }
list-class-case = The letter of the class was made a capital: “{ $old }” → { $new }
list-class-latin = A Latin letter was replaced by the Cyrillic one that looks the same: “{ $old }” → { $new }
list-class-roman = A Roman number was written in digits: “{ $old }” → { $new }
list-class-size = One cell held the class and the number: “{ $old }” → { $new }
list-language-name = The name of the language was understood: “{ $old }” → { $new }
list-language-above = The language was taken from above: { $new }
list-count-words = Words beside the number were left out: “{ $old }” → { $new }
list-count-decimal = Read as a whole number: “{ $old }” → { $new }
list-adults-missing = No adult is given. Assumed: { $new }
list-needs-words = Only the kind of support was kept, the text was not: { $new }
list-number-new = The number of the group cannot be read or is taken: “{ $old }”. It gets a new one
list-no-route = A new group, without a route yet. Number offered: { $new }
list-cell-error = The cell holds an Excel error; it was not loaded
list-answered = Answered: { $new }
list-left-out = It was decided not to load the row
list-repeat = An exact repeat. First row: { $new }
list-replaced = Another row was taken instead: { $new }
list-total = Total row; the number agrees: { $new }
list-total-differs = Total row; in the file: { $old }, by groups: { $new }. Check the number with the school
list-total-skips-text = Total row; in the file: { $old }, by groups: { $new }. Excel left out the cells that are text
list-total-unread = Total row; no number in the file, by groups: { $new }
list-empty-row = Empty row
list-header-again = The names of the columns again
list-heading-school = A heading, the school of the rows below: { $new }
list-heading-language = A heading, the language of the rows below: { $new }
list-text-row = No group: a signature or other text
list-ask-school-missing = The school is missing. Which school is it?
list-ask-school-unknown = The school is not understood: “{ $old }”. Which school is it?
list-ask-school-personal = A name or a telephone number stands in place of the school; it was not loaded. Which school is it?
list-ask-class-missing = The class is missing. Which class is it?
list-ask-class-unknown = The class is not understood: “{ $old }”. Which class is it?
list-ask-class-personal = A name or a telephone number stands in place of the class; it was not loaded. Which class is it?
list-ask-class-letter = The letter of the class is doubtful: “{ $old }”. Which class is it?
list-ask-class-date = Excel turned the class into a date: “{ $old }”. Which class is it?
list-ask-language-missing = The language is missing. Which language is it?
list-ask-language-unknown = The language is not understood: “{ $old }”. Which language is it?
list-ask-size-missing = The number of pupils is missing. How many pupils?
list-ask-size-unknown = The number of pupils is not understood: “{ $old }”. How many pupils?
list-ask-size-range = A range instead of a number: “{ $old }”. Until answered, the larger is planned with. How many pupils?
list-ask-size-odd = No group has this many pupils: “{ $old }”. How many pupils?
list-ask-adults-unknown = The number of adults is not understood: “{ $old }”. How many adults?
list-ask-adults-personal = A name or a telephone number stands in place of the adults; it was not loaded. How many adults?
list-ask-needs-unknown = The needs are not understood; the text was not loaded. Which support, and for how many?
list-ask-needs-count = The kind of support is understood, the number is missing. How many need it?
list-ask-needs-many = More pupils need support than there are in the group. How many need it?
list-ask-same-class = This class is there already with other figures. Other row: { $row }. Which is right?
list-ask-too-large = The group fits no station. Pupils: { $old }. Split it in even parts?
list-choice-this = this row is right
list-choice-other = the other row is right
list-choice-both = both are groups
list-choice-split = split in even parts
list-choice-whole = leave it whole
list-choice-leave = do not load the row
list-unsettled-row = There is no such row
list-unsettled-question = This row has no question
list-unsettled-fit = The answer does not fit the question of this row
list-too-large = The file is too large. Limit: { $limit } MB
list-too-many-rows = The file has too many rows. Limit: { $limit }
list-too-large-cure = Copy only the list of groups into a file of its own, and import that
list-empty = The file is empty
list-empty-cure = Open the file, see that the list is in it, and save it again
list-letters-lost = Kazakh letters are lost: the file is not UTF-8. It was not loaded
list-mojibake = The letters were read and saved in another encoding. The file was not loaded
list-utf8-cure = Save the original table again. Excel: “File → Save As → CSV UTF-8”, or XLSX. LibreOffice: “Save As → Text CSV → Edit filter settings → UTF-8”
list-old-book = This is an Excel file of the old kind
list-ods = This is a LibreOffice sheet (ODS)
list-web-page = This is a web page under the name of a table
list-broken-book = The workbook is damaged and cannot be opened
list-save-xlsx-cure = Open the file in Excel or LibreOffice and save it as XLSX
list-numbers = This is an Apple Numbers file
list-numbers-cure = In Numbers choose “File → Export To → Excel”
list-encrypted = The file is locked with a password
list-encrypted-cure = Open the file in Excel, remove the password and save it again
list-pdf = This is a PDF, not a table
list-not-a-list = This is not a table
list-not-a-list-cure = Ask the school for the original table: XLSX or CSV UTF-8
list-open-quote = A quotation mark is not closed, rows have run into one cell. Row: { $row }
list-open-quote-cure = Close the quotation mark or take it out, or save the table as XLSX
list-no-header = No row with the names of the columns was found
list-no-column = A column that is needed is missing
list-no-header-cure = Write the names of the columns above the table: School, Class, Language, Pupils
list-no-groups = There is no group below the names of the columns
list-no-groups-cure = See whether the groups are in this sheet and in this file

## Proposals for the rest of the day

title-replan = PROPOSALS: WHO GOES WHERE INSTEAD
keys-replan = proposals for the rest of the day
act-replan = proposals for what does not fit: who goes where instead
    .hint = proposals
act-search-again = search again, for the floor as it is now
    .hint = search again
act-stop-search = stop searching, keep what was found
    .hint = stop
replan-fewest = Fewest changes
replan-nobody-idle = Nobody idle
replan-shortest = Shortest walks
replan-all-fit = Everybody has a station that fits: nothing to repair
replan-broken = Does not fit: { $n } (groups { $x })
replan-searching = searching: { $x }… { $t } s
replan-stopped = stopped after { $t } s
replan-done = searched for { $t } s
replan-keys = ← → or 1 2 3: choose · ↑ ↓: more · Enter: what would change
replan-asking-keys = Enter: accept · ← →: another reason · ↑ ↓: more · Esc: back
replan-reason = Reason: { $x }
replan-more = ↓ { $n } more, ↑ { $m }
replan-walk = walking { $n } min
replan-soon = ! Also changes round { $r }, which starts in { $n } min
replan-out-of-date = ! Out of date
replan-everybody = Everybody has a station
replan-left-out = Without a station: { $n }
replan-left-why = Group { $g }, round { $r }. Stations: { $x }
replan-none-yet = Searching for proposals…
replan-none-needed = There is nothing to repair, and no walk gets shorter.
replan-none = No proposal: whatever is changed, nobody gets a station by it.
replan-stale = The floor has changed: { $x }. Search again: { $k }
replan-moved-begun = round { $r } has begun
replan-moved-soon = round { $r } starts too soon
replan-moved-group = group { $g } goes elsewhere
replan-moved-station = station { $s } takes fewer
replan-no-floor = Proposals need a floor that is open
replan-failed = The search could not be started. Move the groups one by one
replan-offer = does not fit: { $n } — proposals: { $k }
do-replan = Proposals for all: { $k }

## Lists against the groups there are

lever-lists = School lists…
title-lists = School lists
ask-lists = Where are the school lists?
lists-path-hint = A CSV or XLSX file, or a folder of them. Names and telephone numbers are not loaded
ask-which-list = Which list?
ask-list = Answer:
lists-type = Something else, typed
lists-reading = The list is being read…
lists-busy = The lists are still being read
lists-none = There is no CSV or XLSX list in this folder
lists-together = All of them as one list: { $n }
lists-nothing = Nothing would change
lists-write = Take over: new { $a }, changed { $c }, gone { $g }, back { $b }
lists-write-hint = Enter shows first what this does. One entry; undo takes it back
lists-whole = The list is complete: groups not on it have gone
lists-schools = The list is of its own schools: groups of other schools stay
lists-scope-hint = Enter changes this
lists-same = Groups as on the list: { $n }
list-no-needs = no needs
list-unknown = ?
list-size = pupils: { $n }
list-adults = adults: { $n }
list-change = { $x }: { $old } → { $new }
list-diff-added = New, group { $g }: { $x }
list-diff-changed = Changed, group { $g }: { $x }
list-diff-gone = Gone, group { $g }: { $x }
list-diff-back = Back, group { $g }: { $x }
list-diff-kept = Stays until its row is answered, group { $g }: { $x }
list-numbered = Another group has this number here: { $old }. The number of this one: { $new }
list-twice = The same class as in another row; that one is taken. Row: { $row }
list-in-parts = The class is here in parts, groups { $new }, pupils in all: { $old }. The parts stay as they are
list-ask-which-group = The number { $new } is that of { $old } here. Is it the same group?
list-choice-same = the same group, its name was wrong
list-choice-new = another group, with a new number
list-closed-cure = Check the name of the file and whether it is open elsewhere
cli-import-answer = The answer was not taken: { $x }
cli-import-which-file = Several files have this row: say FILE:ROW=CHOICE
cli-import-line = A group is not written in one line of the event file. Line: { $n }
cli-import-line-hint = Write the whole group in one line below [groups], as in the sample event files
cli-import-errors = The event file would have errors; it was not written. Errors: { $n }
cli-import-unread = Nothing was written: a list cannot be read
cli-import-nowhere = Nothing was written. Say where the groups are: --into EVENT.toml, or --share FILE
cli-import-same = Nothing was written: everything is as on the list
cli-import-dry = Nothing was written. To write it: --write
cli-import-written = Written: { $x }
cli-import-lost = Taken out of the plan, because it does not fit any more: group { $g }, round { $r }, station { $s }
cli-import-no-route = No route yet: groups { $g }
cli-import-plan = To plan: sheber plan { $x }
cli-import-open = Left out until they are answered, rows: { $n }
