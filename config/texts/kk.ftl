### Қазақша мәтіндер. Кілттер үш тілде бірдей. Айнымалыға септік жалғауы жалғанбайды.

## Glossary: People and places

event = іс-шара
exhibition = көрме
hall = зал
yard = аула
zone = аймақ
station = бекет
stand = стенд
    .short = стенд
desk = кеңес үстелі
master-class = шеберлік сағаты
instructor = шебер
deputy = көмекші шебер
coordinator = үйлестіруші
hall-coordinator = зал үйлестірушісі
organiser = ұйымдастырушы
group = топ
subgroup = топша
guide = топ жетекшісі
teacher = еріп жүруші мұғалім
volunteer = ерікті
pupil = оқушы
school = мектеп
class = сынып
teaching-language = оқыту тілі
college = колледж
enterprise = кәсіпорын
specialty = мамандық
profession = кәсіп
visitor = келуші
guest-of-honour = құрметті қонақ
first-aid-point = медпункт
assembly-point = жиналу орны
info-desk = ақпарат үстелі

## Glossary: Time and rounds

round = кезең
rotation = ауысу кестесі
route-sheet = маршрут парағы
changeover = ауысу
    .short = ауысу
countdown = кері санақ
time-left = қалды
time-up = уақыт бітті
    .short = бітті
overtime = уақыт бітті { $t }
    .short = бітті
finished-early = ерте аяқталды
schedule = кесте
planned = жоспар бойынша
actual = нақты
break = үзіліс
    .short = үзіліс
lunch = түскі ас
start = басталуы
end = аяқталуы
now = қазір
next = келесі
then = одан кейін
event-time = іс-шара уақыты
hold-all = жалпы кідіріс
    .short = кідіріс
extend = ұзарту
shorten = қысқарту
times-moved = кесте жылжытылды
was-time = бұрын: { $t }

## Glossary: Group status

expected = күтілуде
    .short = күтілуде
on-the-way = жолда
    .short = жолда
arrived = келді
    .short = келді
in-progress = жүріп жатыр
    .short = жүруде
finished = аяқталды
    .short = аяқталды
delayed = кешігуде
    .short = кешігуде
absent = жоқ
announced-late = кейінірек келеді
    .short = кейін
trouble-no-station = бекетсіз топ
    .short = бекетсіз
skips = өткізіп жібереді
    .short = өткізеді
away = мұнда емес
    .short = жоқ
no-show = келмеді
    .short = келмеді
left-early = ерте кетті
on-break = үзілісте
    .short = үзіліс
sent-on = басқа бекетке жіберілді

## Glossary: Station status

ready = дайын
    .short = дайын
not-ready = дайын емес
    .short = дайын ем.
free = бос
    .short = бос
busy = бос емес
    .short = бос емес
full = орын жоқ
over-capacity = орын жетпейді
    .short = көп
places = орын
paused = кідіртілді
    .short = кідіріс
resume = жалғастыру
closed = жабық
    .short = жабық
temporarily-closed = уақытша жабық
fault = жабдық бұзылды
    .short = бұзылды
no-power = ток жоқ
no-instructor = шебер жоқ
reserve = қосалқы
on-paper = қағазда
    .short = қағаз
guests-here = қонақтар келді

## Glossary: Counting

head-count = нешеу келді
recount = қайта санау
roll-call = түгендеу
all-present = барлығы түгел
total = барлығы
visits = келу саны
pupils-once = оқушылар (бір рет саналған)
interested = қызыққандар
interest = қызығушылық
walk-ins = жазылмай келгендер
queue = кезек

## Glossary: Safety and access

briefing = қауіпсіздік нұсқамасы
briefing-done = нұсқама берілді
ppe = қорғаныш құралдары
goggles = қорғаныш көзілдірік
help-needed = көмек керек
    .short = көмек!
help-coming = көмек келе жатыр
first-aid = алғашқы көмек
    .short = медик!
injury = жарақат
evacuation = эвакуация
drill = оқу-жаттығу
fire-alarm = өрт дабылы
sen = ерекше білім беру қажеттіліктері (ЕБҚ)
support = қолдау
sign-language = ымдау тілі
interpreter = ымдау тілінің маманы
wheelchair = арбамен кіруге болады
accessible = қолжетімді
quiet = тыныш
low-vision = нашар көру
assistant = жеке көмекші

## Glossary: Device and data

online = байланыс бар
offline = байланыс жоқ
    .short = байл. жоқ
last-seen = соңғы байланыс
synced = бәрі жіберілді
not-sent = жіберілмеген
sync-now = қазір синхрондау
laptop = ноутбук
clock-fast = сағат алда
clock-slow = сағат артта
view-only = тек қарау
take-over = басқаруды алу
log = журнал
entry = жазба
entered-later = кейін енгізілді
undo = қайтару
undone = қайтарылды
cancel = бас тарту
confirm = растау
save = сақтау
close = жабу
exit = шығу
back = артқа
search = іздеу
filter = сүзгі
all = барлығы
report = есеп
import = жүктеу
export = файлға сақтау
print = басып шығару
settings = баптаулар
language = тіл
help-screen = анықтама
keys = пернелер
error = қате
warning = ескерту
message = хабарлама
send = жіберу
received = қабылданды
read = оқылды
reply = жауап беру
to-all = барлығына
training-mode = жаттығу режимі
duplicate = қайталанған жол

## Glossary: Actions on groups

go-to = қайда: { $s }-бекет
move = ауыстыру
swap = орындарын алмастыру
split = бөлу
merge = біріктіру
skip = өткізіп жіберу
add-group = топ қосу
finish = аяқтау
begin = бастау
pause = кідірту

## Glossary: Job fair

job-fair = бос жұмыс орындары жәрмеңкесі
vacancy = бос жұмыс орны
cv = түйіндеме
interview = әңгімелесу
consultation = кеңес
labour-law = еңбек құқығы
conditions = еңбек жағдайлары
employment = жұмысқа орналасу
tripartite = үшжақты шарт
dual-training = дуальды оқыту
internship = өндірістік практика
mentor = тәлімгер

## Glossary: Messages

m-go = { $g }-топ → { $s }-бекет
m-left = { $n } мин қалды
m-last-minute = 1 минут қалды. Аяқтай беріңіздер
m-round-on = { $r }-кезең басталды
m-round-over = { $r }-кезең аяқталды. Келесі бекетке өтіңіздер
m-late = { $g }-топ кешігуде. Күтілетін уақыты: { $t }
late-not-here = { $g }-топ кешігуде, әлі келген жоқ. Басталуы: { $t }
m-none = Бұл кезеңде топ жоқ
m-how-many = Нешеу келді?
m-over = { $n } адам, { $c } орын
m-wrong-group = Бұл — { $g }-топ. Олардың орны: { $s }-бекет
m-brief-first = Алдымен қауіпсіздік нұсқамасын беріңіз
m-needs = Ескеріңіз: { $x }
m-offline = Байланыс жоқ. Жұмысты жалғастыра беріңіз, жазбалар осы ноутбукта сақталады
m-online = Байланыс қалпына келді. Жіберілді: { $n }
m-clock-fast = Ноутбук сағаты { $n } мин алда. Іс-шара уақыты қолданылады
m-clock-slow = Ноутбук сағаты { $n } мин артта. Іс-шара уақыты қолданылады
m-two = Бұл бекет басқа ноутбукта да ашық
m-fa = Алғашқы көмек керек: { $s }-бекет
m-evac = ЭВАКУАЦИЯ. Жабдықты өшіріңіз. Топпен бірге жиналу орнына шығыңыз
m-evac-drill = ОҚУ-ЖАТТЫҒУ ЭВАКУАЦИЯСЫ
m-missing = { $n } адам жетіспейді: { $g }-топ
m-all = Барлығы түгел: { $n }
m-moved = Кесте { $n } мин кейінге жылжытылды
m-closed = { $s }-бекет уақытша жабық
m-ack = Қабылдады: { $n } / { $m }
m-too-many = { $n } санынан көп болмауы керек
m-import = Жүктелген топ: { $n }. Тексеретін жол: { $m }
m-enc = Қазақ әріптері жоғалған. Excel-де «CSV UTF-8» түрінде қайта сақтаңыз
m-names = Аты-жөні жазылған баған жүктелмеді
m-split = { $g }-топ бөлінді: { $x }
m-ready = Бекет дайын ба?
m-finish = { $g }-топпен аяқтау керек пе?
m-undo = Қайтарылды: { $x }
m-unsent-exit = { $n } жазба жіберілген жоқ. Ноутбукты жаппаңыз

## Languages

lang-name = Қазақша
lang-sample = ӘҒҚҢӨҰҮҺІ
teach-kk = қазақ тілі
    .short = қазақша
teach-ru = орыс тілі
    .short = орысша
teach-en = ағылшын тілі
    .short = ағылш.

## Numbers with nouns

n-pupils = { $n ->
        [one] { $n } оқушы
       *[other] { $n } оқушы
    }
n-people = { $n ->
        [one] { $n } адам
       *[other] { $n } адам
    }
n-groups = { $n ->
        [one] { $n } топ
       *[other] { $n } топ
    }
n-stations = { $n ->
        [one] { $n } бекет
       *[other] { $n } бекет
    }
n-minutes = { $n ->
        [one] { $n } минут
       *[other] { $n } минут
    }
n-entries = { $n ->
        [one] { $n } жазба
       *[other] { $n } жазба
    }
n-visits = { $n ->
        [one] { $n } келу
       *[other] { $n } келу
    }
n-places = { $n ->
        [one] { $n } орын
       *[other] { $n } орын
    }
n-min = { $n } мин

## Names with numbers: {$g} group, {$s} station, {$r} round

group-no = { $g }-топ
station-no = { $s }-бекет
desk-no = { $s }-кеңес үстелі
round-no = { $r }-кезең
round-of = { $r }-кезең, барлығы { $n }
places-no = орын: { $n }
counted-of = келді: { $n } / { $m }
count-differs = Басқа ноутбукта жазылған сан: { $n }
adults-no = ересектер: { $n }

## The rehearsal

rehearsal = ЖАТТЫҒУ
rehearsal-why = Бүгін іс-шара күні емес. Жаттығу 1-кезеңнің алдынан басталады; осы ортақ файлды ашқан ноутбуктардың бәрінде уақыт бірдей
rehearsal-start = жаттығуды бастау
rehearsal-not = нақты уақытпен ашу

## Phases of a station

phase-before = басталуына дейін
    .short = ерте
phase-waiting = топты күтеміз
    .short = күтеміз
phase-warning-5 = 5 минут қалды
    .short = 5 мин
phase-warning-1 = соңғы минут
    .short = 1 мин
phase-done = бүгінге осымен бітті
    .short = бітті
