### `sheber plan` пен `sheber replan` айтатын сөздер.

plan-progress = { $time } с · жиыны { $total } · бекетсіз: { $idle } · секундына { $speed } жүріс
plan-head = { $name }: кезең { $rounds }, топ { $groups }, бекет { $stations }
plan-effort = { $time } с ізделді, секундына { $speed } жүріс; ең жақсы жоспар { $found } с өткенде табылды
plan-new = осы жоспар
plan-old = файлдағы жоспар
plan-idle = бекетсіз (топ × кезең)
plan-pref = орындалмаған тілек (ұпай)
plan-fair = басқалардан нашар жағдайдағы топтар (ұпай)
plan-school = басқалардан нашар жағдайдағы мектептер (ұпай)
plan-walk = залдар арасындағы жүру (минут)
plan-balance = бекеттердің біркелкі жүктелмеуі (ұпай)
plan-change = хабарланғаннан өзгергені
plan-total = барлығы, салмағымен: аз болғаны жақсы
plan-no-old = Файлда әлі жоспар жоқ
plan-better = Файлдағы жоспардан { $by } ұпайға жақсы
plan-same = Файлдағы жоспармен бірдей
plan-worse = Файлдағы жоспардан { $by } ұпайға нашар. Көбірек уақыт беріңіз: --seconds
plan-old-broken = { $n ->
        [one] Файлдағы жоспар { $n } ережені бұзады. Толығырақ: sheber check
       *[other] Файлдағы жоспар { $n } ережені бұзады. Толығырақ: sheber check
    }
plan-nobody-left = Бекетсіз қалған топ жоқ
plan-left = { $n ->
        [one] Бекетсіз { $n } рет:
       *[other] Бекетсіз { $n } рет:
    }
plan-written = Жазылды: { $file }
plan-breaks = Бекетсіз кезеңдер келесі жолы үзіліс болып саналады. Олай болмауы үшін үзіліс санын беріңіз: [rotation] breaks = N

## Күн барысындағы жаңа жоспар

replan-nothing = Өзгертетін ештеңе жоқ: бәрінің бекеті бар, жол да айтарлықтай қысқармайды
replan-none = Бұдан жақсы жоспар табылмады
replan-fewest-changes = Өзгерісі ең аз
replan-nobody-idle = Ешкім бекетсіз емес
replan-shortest-walks = Жүруі ең қысқа
replan-code = қабылдау: --accept { $code }
replan-told = { $groups ->
        [one] Жаңалық { $groups } топқа айтылады ({ $pupils })
       *[other] Жаңалық { $groups } топқа айтылады ({ $pupils })
    }
replan-pupils = { $n ->
        [one] { $n } оқушы
       *[other] { $n } оқушы
    }
replan-walk-more = барлық топтың жүруі: { $n } мин көбірек
replan-walk-less = барлық топтың жүруі: { $n } мин азырақ
replan-walk-same = жүру бұрынғыдай
replan-round = { $round }-кезең
replan-turn = { $group }-топ ({ $pupils }): { $from } → { $to }
replan-turn-walk = { $group }-топ ({ $pupils }): { $from } → { $to }, жүру { $minutes } мин
replan-at = { $no }-бекет
replan-closed = { $no }-бекет (жабық)
replan-break = үзіліс
replan-nowhere = ешқайда
replan-accepted = Қабылданды: { $name }
