### Қағаз парақтар.

print-route = Маршрут парағы
print-post = Бекет парағы
print-chart = Кезеңдер бойынша бекеттер

print-group = топ
print-group-no = { $g }-топ
print-station = бекет
print-station-no = { $s }-бекет
print-who = мектеп, сынып
print-language = оқыту тілі
print-lang-kk = қазақ тілі
print-lang-ru = орыс тілі
print-lang-en = ағылшын тілі
print-pupils = оқушылар
print-adults = ересектер
print-places = орын
print-round = кезең
print-time = уақыт
print-master-class = шеберлік сағаты
print-hall = зал

print-break = үзіліс
print-skipped = өткізіп жіберіледі
print-left = ерте кетті
print-absent = жоқ
print-closed = жабық
print-ask = { $s }-бекет жабық: қайда баратыныңызды үйлестірушіден сұраңыз
print-unplanned = қайда баратыныңызды үйлестірушіден сұраңыз
print-nobody = топ жоқ
print-elsewhere = бекетте емес

print-planned = жоспар бойынша
print-came = келді
print-gone = кетті
print-interested = қызыққандар
print-briefing = қауіпсіздік нұсқамасы
print-notes = белгілер
print-brief-first = Алдымен қауіпсіздік нұсқамасын беріңіз
print-walk-ins = жазылмай келгендер мен өзгерістер

print-assembly = жиналу орны
print-emergency = шұғыл қызмет нөмірі
print-info = ақпарат үстелі
print-first-aid = медпункт

print-printed = Басып шығарылды: { $t } (іс-шара уақыты)
print-printed-before = Іс-шараға дейін басып шығарылды
print-revision = нұсқа: { $n }
print-code = код: { $x }
print-training = ЖАТТЫҒУ РЕЖИМІ
print-replaces = { $n }-нұсқаның орнына
print-new = Жаңа парақ: { $n }-нұсқада болмаған
print-changed-rounds = өзгерген кезеңдер: { $x }
print-changed-head = өзгерген: парақтың басы
print-sign = өзгерді, бұрынғысы сызылған
print-hold = Жалпы кідіріс: кейінгі уақыттар әлі жылжиды
print-unchanged = { $n }-нұсқадан бері ешбір парақ өзгерген жоқ