until-start = басталуына дейін
until-next = келесі кезеңге дейін
until-end = соңына дейін
held-since = Жалпы кідіріс: { $x }. Басталуы: { $t }
paused-since = Кідіртілді: { $x }. Басталуы: { $t }
missed-signals = Өткізіп алынған белгілер: { $x }

## Headings and lines of the station screen

title-now = ҚАЗІР
title-next = КЕЛЕСІ
title-then = ОДАН КЕЙІН
title-today = БҮГІН
title-message = ХАБАРЛАМА
title-overview = ШОЛУ
title-calls = ШАҚЫРУЛАР
title-keys = ПЕРНЕЛЕР
title-menu = МӘЗІР
from-station = қайдан: { $s }-бекет
from-busy = ол бекет әлі бос емес
from-break = үзілістен кейін
from-first = күннің бірінші бекеті
goes-break = қайда: үзіліске
goes-home = бұл топтың соңғы бекеті
no-more-groups = бүгін басқа топ жоқ
reserve-waits = Қосалқы бекет: топ жоспарланбаған
message-press = { $k }: қабылданды
title-station = ОСЫ БЕКЕТ
group-on-break = Бұл — { $g }-топ. Қазір оларда үзіліс
left-open = { $r }-кезең: { $g }-топтың аяқтағаны белгіленбеген
call-waiting = { $x }: шақырылды, { $t }, әзірге жауап жоқ
call-coming = { $x }: көмек келе жатыр
message-line = Хабарлама, { $t }: { $x }
may-close = Бәрі жіберілді. Ноутбукты жабуға болады

## What to do for those who need support; the hint is the short word beside a count

support-wheelchair = Арба өтетін жолды босатыңыз, жұмыс орнын аласа үстелге дайындаңыз
    .hint = арба
support-sign = Топқа қарап сөйлеңіз, бір-бірлеп, айтудан гөрі көрсетіңіз
    .hint = ымдау тілі
support-quiet = Шуды азайтыңыз, байсалды сөйлеңіз, не болатынын алдын ала айтыңыз
    .hint = тыныш
support-low-vision = Жақыннан көрсетіңіз, ұстап көруге беріңіз, не істеп жатқаныңызды айтып тұрыңыз
    .hint = нашар көру
support-assistant = Көмекшіге қатар орын беріңіз, оқушының өзіне қарап сөйлеңіз
    .hint = жеке көмекші

## Actions: the sentence stands in the help and the menu, the hint in the footer

act-arrived = топ келді, санын растау
    .hint = келді
act-ready = бекет дайын
    .hint = дайын
act-finished = топпен аяқтау
    .hint = аяқтау
act-plus-one = бір адам қосу
    .hint = +1
act-minus-one = бір адам азайту
    .hint = -1
act-recount = қайта санау
    .hint = қайта санау
act-briefing = қауіпсіздік нұсқамасы берілді
    .hint = нұсқама
act-interest = қызыққандар санын енгізу
    .hint = қызығушылық
act-walk-in = жазылмай келгендерді санау
    .hint = жазылмаған
act-send-on = топты өз бекетіне жіберу
    .hint = жіберу
act-other-group = басқа топ келді
    .hint = басқа топ
act-pause = кідірту немесе жалғастыру
    .hint = кідірту
act-extend = бірнеше минутқа ұзарту
    .hint = ұзарту
act-help-needed = көмекке шақыру
    .hint = көмек керек
act-first-aid = алғашқы көмек шақыру
    .hint = алғашқы көмек
act-evacuate = эвакуация: барлығы ғимараттан шығады
    .hint = эвакуация
act-roll-call = түгендеу: жиналу орнында топтан нешеу бар
    .hint = түгендеу
act-ready-deputy = бекет дайын, көмекші шебер айтады
    .hint = дайын (көмекші)
act-not-ready = бекет дайын емес
    .hint = дайын емес
act-fault = жабдық бұзылды немесе жөнделді: қазір қанша орын бар
    .hint = бұзылды
act-no-power = ток жоқ: бекетті кідірту
    .hint = ток жоқ
act-guests = қонақтар келді немесе кетті
    .hint = қонақтар
act-hand-over = шебер ауысты
    .hint = шебер ауысты
act-on-paper = қағазға немесе қайтадан ноутбукке жазу
    .hint = қағаз
act-undo = соңғы жазбаны қайтару
    .hint = қайтару
act-log = жазбалар тізімі: кез келгенін қайтаруға болады
    .hint = журнал
act-received = хабарлама қабылданды
    .hint = қабылданды
act-language = тілді ауыстыру
    .hint = тіл
act-help-screen = анықтама: барлық пернелер
    .hint = анықтама
act-menu = барлық әрекеттің мәзірі
    .hint = мәзір
act-quit = шығу
    .hint = шығу
act-quit-now = бірден шығу
    .hint = бірден шығу
act-back = артқа
    .hint = артқа
act-accept = растау
    .hint = растау
act-erase = соңғы таңбаны өшіру
    .hint = өшіру
act-pupil = оқушы: +1
    .hint = оқушы
act-student = студент: +1
    .hint = студент
act-adult = ересек: +1
    .hint = ересек
act-take-back = соңғы келушіні алып тастау
    .hint = алып тастау
act-queue = кезекте неше адам тұрғанын енгізу
    .hint = кезек
act-up = жоғары
    .hint = жоғары
act-down = төмен
    .hint = төмен
act-left = солға
    .hint = солға
act-right = оңға
    .hint = оңға
act-page-up = бір бет жоғары
    .hint = бет жоғары
act-page-down = бір бет төмен
    .hint = бет төмен
act-first = басына
    .hint = басына
act-last = соңына
    .hint = соңына
act-next-page = келесі бет: тор, тізім, топтар, дабыл
    .hint = бет
act-previous-page = алдыңғы бет
    .hint = алдыңғы бет
act-detail = бекет туралы толығырақ
    .hint = толығырақ
act-search = топты, мектепті не бекетті іздеу
    .hint = іздеу
act-hold = жалпы кідіріс немесе жалғастыру
    .hint = жалпы кідіріс
act-message = хабарлама жіберу
    .hint = хабарлама
act-calls = шақыруларды қабылдау және жабу
    .hint = шақырулар
act-sort = тізімнің ретін ауыстыру
    .hint = реті
act-open = көрсету: осы жазба кезіндегі алаң, бекет, жазбалар
    .hint = көрсету
act-next-sheet = шолудың келесі беті
    .hint = бет
act-previous-sheet = шолудың алдыңғы беті
    .hint = алдыңғы бет
act-find-words = журналдан сөз іздеу
    .hint = іздеу
act-filter = сүзгі: бекет, топ, мектеп, түрі, ноутбук, уақыт
    .hint = сүзгі
act-remove-filter = соңғы сүзгіні алып тастау
    .hint = алып тастау
act-reset-filter = қайтадан барлық жазба
    .hint = барлығы
act-go-to-time = белгілі сәтке: уақытын теру
    .hint = уақыт
act-play = күнді ойнату немесе тоқтату
    .hint = ойнату
act-speed = жылдамдық: ×1, ×10, ×60, ×600
    .hint = жылдамдық
act-next-entry = келесі жазбаға
    .hint = келесі жазба
act-previous-entry = алдыңғы жазбаға
    .hint = алдыңғы жазба
act-finer = қысқа қадам
    .hint = қысқа
act-wider = ұзын қадам: 1 с, 10 с, 1 мин, 5 мин, кезең
    .hint = қадам
act-turn = алаң тор, кесте, топтар түрінде
    .hint = тор/кесте
act-log-here = осы сәттен бастап жазбалар
    .hint = жазбалар
act-edit-plan = қалған күннің жоспарын кестеде өзгерту
    .hint = жоспар
act-other-station = топты басқа бекетке жіберу
    .hint = бекет
act-exchange = ұяшықты белгілеу, содан кейін екіншісімен ауыстыру
    .hint = ауыстыру
act-no-station = топты бекетсіз қалдыру
    .hint = бекетсіз
act-bring = осы бекетке топ шақыру
    .hint = топ әкелу
act-next-guest = бекеттегі келесі топ
    .hint = келесі топ
act-lock = бекіту не босату: ұяшық, топ, кезең
    .hint = бекіту
act-improve = қалғанын жақсарту; тағы бір рет — тоқтату
    .hint = жақсарту
act-redo = қайтарылған қадамды қайта жасау
    .hint = қайталау
act-keep = жоспарды сақтау; алаңда — қабылдау
    .hint = сақтау
act-turn-table = кесте топтар не бекеттер бойынша
    .hint = бұру
act-breaches = бұзылған ережелер
    .hint = ережелер

## Headings of the help screen

keys-global = барлық экранда
keys-station = бекет экраны
keys-desk = кеңес үстелінің экраны
keys-overview = шолу экраны
keys-evacuation = эвакуация кезінде
keys-review = журналды шолу
keys-plan = ауысу кестесінің жоспары
keys-list = тізімдер мен сұрақтар
keys-number = сан енгізу
keys-text = мәтін енгізу
keys-connection = байланыс пен сағат
keys-layouts = Пернелер қазақ, орыс және латын пернетақтасында бірдей жұмыс істейді

## Questions

ask-interest = Қызыққандар саны қанша?
ask-walk-ins = Жазылмай нешеу келді?
ask-queue = Кезекте неше адам тұр?
ask-extend = Неше минутқа ұзарту керек?
ask-reason = Себебі қандай?
ask-first-aid = Алғашқы көмек шақыру керек пе?
ask-help = Көмекке шақыру керек пе?
ask-pause = Бекетті кідірту керек пе?
ask-hold = Барлық бекетте уақытты тоқтату керек пе?
ask-resume = Уақытты жалғастыру керек пе?
ask-audience = Хабарлама кімге?
ask-hall = Қай залға?
ask-message = Хабарлама мәтіні
ask-search = Топ, мектеп немесе бекет нөмірі
ask-quit = Шығу керек пе?
ask-group = Қай топ келді?
ask-which-group = Қай топ туралы?
ask-undo = Қай жазбаны қайтару керек?
ask-evacuate = Эвакуация жариялау керек пе?
ask-roll-call = Жиналу орнында нешеу бар?
ask-not-ready = Бекет неге дайын емес?
ask-places = Қанша орын қалды?
ask-places-again = Жөнделді ме? Қазір қанша орын бар?
ask-guests-left = Қонақтар кетті ме?
ask-on-paper = Бұдан былай қағазға жазу керек пе?
ask-on-laptop = Қайтадан ноутбукке жазу керек пе?
ask-carry-on = Әдеттегі экранға оралу керек пе?
audience-hall = бір залға
dialog-keys = Enter — растау, Esc — бас тарту
dialog-pick = ↑ ↓ — таңдау, Enter — растау, Esc — бас тарту
dialog-number = Санды теріңіз не бірден Enter пернесін басыңыз
quit-kept = Жазбалар осы ноутбукта сақталады, келесі қосқанда жіберіледі
no = жоқ
nothing-here = ештеңе жоқ
search-none = Табылмады: { $x }

