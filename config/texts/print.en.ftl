### Sheets of paper.

print-route = Route sheet
print-post = Station sheet
print-chart = Floor by time

print-group = group
print-group-no = group { $g }
print-station = station
print-station-no = station { $s }
print-who = school, class
print-language = language of instruction
print-lang-kk = Kazakh
print-lang-ru = Russian
print-lang-en = English
print-pupils = pupils
print-adults = adults
print-places = places
print-round = round
print-time = time
print-master-class = master class
print-hall = hall

print-break = break
print-skipped = skipped
print-left = left early
print-absent = absent
print-closed = closed
print-ask = Station { $s } is closed: ask a coordinator where to go
print-unplanned = ask a coordinator where to go
print-nobody = no group
print-elsewhere = at no station

print-planned = planned
print-came = came
print-gone = left
print-interested = interested
print-briefing = safety briefing
print-notes = notes
print-brief-first = Give the safety briefing first
print-walk-ins = walk-ins and changes

print-assembly = assembly point
print-emergency = emergency number
print-info = information desk
print-first-aid = first-aid point

print-printed = Printed: { $t } (event time)
print-printed-before = Printed before the event
print-revision = revision: { $n }
print-code = code: { $x }
print-training = TRAINING MODE
print-replaces = Replaces revision { $n }
print-new = New sheet: revision { $n } did not have it
print-changed-rounds = changed: rounds { $x }
print-changed-head = changed: the heading
print-sign = changed, the old is struck through
print-hold = General hold: later times will still move
print-unchanged = No sheet has changed since revision { $n }
