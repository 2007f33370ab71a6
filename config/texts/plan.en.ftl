### What `sheber plan` and `sheber replan` say.

plan-progress = { $time } s · total { $total } · without a station: { $idle } · { $speed } moves a second
plan-head = { $name }: rounds { $rounds }, groups { $groups }, stations { $stations }
plan-effort = Searched { $time } s, { $speed } moves a second; the best plan came after { $found } s
plan-new = this plan
plan-old = plan in the file
plan-idle = without a station (groups × rounds)
plan-pref = wishes not met (points)
plan-fair = groups worse off than others (points)
plan-school = schools worse off than others (points)
plan-walk = walking between halls (minutes)
plan-balance = stations used unevenly (points)
plan-change = announced assignments changed
plan-total = together, by weight: less is better
plan-no-old = The file has no plan yet
plan-better = Better than the plan in the file by { $by }
plan-same = As good as the plan in the file
plan-worse = Worse than the plan in the file by { $by }. Give it more --seconds
plan-old-broken = { $n ->
        [one] The plan in the file breaks { $n } rule. More: sheber check
       *[other] The plan in the file breaks { $n } rules. More: sheber check
    }
plan-nobody-left = Nobody is without a station
plan-left = { $n ->
        [one] Without a station { $n } time:
       *[other] Without a station { $n } times:
    }
plan-written = Written: { $file }
plan-breaks = Rounds without a station will count as breaks the next time. To change that, give the number of breaks: [rotation] breaks = N

## Planning again

replan-nothing = Nothing to do: everybody has a station, and no way is much shorter
replan-none = No better plan was found
replan-fewest-changes = Fewest changes
replan-nobody-idle = Nobody idle
replan-shortest-walks = Shortest walks
replan-code = accept with --accept { $code }
replan-told = { $groups ->
        [one] { $groups } group is told something new ({ $pupils })
       *[other] { $groups } groups are told something new ({ $pupils })
    }
replan-pupils = { $n ->
        [one] { $n } pupil
       *[other] { $n } pupils
    }
replan-walk-more = walking over all groups: { $n } min more
replan-walk-less = walking over all groups: { $n } min less
replan-walk-same = walking as before
replan-round = Round { $round }
replan-turn = group { $group } ({ $pupils }): { $from } → { $to }
replan-turn-walk = group { $group } ({ $pupils }): { $from } → { $to }, { $minutes } min to walk
replan-at = station { $no }
replan-closed = station { $no } (closed)
replan-break = break
replan-nowhere = nowhere
replan-accepted = Accepted: { $name }