## The course of the day, as the station screen tells it

machines-off = Ток келгенге дейін жабдық өшірулі тұруы керек
closed-from = { $r }-кезеңнен бастап, { $x }
closure-over = Бекетті жабу туралы шешім қайтарылды, жұмысты жалғастыра беріңіз
walk-ins-welcome = Жазылмай келгендерді қабылдауға болады
change-free = { $r }-кезең: топ жоқ, бос
change-new = { $r }-кезең: жаңа топ — { $g }
gone-skips = { $g }-топ кезеңді өткізіп жібереді
gone-left = { $g }-топ кетіп қалды
gone-absent = { $g }-топ жоқ
gone-break = { $g }-топ үзілісте
gone-elsewhere = { $g }-топ келмейді
places-lowered = { $x }: орын { $n } / { $m }
paper-later = Қағазда: парақ кейін енгізіледі
repaired = жөнделді
about-time = шамамен { $t }

## An evacuation

evacuate-real = Шынайы дабыл: барлығы ғимараттан шығады, уақыт тоқтайды
evacuate-drill = Оқу-жаттығу: барлығы ғимараттан шығады, уақыт тоқтайды
carry-on-when = Барлығына қайту керек деп айтылса ғана: байланысы жоқ ноутбук мұны білмейді
evac-since = Басталуы: { $t }
evac-clock = Уақыт тоқтап тұр: { $x }
roll-counted = { $n } / { $m }, { $t }
roll-sum = Саналған топ: { $n } / { $m }

## What a call is for

need-first-aid = алғашқы көмек
    .short = медик!
need-help = көмек керек
    .short = көмек!
need-interpreter = ымдау тілінің маманы керек
    .short = ымдау
need-material = материал бітіп барады
    .short = материал
need-technician = техник керек
    .short = техник

## Reasons

reason-bus = автобус
reason-previous-station = алдыңғы бекет
reason-equipment = жабдық
reason-power = ток
reason-network = байланыс
reason-people = адамдар
reason-guests = қонақтар
reason-first-aid = алғашқы көмек
reason-drill = оқу-жаттығу
reason-other = басқа

## The connection: what it is, and what to do now; the hint stands in the status line

link-offline = байланыс жоқ, соңғы байланыс: { $t }
link-unsent = жіберілмеген: { $n }
link-starting = байланыс орнатылуда
link-rebuilt = ортақ файл қалпына келтірілді: { $m } құрылғының { $n } растады
share-none = Ортақ файл таңдалмаған. Жазбалар осы ноутбукта ғана сақталады
    .hint = ортақ файлсыз
share-missing = Ортақ файл табылмады. Жұмысты жалғастыра беріңіз; желілік папка қосулы ма, тексеріңіз
    .hint = ортақ файл жоқ
share-read-only = Ортақ файлға жазуға болмайды. Жұмысты жалғастыра беріңіз; үйлестірушіден жазу рұқсатын сұраңыз
    .hint = жазуға болмайды
share-locked = Ортақ файл бос емес. Жұмысты жалғастыра беріңіз; бағдарлама қайта байқап көреді
    .hint = ортақ файл бос емес
share-full = Ортақ дискіде орын жоқ. Жұмысты жалғастыра беріңіз; үйлестірушіге айтыңыз
    .hint = ортақ диск толы
share-not-sheber = Бұл — sheber файлы емес, оған ештеңе жазылмайды. Дұрыс файлды таңдаңыз
    .hint = sheber файлы емес
share-foreign = Ортақ файл басқа іс-шараның немесе жаттығудың файлы, оған ештеңе жазылмайды. Дұрыс файлды таңдаңыз
    .hint = бөтен файл
share-damaged = Ортақ файл бүлінген. Жазбалар ноутбуктарда сақтаулы; үйлестірушіге айтыңыз
    .hint = ортақ файл бүлінген
share-newer = Ортақ файлды бағдарламаның жаңарақ нұсқасы жазған. Жұмысты жалғастыра беріңіз; бағдарламаны жаңартыңыз
    .hint = жаңарақ нұсқа керек
share-wal-on-network = Ортақ файл желілік папкада деректерді бүлдіретін режимде тұр. Жұмысты жалғастыра беріңіз; оны өзі жатқан компьютерде жабыңыз немесе басқа файлды таңдаңыз
    .hint = желіде қауіпті
share-moved = Ноутбуктар енді ортақ файл жанындағы папкада кездеседі. Жұмысты жалғастыра беріңіз; бағдарлама сонда өзі көшеді
    .hint = папкаға көшу
share-timed-out = Ортақ папка жауап бермейді. Жұмысты жалғастыра беріңіз; бағдарлама қайта байқап көреді
    .hint = жауап жоқ
share-unreachable = Ортақ файл оқылмайды немесе жазылмайды. Жұмысты жалғастыра беріңіз; желіні тексеріңіз
    .hint = файл қолжетімсіз
replica-in-use = Бұл орын осы ноутбукта ашық тұр. Сол терезеге өтіңіз
replica-not-saved = Жазба сақталмады. Осы ноутбуктың дискісін тексеріңіз
replica-no-folder = Жазбалар папкасын пайдалануға болмайды. Басқасын таңдаңыз: --replica
replica-not-sheber = Жазбалардың орнында басқа файл жатыр. Басқа папканы таңдаңыз: --replica
replica-newer = Осы ноутбуктағы жазбаларды бағдарламаның жаңарақ нұсқасы жасаған. Бағдарламаны жаңартыңыз
replica-damaged = Осы ноутбуктағы журнал бүлінген. Бағдарламаны қайта қосыңыз: ол өзі түзетеді, жазбалар сақталды
replica-full = Ноутбуктың дискісінде орын жоқ: жазба әлі сақталған жоқ. Орын босатыңыз
review-missing = Бұл жерде ештеңе жоқ: { $x }. Жолын тексеріңіз
review-unreadable = Журналды оқу мүмкін болмады: { $x }. Оқу құқығы мен дискіні тексеріңіз
review-not-log = Бұл — sheber журналы емес: { $x }. floor.db, ноутбук журналын не жазбалар файлын таңдаңыз
review-newer = Журналды бағдарламаның жаңарақ нұсқасы жазған: { $x }. Бағдарламаны жаңартыңыз
review-damaged = Журнал бүлінген: { $x }. Оның басқа көшірмесін не ноутбук журналын ашыңыз
review-locked = Журнал бос емес: { $x }. Қайта байқап көріңіз
review-write-ahead = Журналдың соңғы өзгерістерін бұл жерде оқу мүмкін емес: { $x }. Оны қасындағы -wal файлымен бірге өз папкаңызға көшіріңіз
review-too-large = Файл кез келген журналдан үлкен: { $x }. Басқасын таңдаңыз
replica-read-only = Жазбалар сақталмайды: папкаға жазуға болмайды. Жазуға рұқсат беріңіз немесе басқасын таңдаңыз: --replica
replica-copied = Бұл ноутбуктың деректері басқа жерден көшірілген; ол енді жаңа атпен жазады. Ештеңе жоғалған жоқ
replica-renamed = Басқа ноутбук дәл осы атпен жазған; бұл ноутбук енді жаңа атпен жазады. Ештеңе жоғалған жоқ
replica-rebuilt = Осы ноутбуктағы журнал бүлінген еді, түзетілді; жетпегені ортақ файлдан келеді. Жұмысты жалғастырыңыз
fork-here = Осы орын атынан екі ноутбук жазған. Екі нұсқадағы жазба: { $n }, екеуі де сақталды. Үйлестірушіге айтыңыз
fork-alarm = { $x } деп екі ноутбук жазған. Екі нұсқада: { $n }, сақталды. Журналды ашыңыз
fork-entry = бірнеше нұсқада
clock-zone-fast = Уақыт белдеуі қате: ноутбук сағаты { $n } сағ алда. Іс-шара уақыты қолданылады
clock-zone-slow = Уақыт белдеуі қате: ноутбук сағаты { $n } сағ артта. Іс-шара уақыты қолданылады
clock-fast-s = Ноутбук сағаты { $n } с алда. Іс-шара уақыты қолданылады
clock-slow-s = Ноутбук сағаты { $n } с артта. Іс-шара уақыты қолданылады
clock-set = Ноутбук сағаты қолмен ауыстырылды. Іс-шара уақыты қолданылады
clock-corrected = Іс-шара уақыты ортақ сағат бойынша түзетілді
clock-within = сағат ±{ $x } с
clock-unchecked = сағат тексерілмегеніне { $t }
clock-checked = Іс-шара уақыты ±{ $x } с дәл; сағат { $t } бұрын тексерілді
clock-alone = Сағатты салыстыратын ортақ файл жоқ
program-older = Бұл бағдарлама ескірген ({ $x } < { $y }): жаңартыңыз; жазу жалғасады
program-unknown = Бағдарламаның жаңарақ нұсқасы керек жазбалар: { $n }

## Why something is not allowed

refusal-unknown-station = { $n }-бекет жоқ
refusal-unknown-group = { $n }-топ жоқ
refusal-unknown-desk = { $n }-кеңес үстелі жоқ
refusal-not-a-station = { $n }-стенд: мұнда топтар кезең бойынша қабылданбайды
refusal-too-many = { $n } санынан көп болмауы керек
refusal-below-zero = Нөлден аз болмайды
refusal-nothing-to-finish = Аяқтайтын топ жоқ
refusal-no-group-here = Бекетте мұндай топ жоқ
refusal-already-held = Жалпы кідіріс бұрыннан қосулы
refusal-not-held = Жалпы кідіріс жоқ
refusal-already-paused = Бекет бұрыннан кідіртулі
refusal-not-paused = Бекет кідіртілмеген
refusal-nothing-to-undo = Қайтаратын жазба жоқ
refusal-already-undone = Бұл жазба бұрын қайтарылған
refusal-no-such-entry = Мұндай жазба жоқ
refusal-already-accepted = Шақыру бұрын қабылданған
refusal-already-closed = Шақыру бұрын жабылған
refusal-no-such-call = Мұндай шақыру жоқ
refusal-no-such-message = Мұндай хабарлама жоқ
refusal-already-ready = Бекет дайын деп бұрын белгіленген
refusal-floor-not-open = Іс-шара әлі ашылмаған
refusal-in-the-future = Бұл уақыт әлі келген жоқ
refusal-already-so = бұл бұрыннан солай жазылған
refusal-nothing = ештеңе енгізілмеді. Толтырып, қайта көріңіз
refusal-unknown-school = бұл мектептің тобы жоқ. Мектеп атауын тексеріңіз
refusal-unknown-hall = мұндай зал жоқ. Зал атауын тексеріңіз
refusal-round-over = { $n }-кезең аяқталған. Кейінгі кезеңді таңдаңыз
refusal-rounds-run = бұл жоспармен { $n }-кезең басталып кетті. Келесі кезеңдерді қайта жоспарлаңыз
refusal-unknown-round = { $n }-кезең жоқ. Нөмірін тексеріңіз
refusal-group-exists = { $n }-топ бар. Басқа нөмір алыңыз
refusal-parts-differ = бөліктердің қосындысы { $n } болуы керек
refusal-bad-times = мұндай уақыт болмайды. Басы мен соңын тексеріңіз
refusal-no-evacuation = қазір эвакуация жоқ
refusal-not-lowered = бекетте барлық орын бар
refusal-not-closed = бекет жабық емес
refusal-same-station = топ осы бекетте. Басқа бекетті таңдаңыз
refusal-not-allowed-for-role = Бұл рөлге рұқсат жоқ
refusal-already-arrived = Топ келді деп бұрын белгіленген
refusal-no-round = Бұған сай кезең жоқ
refusal-already-received = Хабарлама бұрын қабылданған

## What happened, for the undo line and the log

did-opened = іс-шара ашылды
did-ready = бекет дайын
did-arrived = келді: { $g }-топ, { $n } адам
did-recounted = саны түзетілді: { $g }-топ, { $n } адам
did-finished = аяқталды: { $g }-топ
did-sent-on = басқа бекетке жіберілді: { $g }-топ → { $s }-бекет
did-briefing = нұсқама берілді: { $g }-топ
did-interest = қызыққандар: { $g }-топ, { $n } адам
did-walk-ins = жазылмай келгендер: { $n }
did-paused = кідіртілді: { $x }
did-resumed = жалғастырылды
did-extended = ұзартылды: { $n } мин, { $x }
did-held = жалпы кідіріс: { $x }
did-released = жалпы кідіріс аяқталды
did-message = хабарлама жіберілді: { $x }
did-received = хабарлама қабылданды
did-called = шақыру: { $x }
did-call-accepted = шақыру қабылданды
did-call-closed = шақыру жабылды
did-visit = келуші: { $x }
did-taken-back = келуші алып тасталды: { $x }
did-queue = кезек: { $n }
did-undone = бұрынғы жазба қайтарылды
did-unknown = белгісіз жазба, бағдарламаның жаңарақ нұсқасы керек
did-ready-deputy = бекет дайын (көмекші шебер)
did-not-ready = бекет дайын емес: { $x }
did-on-paper = жазбалар қағазда жүргізіледі
did-on-laptop = жазбалар ноутбукта жүргізіледі
did-handover = шебер ауысты
did-stations-paused = кідіртілді: { $s }, { $x }
did-stations-resumed = жалғастырылды: { $s }
did-places-lowered = орын саны: { $n }, { $x }
did-places-restored = барлық орын қайта бар
did-closed = бекет жабық, { $r }-кезеңнен бастап: { $x }
did-station-opened = бекет қайта ашылды
did-guests-came = қонақтар келді
did-guests-left = қонақтар кетті
did-evacuation = ЭВАКУАЦИЯ
did-evacuation-drill = оқу-жаттығу эвакуациясы
did-retimed = жаңа уақыт: { $x }
did-sheet = қағаз парақ енгізілді, жолдар: { $n }
did-figures = мәліметтер берілді: { $x }, уақыты { $t }
did-delayed = кешігеді: { $w }, күтілетін уақыты { $t }, { $x }
did-on-site = орнына жетті: { $w }
did-skipped = { $r }-кезеңді өткізіп жібереді: { $w }, { $x }
did-left = { $r }-кезеңнен бастап кетті: { $w }, { $x }
did-absent = { $r }-кезеңнен бастап жоқ: { $w }, { $x }
did-moved = { $g }-топ, { $r }-кезең: { $x } → { $y }
no-station = бекетсіз
did-group-added = топ қосылды: { $g }-топ, { $x }, { $n } адам
did-split = { $g }-топ бөлінді: { $x }
did-resized = { $g }-топтың жаңа саны: { $n }
did-listed = мектеп тізімдері бойынша топтар: { $x }
listed-new = жаңа { $g }
listed-changed = өзгерді { $g }
listed-gone = { $r }-кезеңнен бастап жоқ { $g } ({ $x })
listed-back = { $r }-кезеңнен бастап қайта бар { $g }
did-roll-call = түгендеу: { $g }-топ, { $n } адам
whom-groups = топтар: { $g }
whom-stations = бекеттер: { $s }
purpose-press = баспасөзге
purpose-report = есеп
undo-line = { $x } — қайтару: { $k }

## The start screen

start-event = Іс-шараны таңдаңыз
start-last = соңғы таңдау: { $x }
start-other-file = іс-шараның басқа файлы
start-other-share = басқа ортақ файл
start-path = Файлдың жолын теріңіз
start-role = Рөліңізді таңдаңыз
role-station = бекет шебері
role-desk = кеңесші
role-overview = үйлестіруші
start-station = Бекет нөмірі қандай?
start-desk = Кеңес үстелінің нөмірі қандай?
start-cannot-open = Файлды ашу мүмкін болмады: { $x }
start-findings = Файлдағы қате саны: { $n }. Толығырақ: sheber check
too-small = { $w }x{ $h } тым кіші, 80x24 керек
start-new-share = Жаңа ортақ файл: { $x }. Оған іс-шараны таңдаңыз
start-joins = Бұл ортақ файлдағы алаң ашық, сіз оған қосыласыз
start-reading = Оқылуда
start-choose = таңдау
start-share-path = Ортақ файлдың немесе оның қалтасының жолын теріңіз
start-day-switch = ← →: жаттығу немесе нақты уақыт
start-fonts = тоғыз әріп көріне ме?
file-missing = мұндай файл жоқ
file-denied = оқуға рұқсат жоқ
file-unreadable = оқу мүмкін болмады

## The command line

cli-who = Кім үшін екенін көрсетіңіз: --station N, --desk N немесе --coordinator
cli-what = Не болғанын айтыңыз: sheber act --help
cli-script-unread = { $x } файлын оқу мүмкін емес. Жолын тексеріп, UTF-8 түрінде сақтаңыз
cli-script-line = { $n }-жол түсініксіз; ештеңе жазылмады. Жолды түзетіңіз
cli-script-at = { $n }-жол:
cli-needs-station = Бұл бекетте айтылады: --station N қосыңыз
cli-needs-desk = Бұл кеңес үстелінде айтылады: --desk N қосыңыз
cli-count-words = Санды немесе топ пен санды көрсетіңіз: count 12, count 32 12, count -1
cli-no-hall = { $x } деген зал жоқ. Залдар: { $y }
cli-no-preset = { $x } деген дайын хабарлама жоқ. Барлары: { $y }
cli-speed-earnest = Жылдамдық тек репетицияға арналған: нағыз күні --clock қосыңыз немесе --speed алып тастаңыз
cli-not-given = { $x } кезінде көрсеткіш берілмеген. Берілген уақыттар: { $y }
cli-table-csv = --table тек --format csv бірге беріледі
cli-no-record = { $n }-жол жазба емес. sheber log --records жазған файлды көрсетіңіз
cli-cannot-write = Нәтижені жазу мүмкін болмады
cli-print-file = Парақтарды мына файлға жазу мүмкін болмады: { $x }
cli-print-revision = Бұған дейін { $n }-нұсқа болмаған; жоспар нұсқасы: { $m }
cli-plan-what = Нені жоспарлау керегін айтыңыз: іс-шара файлы, open-square немесе open-day
cli-plan-what-hint = sheber plan my-day.toml; --format json болса, есеп: sheber plan --format json problem.json
cli-plan-own = Оқылып жатқан файлдың үстінен жазуға болмайды
cli-plan-own-hint = Басқа --out таңдаңыз. Іс-шара файлының [plan] бөлігін ауыстыру үшін файлды екі жерде де бірдей атаңыз
cli-plan-unwritten = Файлды жазу мүмкін емес: { $x }
cli-plan-table = Бұл файлдың [plan] бөлігін ауыстыру мүмкін емес; ештеңе жазылмады
cli-plan-table-hint = Оны [plan] кестесі етіп, әр топқа бір жол жазыңыз: 1 = [ 0, 56, 50 ]
cli-plan-illegal = Жоспарлағыш ережені бұзды; ештеңе жазылмады
cli-plan-json-out = --json мен --format json бірге болса, --out FILE керек: әйтпесе stdout жоспарға беріледі
cli-plan-large = Файл { $n } МиБ-тан үлкен
cli-plan-json = { $x } — rotation/1 форматындағы есеп емес
cli-plan-format = { $x }: форматы rotation/1 емес
cli-plan-length = { $x }, { $piece }: { $n } жазба бар, { $m } керек
cli-plan-number = { $x }, { $piece }: { $n } тым көп, { $m } санынан аз болуы керек
cli-plan-empty = { $x }, { $piece }: кемінде біреуі керек
cli-plan-name = { $x }, { $piece }: атауда басқару таңбалары бар
cli-plan-unknown = { $x }, { $piece }: { $y } жарияланбаған
cli-plan-format-hint = Файлдың осы жерін түзетіңіз. Мұндай файлды sheber plan EVENT --instance FILE жазады
cli-plan-no-replan = Есепте не хабарланғаны айтылмаған
cli-plan-no-replan-hint = "replan" бөлігін now, executed, announced-пен қосыңыз немесе sheber plan алыңыз
cli-replan-gone = Қазір мұндай ұсыныс жоқ
cli-replan-gone-hint = Ұсыныстарды қайта қараңыз: sheber replan
cli-replan-stale = Алаңдағы жағдай өзгерді; ештеңе жазылмады
cli-no-event = Алаң ашылмаған, іс-шара көрсетілмеген
cli-no-event-hint = --event ФАЙЛ (немесе open-square, open-day) не ашық алаңның --share ФАЙЛЫН қосыңыз
cli-no-folder = Бағдарлама деректеріне арналған қалта жоқ
cli-no-folder-hint = SHEBER_DATA айнымалысына өз қалтаңызды жазыңыз
cli-no-terminal = Экранға арналған терминал жоқ
cli-no-terminal-hint = Экрансыз: sheber status, sheber log, sheber act
cli-kept = Осы ноутбукке жазылды, бірақ жіберілмеді. Келесі act кезінде жіберіледі
verify-whole = { $x }: журнал бүтін. Жазба: { $n }, жазған аттар: { $m }
verify-broken = { $x }: журнал бұзылған. Жазба: { $n }, жазған аттар: { $m }
verify-first = Бірінші бұзылған буын: { $x } жазбасы, { $t }
verify-next = Бұл да бұзылған: { $x } жазбасы, { $t }
verify-more = тағы бұзылған буын: { $n }
verify-seal = Жазба жасалғаннан кейін өзгертілген. Күтілгені { $x }, табылғаны { $y }
verify-link = Ол алдыңғы жазбаны жалғастырмайды. Күтілгені { $x }, табылғаны { $y }
verify-missing = Оның алдында мына жазбалар жоқ: { $x }
verify-order = Ол өзі жалғастыратын жазбадан бұрын тұр
verify-number = Жазбалар 1-ден бастап нөмірленеді
verify-no-records = Жазба емес жолдар: { $n }, біріншісі — { $x }-жол
verify-no-rows = Кестенің жазба емес жолдары: { $n }
verify-fork = { $x } атымен { $s }-жазбадан бастап екі ноутбук жазған. Екі нұсқада: { $n }; екеуі де сақталды
cli-verify-nothing = Нені тексеру керегін айтыңыз: жазбалар файлы, --share немесе --replica
cli-fault = Бағдарламада ақау болды. Бағдарлама журналы: { $x }
cli-no-thread = Жүйе жаңа ағындарға рұқсат бермейді
cli-state = күйі

## A rehearsal without people

rehearse-watch = Басқа терминалдан бақылау: { $x }
rehearse-progress = { $x }  кезең { $y }  жазба { $n }, секундына { $m }
rehearse-devices = ноутбук саны
rehearse-entries = жасалған жазбалар
rehearse-rate = секундына жазба
rehearse-keys = пернеден сақталғанға дейін, мс: p50 / p99 / ең ұзағы
rehearse-visible = сақталғаннан басқаларда көрінгенге дейін, мс
rehearse-share = ортақ файлдың көлемі, КиБ
rehearse-read = оқылғаны, ноутбук журналдарымен бірге, КиБ
rehearse-written = жазылғаны, ноутбук журналдарымен бірге, КиБ
rehearse-cpu = бір ноутбуктың процессор уақыты, с
rehearse-memory = бір ноутбуктың ең көп жады, МиБ
rehearse-memory-shared = бір ноутбукқа шаққандағы жад (жалпысы бөлінген), МиБ
rehearse-incidents = ойналған оқиғалар
rehearse-refused = рұқсат етілмеген командалар
rehearse-unsaved = бірден сақталмаған жазбалар
rehearse-missing = жауап бермеген ноутбуктар
rehearse-lost = жоғалған жазбалар
rehearse-floors = әртүрлі алаңдар
rehearse-unplayed = Ойналмағаны, мұндай команда жоқ: { $x }
rehearse-whole = Ештеңе жоғалған жоқ, барлық ноутбукта алаң бірдей
rehearse-broken = Бірдеңе жоғалған немесе ноутбуктардағы алаң әртүрлі
rehearse-taken = Бұл ортақ файлда алаң бұрын ашылған
rehearse-taken-hint = --share арқылы жаңа файлды көрсетіңіз немесе ештеңе көрсетпеңіз
rehearse-scenario = Бұл сценарий файлы емес: { $x }
rehearse-nobody = Бұл бекеттердің ешқайсысында ноутбук жоқ
rehearse-seat = Барлық ноутбук қосыла алмады

## The overview

page-grid = тор
page-table = тізім
page-groups = топтар
page-of = { $n }-бет, барлығы { $m }
trouble-clock = сағат қате
    .short = сағат
trouble-two = екі ноутбук
    .short = 2 ноутб.
trouble-briefing = нұсқама берілмеген
    .short = нұсқама
trouble-elsewhere = басқа бекетте
    .short = басқада
trouble-lost = қайда екені белгісіз
    .short = белгісіз
sum-ready = дайын: { $n } / { $m }
sum-running = жүріп жатыр: { $n }
sum-waiting = күтуде: { $n }
sum-free = бос: { $n }
sum-people = адам: { $n }
sum-calls = шақыру: { $n }
sum-offline = байланыс жоқ: { $n }
sum-lost = белгісіз топ: { $n }
clock-off-by = сағат: { $x } мин
late-min = кешігуде: { $n } мин
ago-min = { $n } мин бұрын
call-open = ашық
call-accepted = қабылданды
    .short = қабылд.
by-radio = рация арқылы
ack-missing = әлі қабылдамады: { $x }
trouble-first = алдымен мәселелер
by-number = нөмірі бойынша
unknown = белгісіз
    .short = белгісіз
group-short = { $g }-топ
left-time = { $t } қалды
sum-unread = қабылданбаған хабарлама: { $n }
not-ready-list = дайын емес: { $x }
not-ready-due = дайын емес: { $g }-топ { $t }
offline-seen = байланыс жоқ, соңғысы { $t } бұрын
offline-never = байланыс әлі болған жоқ
seen-ago = соңғы байланыс { $t } бұрын
stale = ескірді { $t }
clock-off-sec = сағат: { $x } с
clock-right = сағат дұрыс
clock-unknown = сағат тексерілмеген
ask-hold-reason = Жалпы кідіріс: себебі қандай?
round-starts = { $r }-кезеңнің басталуы:
round-ends = { $r }-кезеңнің аяқталуы:
hold-lasts = кідіріс ұзақтығы: { $t }
message-own = өз сөзіңізбен
messages-sent = жіберілген хабарламалар
col-no = №
col-hall = зал
col-station = кәсіп
col-state = күйі
col-group = топ
col-count = адам
col-left = уақыт
col-next = кел.
col-trouble = мәселе
col-school = мектеп, сынып
col-where = бекет
col-onward = қайда
col-seen = соңғы белгі

## The desk screen

kind-pupil = оқушы
kind-student = студент
kind-adult = ересек
desk-who = Кім келді?
desk-quarters = ширек сағат сайын
desk-last = соңғы келуші: { $x }
desk-nobody = әзірге ешкім келген жоқ

## Levers: what coordinators change, and what it would do

act-levers = таңдалғанды өзгерту: топ, бекет, зал, бүкіл алаң
    .hint = өзгерту
keys-form = бланк толтыру
title-lever = НЕ ӨЗГЕРЕДІ?
title-levers = НЕ ІСТЕУ КЕРЕК?
title-do = НЕ ІСТЕУ КЕРЕК (Enter)
title-figures = ОСЫ СӘТТЕГІ САНДАР
title-desk = КЕҢЕС ҮСТЕЛІ
ask-about = Не туралы?
ask-until = Қашан келеді?
ask-time = басқа уақыт: төрт цифр
ask-skip = Қай кезеңді өткізіп жібереді?
ask-leave = Қай кезеңнен кейін кетеді?
ask-absent = Қай кезеңнен бастап жоқ?
ask-move = Қай кезеңде басқа жерге барады?
ask-where = Қайда?
ask-split = Қандай бөліктерге бөлу керек?
ask-sizes = басқа бөліктер
ask-size = Топта неше оқушы?
ask-close = Қай кезеңнен бастап жабық?
ask-length = Кезең неше минут?
ask-next-start = Келесі кезең қашан басталады?
ask-which-hall = Қай зал?
dialog-form = Enter: әрі қарай, Tab ↑ ↓: өріс, Esc: бас тарту
yes = иә

lever-floor = бүкіл алаң
lever-delay = кешігеді
lever-on-site = орнына келді
lever-skip = кезеңді өткізіп жібереді
lever-leave = ерте кетеді
lever-absent = келмейді
lever-move = басқа бекетке ауыстыру
lever-route = кезең сайын маршрут беру
lever-split = топты бөлу
lever-resize = оқушылар саны басқа
lever-rest = { $g }-топ: күннің соңына дейін { $n }
lever-places = орын азайды: жабдық бұзылды
lever-repaired = жөнделді: барлық орын бар
lever-close = бекетті жабу
lever-open = бекетті қайта ашу
lever-paper = қағазға жазады
lever-laptop = қайтадан ноутбукта жазады
lever-sheet = қағаз парақты енгізу
lever-hall-pause = бүкіл залды кідірту
lever-hall-resume = бүкіл залды жалғастыру
lever-halls = бір зал: кідірту немесе жалғастыру
lever-retime = келесі кезеңдердің жаңа уақыты
lever-figures = баспасөзге арналған сандар
route-enough = қалған кезеңдер кейін
retime-length = { $n } мин → күннің соңы { $t }
retime-as-planned = { $n } мин → күннің соңы { $t }, жоспар бойынша
superseded-by = орнына кейін жазылды: { $x }

fore-nobody = Ешкімге әсер етпейді
fore-missed = { $g }-топ: { $r }-кезеңнің { $m } минутынан { $n } мин өткізеді, { $s }-бекет
fore-then = { $g }-топ, одан кейін: { $x }, { $t }
fore-sheet = { $r }-кезең, { $g }-топ: келді { $n }, қызыққандар: { $x }, нұсқама: { $y }
fore-unwritten = Жазылмағаны нөл емес, белгісіз: қызығушылық { $n }, нұсқама { $m }
fore-no-station = Бекетсіз қалатын топтар: { $x }
fore-stopped = Сағаты тоқтайтын бекеттер: { $x }
fore-misfit = Енді сыймайды: { $g }-топ, { $r }-кезең, { $x }: { $y }
fore-relieved = Қайтадан сыяды: { $g }-топ, { $r }-кезең, { $x } ({ $y })
fore-wait = { $s }-бекет { $g }-топты { $t } дейін күтеді: ол әлі { $m }-бекетте
fore-ends = Күннің соңы: { $t } (бұрын: { $x })
why-no-station = бекет берілмеген
why-language = тілі сәйкес емес: { $x }
why-access = жағдай жоқ: { $x }
why-taken = бос емес: { $g }-топ
why-twice = бұл топ онда болған немесе барады

form-school = Мектепті жазыңыз
form-size = Оқушылар санын жазыңыз
form-group = Топ нөмірін жазыңыз
form-time = Уақытты төрт цифрмен жазыңыз: 0945
form-pupils = оқушылар
form-adults = ересектер
form-no-names = Оқушылардың аты-жөнін жазбаңыз. Тіл — бос орын пернесімен
text-no-names = Оқушылардың аты-жөнін жазбаңыз
form-parts = Бөліктердің қосындысы бүкіл топқа тең болуы керек
form-sheet = Жазылмаған жерді бос қалдырыңыз: бос — нөл емес. Бос орын пернесі: жоспардағы сан, иә/жоқ
sheet-came = келді
sheet-briefing = нұсқама
sheet-known = жазылған: { $n }

page-alarms = дабыл
page-roll = түгендеу
col-alarm = !
col-expected = болуы т.
col-adults = ересек
col-counted = бар
no-alarms = Бәрі дұрыс
sum-alarms = дабыл: { $n }
alarm-call = { $x }: { $t } бойы жауап жоқ
alarm-uncounted = { $g }-топ әлі саналмаған
alarm-misfit = { $g }-топ сыймайды: { $r }-кезең, { $x }: { $y }
alarm-unconfirmed = расталмаған: { $r }-кезең, { $g }-топ
alarm-unreceived = қабылдамаған орындар: { $n } · { $x }
do-call = Шақыруды қабылдап, адам жіберіңіз
do-close-call = Көмек көрсетілген соң шақыруды жабыңыз
do-uncounted = Топ жетекшісінен нешеу екенін сұраңыз.
do-missing = Іздеңіз, табылса санын жазыңыз.
do-over = Топты бөліңіз немесе бір бөлігін басқа бекетке жіберіңіз
do-send-on = Оны жіберіңіз
do-late = Топты қарсы алуға адам жіберіңіз немесе кешігуін жазыңыз.
do-no-show = Топты табыңыз; келмесе, өткізіп жіберу немесе жоқ деп жазыңыз.
do-over-time = Аяқтауды сұраңыз
do-over-time-for = Аяқтауды сұраңыз: { $s }-бекет күтіп тұр
do-not-ready = Шебер немесе көмекші жіберіңіз
do-due = Күтілетін топ: { $g }, { $x }
do-fits = { $r }-кезеңде бос әрі сыятын: { $x }
do-fits-nowhere = { $r }-кезеңде сыятын бос бекет жоқ
do-offline = Ноутбук өзі жұмыс істейді, жазбалары сонда сақталады. Керек болса, рация арқылы енгізіңіз
do-briefing = Шеберге нұсқама туралы ескертіңіз
do-clock = Іс-шара уақыты қолданылады; сағатты үзілісте түзетіңіз
do-two = Екеуі де жұмыс істей береді; артығын жабыңыз
do-misfit = Топты ауыстырыңыз.
do-route = Топқа маршрут беріңіз.
do-unconfirmed = Рация арқылы сұраңыз; ноутбук қосылмаса, қағаздан енгізіңіз
do-unreceived = Рация арқылы айтыңыз: { $x }
do-wait = { $s }-бекетке ескертіңіз
seen-at = { $g }-топ соңғы рет: { $s }-бекет, { $r }-кезең
seen-nowhere = Бүгін оны ешкім санаған жоқ

roll-pupils = саналды: { $n } / { $m }
roll-took = уақыты: { $t }
roll-uncounted = саналмаған топ: { $n } ({ $x })
roll-missing = жетіспейді: { $n }

figures-as-of = { $t } кезіндегі жағдай
figures-paper = Енгізілмеген қағаз парақ: { $x }-бекет
figures-silent = Бәрін жібермеген бекет: { $x }
figures-saved = Enter басылса, берілген сандар уақытымен бірге журналда сақталады
figure-pupils = оқушылар
figure-pupils-is = әрқайсысы бір рет саналған
figure-visits = шеберлік сағатына келу
figure-visits-is = жеті бекетте болған оқушы — жеті келу
figure-sessions = өткен сабақтар
figure-sessions-is = бір топ бір бекетте бір кезеңде
figure-groups = топтар
figure-groups-is = кемінде бір рет саналған
figure-schools = мектептер
figure-schools-is = топтары саналған
figure-walk-ins = жазылмай келгендер
figure-walk-ins-is = бекетке топсыз келгендер
figure-desk-visits = кеңес алғандар
figure-desk-visits-is = кеңес үстеліне әр келу

coming-busy = { $s }-бекеттен келеді, ол әлі бос емес
places-of = орын: { $n } / { $m }
coming-at = { $t } келеді, { $x }
added-today = бүгін қосылды
queue-line = Кезек: { $x }
not-everything = Бәрі алынған жоқ: { $x }
## Kinds of entries, where they are chosen from

kind-medium = қағаз немесе ноутбук
kind-stations-paused = бірнеше бекет кідіртілді
kind-stations-resumed = бірнеше бекет жалғастырды
kind-closed = бекет жабық
kind-skipped = кезең өткізіп жіберілді
kind-left = топтар ерте кетті
kind-absent = топтар жоқ
kind-revised = топтар ауыстырылды
kind-group-added = топ қосылды
kind-split = топ бөлінді
kind-resized = топтың жаңа саны
kind-evacuation = эвакуация
kind-sheet = қағаз парақ енгізілді

## The plan screen

title-plan = ЖОСПАР
sheet-over-floor = қазіргі алаң
sheet-unsaved = сақталмаған
sheet-unaccepted = қабылданбаған
sheet-accept = қабылдау
sheet-stop = тоқтату
sheet-steps = қадам: { $n }, қайтарылған: { $m }
sheet-objective = ұпай { $n }
sheet-no-breaches = ережелер сақталған
sheet-breaches = бұзылған ереже: { $n }
sheet-by-groups = топтар × кезеңдер
sheet-by-stations = бекеттер × кезеңдер
sheet-signs = Ұяшықтағы белгілер
sheet-sign-breach = ереже бұзылған
sheet-sign-idle = бекетсіз, үзіліс те емес
sheet-sign-run = өтті не жүріп жатыр
sheet-sign-held = жариялап қойылған, басталуына аз қалды
sheet-sign-locked = бекітілген
sheet-sign-changed = өзгерген
sheet-sign-walk = жолы ұзақ
sheet-sign-disliked = топтың қалауы емес
sheet-sign-rest = үзіліс
sheet-sign-away = топ алаңда жоқ
sheet-was = бұрын: { $x }
sheet-goal-idle = бекетсіз
sheet-goal-wishes = қалау
sheet-goal-fair = топтар теңдігі
sheet-goal-school = мектептер теңдігі
sheet-goal-walk = жүру
sheet-goal-balance = бекеттер жүгі
sheet-goal-change = өзгеріс
sheet-walk-before = дейінгі жол { $n } мин
sheet-walk-after = кейінгі жол { $n } мин
sheet-costs = Ұяшық құны: { $x }
sheet-costs-nothing = Ұяшық ештеңеге тұрмайды
sheet-heads = адам { $n }, орын { $m }
sheet-together = топтар: { $x }
sheet-ended = түзеледі: { $n }
sheet-reckoning = есептелуде…
sheet-empty-here = Мұнда топ жоқ. Enter — топ әкелу
sheet-none-of-these = Мұндай бекет жоқ. Enter — себебі
sheet-breach-crowded = { $r }-кезең, { $s }-бекет: адам { $n }, орын { $m }
sheet-breach-closed = { $g }-топ, { $r }-кезең: { $s }-бекет жабық
sheet-breach-language = { $g }-топ, { $r }-кезең: { $s }-бекет басқа тілде
sheet-breach-access = { $g }-топ, { $r }-кезең: { $s }-бекет қолжетімді емес
sheet-breach-twice = { $g }-топ: { $s }-бекет екі рет, { $f }- және { $r }-кезең
sheet-breach-far = { $g }-топ, { $r }-кезеңге дейін: жол { $n } мин, уақыт { $m } мин
sheet-breach-met = { $g }- және { $o }-топ { $r }-кезеңде қайта кездеседі
sheet-breach-rest = { $g }-топ: үзіліс жетпейді: { $n }
sheet-breach-fixed = { $g }-топ, { $r }-кезең: өзгертуге болмайтын ұяшық өзгерген
sheet-breach-away = { $g }-топ { $r }-кезеңде алаңда жоқ
sheet-why-closed = жабық
sheet-why-language = басқа тілде
sheet-why-access = қолжетімді емес
sheet-why-twice = екі рет: { $f }- және { $r }-кезең
sheet-why-far = { $r }-кезеңге дейін { $n } мин жүреді, уақыт { $m } мин
sheet-why-met = { $o }-топпен қайта кездеседі
sheet-why-rest = үзіліс жетпейді
sheet-edit-set = { $g }-топ, { $r }-кезең → { $s }-бекет
sheet-edit-clear = { $g }-топ, { $r }-кезең → бекетсіз
sheet-edit-swap = { $g }- және { $o }-топ ауысады, { $r }-кезең
sheet-edit-rounds = { $g }-топ: { $r }- және { $o }-кезең ауысады
sheet-at = { $g }-топ { $r }-кезең
sheet-ask-pick = Топ қай бекетке барады?
sheet-pick-keys = ↑ ↓ не нөмір, Enter — растау, Esc — бас тарту
sheet-ask-confirm = Осылай өзгерте ме?
sheet-ask-locks = Нені бекіту не босату керек?
sheet-ask-breaches = Бұзылған ережелер: Enter көрсетеді
sheet-ask-keep = Жоспар ережелерді бұзады
sheet-keep-warning = Enter тағы бір рет басылса, жоспар бәрібір сақталады
sheet-ask-leave = Өзгерістер сақталмаған
sheet-leave-keep = сақтап шығу
sheet-leave-lose = сақтамай шығу
sheet-leave-stay = қалу
sheet-ask-find = Топ нөмірі, бекет нөмірі не мектеп
sheet-ask-bring = Осы бекетке қай топ келеді? Нөмірі
sheet-ask-path = Қай файлға сақтау керек?
sheet-once-more = Ереже бұзылады. Бәрібір жасау үшін Enter тағы бір рет
sheet-scope-cell = осы ұяшық
sheet-scope-all = бүкіл жоспар
sheet-lock = бекіту: { $x }
sheet-unlock = босату: { $x }
sheet-swap-how = Енді сол кезеңдегі басқа топты не сол топтың басқа кезеңін таңдаңыз
sheet-swap-where = Ауыстыру: бір кезеңдегі екі топ не бір топтың екі кезеңі
sheet-improving = Іздеу: { $n } с, барлығы { $m } с. Ұпай { $x } → { $y }
sheet-improving-wait = Іздеу жүріп жатыр. Esc — тоқтату
sheet-improved = Жақсарды: { $x }. u — қайтару
sheet-mended = Ережелер түзелді: { $x }. u — қайтару
sheet-not-improved = Одан жақсысы табылмады
sheet-kept = Сақталды: { $x }
sheet-accepted = Жаңа жоспар алаңға жіберілді. Қайтару: шолу экранында u
sheet-not-accepted = Жоспар қабылданбады: { $x }
sheet-same = Ештеңе өзгерген жоқ
sheet-not-kept = Сақталмады: { $x }
sheet-other-event = Сақталмады: іс-шара файлы осы арада өзгерген не жоспарын ауыстыруға болмайды ({ $x })
sheet-floor-breaches = Қабылданбады: жаңа жоспар ережелерді бұзады. b — қайсысын
sheet-moved = Алаң өзгерді. Сақталған өзгеріс: { $x }
sheet-moved-lost = Алаң өзгерді. Енді мүмкін емес: { $x }
sheet-not-found = Табылмады: { $x }
sheet-nobody = Мұнда топ жоқ
sheet-not-here = Бұл жерде жұмыс істемейді. Алдымен Esc
sheet-refused-run = Өтті не жүріп жатыр: өзгертуге болмайды
sheet-refused-held = Жариялап қойылған, басталуына аз қалды: өзгертуге болмайды
sheet-refused-away = Ол кезде топ алаңда жоқ
sheet-refused-locked = Бекітілген. k — босату
sheet-refused-unknown = Ондай топ, бекет не кезең жоқ
sheet-refused-undo = Қайтаратын ештеңе жоқ
sheet-refused-redo = Қайталайтын ештеңе жоқ

## The review of a log

title-review = ШОЛУ
review-at = ШОЛУ { $t }
review-only-read = тек оқу
review-read-only = Бұл — шолу: мұнда ештеңе жазуға болмайды
review-share = ортақ файл
review-folder = ноутбуктер журналдары
review-replica = ноутбук көшірмесі
review-records = жазбалар файлы
review-entries = жазбалар: { $n }
review-reading = оқылуда: { $p }%, жазбалар: { $n }
review-damaged-rows = оқылмайтындар: { $n }
review-floor = алаң
review-occupancy = толуы
review-heat = карта
review-overruns = асып кету
review-waits = күту
review-figures = көрсеткіштер
review-step-second = 1 с
review-step-ten = 10 с
review-step-minute = 1 мин
review-step-five = 5 мин
review-step-round = кезең
review-kind = жазба түрі
review-words = іздейтін сөздер
review-time = қай сәтке
review-time-from = қай сәттен бастап
review-time-until = қай сәтке дейін
review-time-wrong = Уақыт былай теріледі: 10:31, 10:31:05 немесе 1031
review-device = ноутбук { $x }
review-from = басы: { $t }
review-until = соңы: { $t }
review-only = тек: { $x }
review-without = алып тастау: { $x }
review-reset = барлық жазба: сүзгісіз
review-all = барлық жазба
review-found = табылды: { $n }
review-searching = ізделуде: { $p }%
review-search-waits = бәрі оқылғанда іздеу басталады
review-looking = бір сәт…
review-no-entry = Бұл бағытта бұдан әрі жазба жоқ
review-place = { $n } / { $m }
review-written = жазылған уақыты { $t }
review-col-time = уақыт
review-col-who = кім
review-col-what = не болды
review-undone-by = қайтарылды: { $x }
review-superseded-by = ауыстырылды: { $x }
superseded = ауыстырылды
review-occupancy-all = Бекеттердегі оқушылар
review-occupancy-one = Бір бекеттегі оқушылар
review-occupancy-keys = ↑↓ бір бекет немесе барлығы · ? белгісіз (сан: неше бекетте)
review-heat-title = Бекеттер кезеңдер бойынша: оқушылар / орындар
review-heat-legend = ▁…█ келді · ^ орыннан көп · & келмеді · ? белгісіз · · жоспарда жоқ
review-turn-nobody = жоспарда жоқ, ешкім келмеді
review-turn-came = оқушылар: { $n }, орындар: { $m }
review-overruns-title = Келулердің кезең соңына қатысты аяқталуы
review-overruns-legend = < ертерек · = уақытында · + кейін; ұзарту мен кідірістер ескерілген
review-overruns-sum = келулер: { $n } · 3 мин немесе одан көп: { $m } · ең ұзағы: { $x } мин
review-waits-title = Топтарды қанша күтті, минут пен секунд
review-waits-legend = █ ортасы · ░ ең ұзағы · │ < кешігу · & келмеді · ? белгісіз
review-wait = ортасы { $x }, ең көбі { $y }
review-figures-at = Есеп көрсеткіштері, уақыты { $t }
review-figures-keys = Enter: осы санды құрайтын жазбалар · ←→ g: басқа сәтке

## Why groups stay without a station

plan-why-least = { $n ->
        [one] Кез келген жоспарда топ кемінде { $n } рет бекетсіз қалады
       *[other] Кез келген жоспарда топ кемінде { $n } рет бекетсіз қалады
    }
plan-why-round = { $x }-кезең
plan-why-rounds = { $x }-кезеңдер
plan-why-group = { $x }-топ
plan-why-groups = { $x }-топтар
plan-why-step-free = басқышсыз жол керек
plan-why-quiet = тыныш орын керек
plan-why-size = кемінде { $n } адам
plan-why-stay = { $n ->
        [one] Кемінде { $n } топ бекетсіз қалады
       *[other] Кемінде { $n } топ бекетсіз қалады
    }
plan-why-stay-each = { $n ->
        [one] Әрқайсысында кемінде { $n } топ бекетсіз қалады
       *[other] Әрқайсысында кемінде { $n } топ бекетсіз қалады
    }
plan-why-heads = { $when }: { $groups }, { $heads }; барлық ашық бекеттегі орындар: { $c }. { $stay }
plan-why-heads-lang = { $when }, { $x }: { $groups }, { $heads }; осы тілдегі бекеттердің орындары: { $c }. { $stay }
plan-why-heads-family = { $when }, { $x }: { $groups }, { $heads }; оларға лайық бекеттердің орындары: { $c }. { $stay }
plan-why-seats = { $when }: { $groups }; қалай біріктірсе де, ашық бекеттерге сыятыны: { $c }. { $stay }
plan-why-seats-family = { $when }, { $x }: { $groups }; қалай біріктірсе де, лайық бекеттерге сыятыны: { $c }. { $stay }
plan-why-route = { $who }, { $when }: топты әлі қабылдай алатын бекеттер: { $s }. { $m ->
        [one] Осылардың кемінде { $m } кезеңі бекетсіз
       *[other] Осылардың кемінде { $m } кезеңі бекетсіз
    }
plan-why-route-each = { $who }, { $when }: әр топты әлі қабылдай алатын бекеттер: { $s }. { $m ->
        [one] Әр топта осылардың кемінде { $m } кезеңі бекетсіз
       *[other] Әр топта осылардың кемінде { $m } кезеңі бекетсіз
    }
plan-why-mix = Топтар бір-ақ рет кездеседі: толық жоспарда кемінде { $m ->
        [one] { $m } кездесу
       *[other] { $m } кездесу
    } болады, ал әлі кездеспеген жұптар: { $c }. { $n ->
        [one] Топ кемінде { $n } рет бекетсіз қалады
       *[other] Топ кемінде { $n } рет бекетсіз қалады
    }
plan-why-pinned = { $who }: { $n ->
        [one] өткен немесе бекітілген бекетсіз { $n } кезең
       *[other] өткен немесе бекітілген бекетсіз { $n } кезең
    }
plan-why-rests = Оның ішінде топтар бәрібір демалатыны: { $n }
plan-why-left = { $who }, { $when }: { $x }
plan-why-left-pinned = кезең өткен немесе бекітілген
plan-why-left-closed = жабық: { $n }
plan-why-left-language = топтың тілінде емес: { $n }
plan-why-left-unfit = топқа керек жағдай жоқ: { $n }
plan-why-left-been = топ онда басқа кезеңде болады: { $n }
plan-why-left-far = уақытында жету мүмкін емес: { $n }
plan-why-left-met = топтар қайта кездесер еді: { $n }
plan-why-left-full = орын жетпейді: { $n } ({ $s }-бекетте жетпегені: { $m })
plan-why-left-open = ешқандай кедергі жоқ: { $n }


## Lists that schools send

list-accepted = қабылданды
list-repaired = түзетілді
list-to-ask = сұрау керек
list-skipped = өткізілді
list-field-number = топтың нөмірі
list-field-school = мектеп
list-field-class = сынып
list-field-language = оқыту тілі
list-field-size = оқушы саны
list-field-adults = еріп жүруші
list-field-needs = ерекше қажеттілік
list-column-personal = адам туралы деректер бар баған: жүктелмеді
list-column-note = ескертпе бағаны: жүктелмеді
list-column-unknown = белгісіз баған: жүктелмеді
list-spaces = Артық бос орын алынды: «{ $old }» → { $new }
list-school-words = Мектептің нөмірі ғана қалды: «{ $old }» → { $new }
list-school-bare = Жалаң сан мектептің нөмірі деп оқылды: «{ $old }» → { $new }
list-school-above = Мектеп жоғарыдағы жолдан алынды: { $new }
list-class-form = Сынып әдеттегі түрде жазылды: «{ $old }» → { $new }
list-class-case = Сыныптың әрпі бас әріп болды: «{ $old }» → { $new }
list-class-latin = Латын әрпі ұқсас кирилл әрпіне ауыстырылды: «{ $old }» → { $new }
list-class-roman = Рим саны цифрмен жазылды: «{ $old }» → { $new }
list-class-size = Бір ұяшықта сынып пен сан тұрған: «{ $old }» → { $new }
list-language-name = Тілдің атауы танылды: «{ $old }» → { $new }
list-language-above = Тіл жоғарыдағы тақырыптан алынды: { $new }
list-count-words = Саннан басқа сөздер алынды: «{ $old }» → { $new }
list-count-decimal = Бүтін сан деп оқылды: «{ $old }» → { $new }
list-adults-missing = Еріп жүруші көрсетілмеген. Есепке алынды: { $new }
list-needs-words = Қолдау түрі ғана қалды, мәтін жүктелмеді: { $new }
list-number-new = Топтың нөмірі оқылмады немесе бос емес: «{ $old }». Жаңа нөмір беріледі
list-no-route = Жаңа топ, маршруты әлі жоқ. Ұсынылған нөмір: { $new }
list-cell-error = Ұяшықта Excel қатесі тұр; ол жүктелмеді
list-answered = Жауап берілді: { $new }
list-left-out = Жолды жүктемеу туралы шешім қабылданды
list-repeat = Жолдың дәл қайталануы. Бірінші жол: { $new }
list-replaced = Оның орнына басқа жол алынды: { $new }
list-total = Жиынтық жол; саны сәйкес: { $new }
list-total-differs = Жиынтық жол; файлда: { $old }, топтар бойынша: { $new }. Санды мектеппен тексеріңіз
list-total-skips-text = Жиынтық жол; файлда: { $old }, топтар бойынша: { $new }. Excel мәтін ұяшықтарын қоспаған
list-total-unread = Жиынтық жол; файлда сан жоқ, топтар бойынша: { $new }
list-empty-row = Бос жол
list-header-again = Баған атаулары қайталанған
list-heading-school = Тақырып, төмендегі жолдардың мектебі: { $new }
list-heading-language = Тақырып, төмендегі жолдардың тілі: { $new }
list-text-row = Топ емес: қолтаңба немесе басқа мәтін
list-ask-school-missing = Мектеп көрсетілмеген. Қай мектеп?
list-ask-school-unknown = Мектеп түсініксіз: «{ $old }». Қай мектеп?
list-ask-school-personal = Мектептің орнында аты-жөні немесе телефон тұр; ол жүктелмеді. Қай мектеп?
list-ask-class-missing = Сынып көрсетілмеген. Қай сынып?
list-ask-class-unknown = Сынып түсініксіз: «{ $old }». Қай сынып?
list-ask-class-personal = Сыныптың орнында аты-жөні немесе телефон тұр; ол жүктелмеді. Қай сынып?
list-ask-class-letter = Сыныптың әрпі күмәнді: «{ $old }». Қай сынып?
list-ask-class-date = Excel сыныпты күнге айналдырған: «{ $old }». Қай сынып?
list-ask-language-missing = Оқыту тілі көрсетілмеген. Қай тіл?
list-ask-language-unknown = Оқыту тілі түсініксіз: «{ $old }». Қай тіл?
list-ask-size-missing = Оқушы саны көрсетілмеген. Неше оқушы?
list-ask-size-unknown = Оқушы саны түсініксіз: «{ $old }». Неше оқушы?
list-ask-size-range = Санның орнына аралық тұр: «{ $old }». Жауап болғанша үлкені алынады. Неше оқушы?
list-ask-size-odd = Мұндай оқушы саны болмайды: «{ $old }». Неше оқушы?
list-ask-adults-unknown = Еріп жүруші саны түсініксіз: «{ $old }». Неше ересек?
list-ask-adults-personal = Еріп жүруші санының орнында аты-жөні немесе телефон тұр; ол жүктелмеді. Неше ересек?
list-ask-needs-unknown = Ерекше қажеттілік түсініксіз; мәтін жүктелмеді. Қандай қолдау, нешеуіне?
list-ask-needs-count = Қолдау түрі түсінікті, саны жоқ. Нешеуіне керек?
list-ask-needs-many = Қолдау керек оқушы топтағыдан көп. Нешеуіне керек?
list-ask-same-class = Бұл сынып бір рет жазылған, мәліметі басқа. Басқа жол: { $row }. Қайсысы дұрыс?
list-ask-too-large = Топ ешбір бекетке сыймайды. Оқушы: { $old }. Тең бөлікке бөлу керек пе?
list-choice-this = осы жол дұрыс
list-choice-other = басқа жол дұрыс
list-choice-both = екеуі де бөлек топ
list-choice-split = тең бөлікке бөлу
list-choice-whole = бөлмеу
list-choice-leave = жолды жүктемеу
list-unsettled-row = Мұндай жол жоқ
list-unsettled-question = Бұл жолда сұрақ жоқ
list-unsettled-fit = Жауап бұл жолдың сұрағына сәйкес емес
list-too-large = Файл тым үлкен. Шегі: { $limit } МБ
list-too-many-rows = Файлда жол тым көп. Шегі: { $limit }
list-too-large-cure = Топтар тізімін ғана бөлек файлға көшіріп, соны жүктеңіз
list-empty = Файл бос
list-empty-cure = Файлды ашып, тізім бар екенін тексеріңіз де, қайта сақтаңыз
list-letters-lost = Қазақ әріптері жоғалған: файл UTF-8 емес. Файл жүктелмеді
list-mojibake = Әріптер басқа кодтауда оқылып сақталған. Файл жүктелмеді
list-utf8-cure = Бастапқы кестені қайта сақтаңыз. Excel: «Файл → Басқаша сақтау → CSV UTF-8» немесе XLSX. LibreOffice: «Басқаша сақтау → Text CSV → сүзгі параметрлері → UTF-8»
list-old-book = Бұл — ескі түрдегі Excel файлы
list-ods = Бұл — LibreOffice кестесі (ODS)
list-web-page = Бұл — кесте атауымен сақталған веб-бет
list-broken-book = Кесте файлы бүлінген, ашылмайды
list-save-xlsx-cure = Файлды Excel не LibreOffice бағдарламасында ашып, XLSX түрінде сақтаңыз
list-numbers = Бұл — Apple Numbers файлы
list-numbers-cure = Numbers бағдарламасында «Файл → Экспорттау → Excel» таңдаңыз
list-encrypted = Файл құпиясөзбен жабылған
list-encrypted-cure = Excel-де файлды ашып, құпиясөзді алып тастаңыз да, қайта сақтаңыз
list-pdf = Бұл — PDF, кесте емес
list-not-a-list = Бұл — кесте емес
list-not-a-list-cure = Мектептен бастапқы кестені сұраңыз: XLSX немесе CSV UTF-8
list-open-quote = Тырнақша жабылмаған, жолдар бір ұяшыққа кіріп кеткен. Жол: { $row }
list-open-quote-cure = Тырнақшаны жабыңыз немесе алып тастаңыз, болмаса кестені XLSX түрінде сақтаңыз
list-no-header = Баған атаулары бар жол табылмады
list-no-column = Керекті баған жоқ
list-no-header-cure = Кестенің үстіне баған атауларын жазыңыз: Мектеп, Сыныбы, Оқыту тілі, Оқушы саны
list-no-groups = Баған атауларының астында бірде-бір топ жоқ
list-no-groups-cure = Топтардың тұрған парағын немесе файлын тексеріңіз

## Proposals for the rest of the day

title-replan = ҰСЫНЫСТАР: КІМ ҚАЙДА БАРАДЫ
keys-replan = күннің қалғанына ұсыныстар
act-replan = сыймағандар бойынша ұсыныстар: кім қайда барады
    .hint = ұсыныстар
act-search-again = алаңның қазіргі күйі бойынша қайта іздеу
    .hint = қайта іздеу
act-stop-search = іздеуді тоқтату, табылғаны қалады
    .hint = тоқтату
replan-fewest = Өзгеріс аз
replan-nobody-idle = Бәріне бекет
replan-shortest = Жол қысқа
replan-all-fit = Бәрінің сыятын бекеті бар: түзететін ештеңе жоқ
replan-broken = Сыймайды: { $n } (топтар: { $x })
replan-searching = іздеу: { $x }… { $t } с
replan-stopped = { $t } с өткен соң тоқтатылды
replan-done = { $t } с ізделді
replan-keys = ← → не 1 2 3 — таңдау · ↑ ↓ — жалғасы · Enter — не өзгереді
replan-asking-keys = Enter — қабылдау · ← → — басқа себеп · ↑ ↓ — жалғасы · Esc — артқа
replan-reason = Себебі: { $x }
replan-more = ↓ тағы { $n }, ↑ { $m }
replan-walk = жүру { $n } мин
replan-soon = ! { $r }-кезең де өзгереді, басталуына { $n } мин
replan-out-of-date = ! Ескірді
replan-everybody = Бәрінің бекеті бар
replan-left-out = Бекетсіз: { $n }
replan-left-why = { $g }-топ, { $r }-кезең. Бекеттер: { $x }
replan-none-yet = Ұсыныстар ізделуде…
replan-none-needed = Түзететін ештеңе жоқ, жол да қысқармайды.
replan-none = Ұсыныс жоқ: не өзгертсе де, ешкімге бекет табылмайды.
replan-stale = Алаң өзгерді: { $x }. Қайта іздеу: { $k }
replan-moved-begun = { $r }-кезең басталды
replan-moved-soon = { $r }-кезең тым жақын
replan-moved-group = { $g }-топтың маршруты басқа
replan-moved-station = { $s }-бекет аз қабылдайды
replan-no-floor = Ұсыныс үшін алаң ашық болуы керек
replan-failed = Іздеу басталмады. Топтарды бір-бірлеп ауыстырыңыз
replan-offer = сыймайды: { $n } — ұсыныстар: { $k }
do-replan = Бәріне бірден ұсыныстар: { $k }

## Lists against the groups there are

lever-lists = Мектеп тізімдері…
title-lists = Мектеп тізімдері
ask-lists = Мектеп тізімдері қайда?
lists-path-hint = CSV не XLSX файлы немесе олар жатқан бума. Есімдер мен телефондар жүктелмейді
ask-which-list = Қай тізім?
ask-list = Жауап:
lists-type = Басқасы, теріп жазу
lists-reading = Тізім оқылып жатыр…
lists-busy = Тізімдер әлі оқылып жатыр
lists-none = Бұл бумада CSV не XLSX тізімі жоқ
lists-together = Барлығы бір тізім ретінде: { $n }
lists-nothing = Ештеңе өзгермейді
lists-write = Қабылдау: жаңа { $a }, өзгерген { $c }, шыққан { $g }, қайтқан { $b }
lists-write-hint = Enter алдымен салдарын көрсетеді. Бір жазба; оны қайтаруға болады
lists-whole = Тізім толық: онда жоқ топтар шыққан
lists-schools = Тізім тек өз мектептерінікі: басқа мектептердің топтары қалады
lists-scope-hint = Enter мұны ауыстырады
lists-same = Өзгеріссіз топтар: { $n }
list-no-needs = ерекше қажеттіліксіз
list-unknown = ?
list-size = оқушы: { $n }
list-adults = ересек: { $n }
list-change = { $x }: { $old } → { $new }
list-diff-added = Жаңа, { $g }-топ: { $x }
list-diff-changed = Өзгерді, { $g }-топ: { $x }
list-diff-gone = Шықты, { $g }-топ: { $x }
list-diff-back = Қайта бар, { $g }-топ: { $x }
list-diff-kept = Жолға жауап берілгенше қалады, { $g }-топ: { $x }
list-numbered = Бұл нөмір мұнда басқа топта: { $old }. Бұл топтың нөмірі: { $new }
list-twice = Басқа жолдағы сыныптың өзі; сол жол алынды. Жол: { $row }
list-in-parts = Сынып мұнда бөлінген, топтар: { $new }, оқушы барлығы: { $old }. Бөліктер сол күйі қалады
list-ask-which-group = { $new } нөмірі мұнда { $old } тобында. Сол топ па?
list-choice-same = сол топ, атауы қате болған
list-choice-new = басқа топ, жаңа нөмірмен
list-closed-cure = Файлдың атын және басқа бағдарламада ашық емес пе екенін тексеріңіз
cli-import-answer = Жауап қабылданбады: { $x }
cli-import-which-file = Мұндай жол бірнеше файлда бар: ФАЙЛ:ЖОЛ=ЖАУАП деп жазыңыз
cli-import-line = Топ іс-шара файлында бір жолмен жазылмаған. Жол: { $n }
cli-import-line-hint = Топты түгел [groups] астына бір жолмен жазыңыз, үлгі файлдардағыдай
cli-import-errors = Іс-шара файлында қателер пайда болар еді; ол жазылмады. Қате: { $n }
cli-import-unread = Ештеңе жазылмады: тізім оқылмайды
cli-import-nowhere = Ештеңе жазылмады. Топтар қайда екенін көрсетіңіз: --into EVENT.toml не --share FILE
cli-import-same = Ештеңе жазылмады: бәрі тізімдегідей
cli-import-dry = Ештеңе жазылмады. Жазу үшін: --write
cli-import-written = Жазылды: { $x }
cli-import-lost = Енді сай келмегендіктен жоспардан алынды: { $g }-топ, { $r }-кезең, { $s }-бекет
cli-import-no-route = Әлі бағыты жоқ: топтар { $g }
cli-import-plan = Жоспар жасау: sheber plan { $x }
cli-import-open = Жауап берілгенше қалдырылған жолдар: { $n }
