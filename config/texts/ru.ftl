### Русские тексты. Ключи одинаковы в трёх языках. Слова состояния не имеют рода.

## Glossary: People and places

event = мероприятие
exhibition = выставка
hall = зал
yard = двор
zone = зона
station = станция
stand = стенд
    .short = стенд
desk = стол консультаций
master-class = мастер-класс
instructor = мастер
deputy = помощник мастера
coordinator = координатор
hall-coordinator = координатор зала
organiser = организатор
group = группа
subgroup = подгруппа
guide = сопровождающий
teacher = сопровождающий педагог
volunteer = волонтёр
pupil = ученик
school = школа
class = класс
teaching-language = язык обучения
college = колледж
enterprise = предприятие
specialty = специальность
profession = профессия
visitor = посетитель
guest-of-honour = почётный гость
first-aid-point = медпункт
assembly-point = место сбора
info-desk = информационная стойка

## Glossary: Time and rounds

round = раунд
rotation = график переходов
route-sheet = маршрутный лист
changeover = переход
    .short = переход
countdown = обратный отсчёт
time-left = осталось
time-up = время вышло
    .short = вышло
overtime = время вышло { $t }
    .short = вышло
finished-early = закончили раньше
schedule = расписание
planned = по плану
actual = по факту
break = перерыв
    .short = перерыв
lunch = обед
start = начало
end = конец
now = сейчас
next = далее
then = затем
event-time = время мероприятия
hold-all = общая пауза
    .short = пауза
extend = продлить
shorten = сократить
times-moved = расписание сдвинуто
was-time = было: { $t }

## Glossary: Group status

expected = ожидается
    .short = ждём
on-the-way = в пути
    .short = в пути
arrived = на месте
    .short = здесь
in-progress = идёт
    .short = идёт
finished = завершено
    .short = готово
delayed = задерживается
    .short = опазд.
absent = отсутствует
announced-late = будут позже
    .short = позже
trouble-no-station = группа без станции
    .short = без стан.
skips = пропускает раунд
    .short = пропуск
away = нет на площадке
    .short = нет
no-show = не пришли
    .short = не пришли
left-early = ушли раньше
on-break = на перерыве
    .short = перерыв
sent-on = отправлены на другую станцию

## Glossary: Station status

ready = готово
    .short = готово
not-ready = не готово
    .short = не готово
free = свободно
    .short = своб.
busy = занято
    .short = занято
full = мест нет
over-capacity = мест не хватает
    .short = много
places = мест
paused = пауза
    .short = пауза
resume = продолжить
closed = закрыто
    .short = закрыто
temporarily-closed = временно закрыто
fault = сломалось оборудование
    .short = полом.
no-power = нет электричества
no-instructor = нет мастера
reserve = резерв
on-paper = на бумаге
    .short = бумага
guests-here = гости на станции

## Glossary: Counting

head-count = сколько пришло
recount = пересчитать
roll-call = перекличка
all-present = все на месте
total = всего
visits = посещений
pupils-once = учеников (без повторов)
interested = заинтересовались
interest = интерес
walk-ins = без записи
queue = очередь

## Glossary: Safety and access

briefing = инструктаж
briefing-done = инструктаж проведён
ppe = средства защиты
goggles = защитные очки
help-needed = нужна помощь
    .short = помощь!
help-coming = помощь идёт
first-aid = первая помощь
    .short = медик!
injury = травма
evacuation = эвакуация
drill = учебная тревога
fire-alarm = пожарная тревога
sen = особые образовательные потребности (ООП)
support = сопровождение
sign-language = жестовый язык
interpreter = переводчик жестового языка
wheelchair = доступно на коляске
accessible = доступно
quiet = тихо
low-vision = слабое зрение
assistant = личный помощник

## Glossary: Device and data

online = на связи
offline = нет связи
    .short = нет св.
last-seen = последняя связь
synced = всё передано
not-sent = не передано
sync-now = синхронизировать
laptop = ноутбук
clock-fast = часы спешат
clock-slow = часы отстают
view-only = только просмотр
take-over = взять управление
log = журнал
entry = запись
entered-later = внесено позже
undo = вернуть
undone = возвращено
cancel = отмена
confirm = подтвердить
save = сохранить
close = закрыть
exit = выход
back = назад
search = поиск
filter = фильтр
all = все
report = отчёт
import = загрузить
export = сохранить в файл
print = печать
settings = настройки
language = язык
help-screen = справка
keys = клавиши
error = ошибка
warning = предупреждение
message = сообщение
send = отправить
received = принято
read = прочитано
reply = ответить
to-all = всем
training-mode = учебный режим
duplicate = повтор строки

## Glossary: Actions on groups

go-to = куда: станция { $s }
move = перенести
swap = поменять местами
split = разделить
merge = объединить
skip = пропустить
add-group = добавить группу
finish = завершить
begin = начать
pause = пауза

## Glossary: Job fair

job-fair = ярмарка вакансий
vacancy = вакансия
cv = резюме
interview = собеседование
consultation = консультация
labour-law = трудовое право
conditions = условия труда
employment = трудоустройство
tripartite = трёхсторонний договор
dual-training = дуальное обучение
internship = производственная практика
mentor = наставник

## Glossary: Messages

m-go = Группа { $g } → станция { $s }
m-left = Осталось { $n } мин
m-last-minute = Осталась 1 минута. Заканчиваем
m-round-on = Раунд { $r } начался
m-round-over = Раунд { $r } окончен. Переходим на следующую станцию
m-late = Группа { $g } задерживается. Ожидаем в { $t }
late-not-here = Группа { $g } опаздывает, её ещё нет. Начало: { $t }
m-none = В этом раунде группы нет
m-how-many = Сколько пришло?
m-over = { $n } чел., мест: { $c }
m-wrong-group = Это группа { $g }. Их место: станция { $s }
m-brief-first = Сначала проведите инструктаж
m-needs = Учтите: { $x }
m-offline = Нет связи. Продолжайте работать, записи хранятся на этом ноутбуке
m-online = Связь восстановлена. Передано: { $n }
m-clock-fast = Часы ноутбука спешат на { $n } мин. Используется время мероприятия
m-clock-slow = Часы ноутбука отстают на { $n } мин. Используется время мероприятия
m-two = Эта станция открыта ещё на одном ноутбуке
m-fa = Нужна первая помощь: станция { $s }
m-evac = ЭВАКУАЦИЯ. Выключите оборудование. Выходите с группой к месту сбора
m-evac-drill = УЧЕБНАЯ ЭВАКУАЦИЯ
m-missing = Не хватает: { $n } чел., группа { $g }
m-all = Все на месте: { $n }
m-moved = Расписание сдвинуто на { $n } мин
m-closed = Станция { $s } временно закрыта
m-ack = Приняли: { $n } из { $m }
m-too-many = Не может быть больше { $n }
m-import = Загружено групп: { $n }. Проверьте строк: { $m }
m-enc = Казахские буквы потеряны. Сохраните в Excel как «CSV UTF-8»
m-names = Столбец с именами не загружен
m-split = Группа { $g } разделена: { $x }
m-ready = Станция готова?
m-finish = Завершить с группой { $g }?
m-undo = Возвращено: { $x }
m-unsent-exit = Не передано записей: { $n }. Не закрывайте ноутбук

## Languages

lang-name = Русский
lang-sample = ӘҒҚҢӨҰҮҺІ
teach-kk = казахский язык
    .short = каз.
teach-ru = русский язык
    .short = рус.
teach-en = английский язык
    .short = англ.

## Numbers with nouns

n-pupils = { $n ->
        [one] { $n } ученик
        [few] { $n } ученика
        [many] { $n } учеников
       *[other] { $n } ученика
    }
n-people = { $n ->
        [one] { $n } человек
        [few] { $n } человека
        [many] { $n } человек
       *[other] { $n } человека
    }
n-groups = { $n ->
        [one] { $n } группа
        [few] { $n } группы
        [many] { $n } групп
       *[other] { $n } группы
    }
n-stations = { $n ->
        [one] { $n } станция
        [few] { $n } станции
        [many] { $n } станций
       *[other] { $n } станции
    }
n-minutes = { $n ->
        [one] { $n } минута
        [few] { $n } минуты
        [many] { $n } минут
       *[other] { $n } минуты
    }
n-entries = { $n ->
        [one] { $n } запись
        [few] { $n } записи
        [many] { $n } записей
       *[other] { $n } записи
    }
n-visits = { $n ->
        [one] { $n } посещение
        [few] { $n } посещения
        [many] { $n } посещений
       *[other] { $n } посещения
    }
n-places = { $n ->
        [one] { $n } место
        [few] { $n } места
        [many] { $n } мест
       *[other] { $n } места
    }
n-min = { $n } мин

## Names with numbers: {$g} group, {$s} station, {$r} round

group-no = группа { $g }
station-no = станция { $s }
desk-no = стол консультаций { $s }
round-no = раунд { $r }
round-of = раунд { $r } из { $n }
places-no = мест: { $n }
counted-of = пришло: { $n } / { $m }
count-differs = На другом ноутбуке записано: { $n }
adults-no = взрослых: { $n }

## The rehearsal

rehearsal = РЕПЕТИЦИЯ
rehearsal-why = Сегодня не день мероприятия. Репетиция начинается перед раундом 1; на всех ноутбуках с этим общим файлом время одно
rehearsal-start = начать репетицию
rehearsal-not = открыть с настоящим временем

## Phases of a station

phase-before = до начала
    .short = рано
phase-waiting = ждём группу
    .short = ждём
phase-warning-5 = осталось 5 минут
    .short = 5 мин
phase-warning-1 = последняя минута
    .short = 1 мин
phase-done = на сегодня всё
    .short = всё
until-start = до начала
until-next = до следующего раунда
until-end = до конца
held-since = Общая пауза: { $x }. Начало: { $t }
paused-since = Пауза: { $x }. Начало: { $t }
missed-signals = Пропущенные сигналы: { $x }

## Headings and lines of the station screen

title-now = СЕЙЧАС
title-next = ДАЛЕЕ
title-then = ЗАТЕМ
title-today = СЕГОДНЯ
title-message = СООБЩЕНИЕ
title-overview = ОБЗОР
title-calls = ВЫЗОВЫ
title-keys = КЛАВИШИ
title-menu = МЕНЮ
from-station = откуда: станция { $s }
from-busy = та станция ещё занята
from-break = после перерыва
from-first = первая станция дня
goes-break = куда: на перерыв
goes-home = это последняя станция группы
no-more-groups = сегодня групп больше нет
reserve-waits = Резервная станция: группы не запланированы
message-press = { $k }: принято
title-station = ЭТА СТАНЦИЯ
group-on-break = Это группа { $g }. Сейчас у неё перерыв
left-open = Раунд { $r }: группа { $g } не отмечена как закончившая
call-waiting = { $x }: вызов в { $t }, ответа пока нет
call-coming = { $x }: помощь идёт
message-line = Сообщение, { $t }: { $x }
may-close = Всё передано. Ноутбук можно закрыть

## What to do for those who need support; the hint is the short word beside a count

support-wheelchair = Освободите проход для коляски, подготовьте место за низким столом
    .hint = коляска
support-sign = Стойте лицом к группе, по одному делу за раз, больше показывайте, чем говорите
    .hint = жестовый язык
support-quiet = Уменьшите шум, говорите спокойно, заранее скажите, что будет
    .hint = тихо
support-low-vision = Показывайте вблизи, дайте потрогать, называйте то, что делаете
    .hint = слабое зрение
support-assistant = Дайте помощнику место рядом, обращайтесь к самому ученику
    .hint = личный помощник

## Actions: the sentence stands in the help and the menu, the hint in the footer

act-arrived = группа пришла, подтвердить число
    .hint = пришли
act-ready = станция готова
    .hint = готово
act-finished = завершить с группой
    .hint = завершить
act-plus-one = на одного больше
    .hint = +1
act-minus-one = на одного меньше
    .hint = -1
act-recount = пересчитать
    .hint = пересчитать
act-briefing = инструктаж проведён
    .hint = инструктаж
act-interest = указать, сколько заинтересовались
    .hint = интерес
act-walk-in = посчитать пришедших без записи
    .hint = без записи
act-send-on = отправить группу на её станцию
    .hint = отправить
act-other-group = пришла другая группа
    .hint = другая группа
act-pause = пауза или продолжить
    .hint = пауза
act-extend = продлить на несколько минут
    .hint = продлить
act-help-needed = позвать на помощь
    .hint = помощь
act-first-aid = вызвать первую помощь
    .hint = первая помощь
act-evacuate = эвакуация: все выходят из здания
    .hint = эвакуация
act-roll-call = перекличка: сколько из группы на месте сбора
    .hint = перекличка
act-ready-deputy = станция готова, говорит помощник мастера
    .hint = готово (помощник)
act-not-ready = станция не готова
    .hint = не готово
act-fault = поломка или ремонт закончен: сколько теперь мест
    .hint = поломка
act-no-power = нет электричества: пауза на станции
    .hint = нет электричества
act-guests = гости пришли или ушли
    .hint = гости
act-hand-over = сменился мастер
    .hint = смена мастера
act-on-paper = писать на бумаге или снова на ноутбуке
    .hint = бумага
act-undo = вернуть последнюю запись
    .hint = вернуть
act-log = список записей: вернуть можно любую
    .hint = журнал
act-received = сообщение принято
    .hint = принято
act-language = сменить язык
    .hint = язык
act-help-screen = справка: все клавиши
    .hint = справка
act-menu = меню всех действий
    .hint = меню
act-quit = выход
    .hint = выход
act-quit-now = выйти сразу
    .hint = выйти сразу
act-back = назад
    .hint = назад
act-accept = подтвердить
    .hint = подтвердить
act-erase = стереть последний знак
    .hint = стереть
act-pupil = ученик: +1
    .hint = ученик
act-student = студент: +1
    .hint = студент
act-adult = взрослый: +1
    .hint = взрослый
act-take-back = убрать последнего посетителя
    .hint = убрать
act-queue = указать длину очереди
    .hint = очередь
act-up = вверх
    .hint = вверх
act-down = вниз
    .hint = вниз
act-left = влево
    .hint = влево
act-right = вправо
    .hint = вправо
act-page-up = на страницу вверх
    .hint = стр. вверх
act-page-down = на страницу вниз
    .hint = стр. вниз
act-first = в начало
    .hint = в начало
act-last = в конец
    .hint = в конец
act-next-page = следующая страница: сетка, таблица, группы, тревоги
    .hint = страница
act-previous-page = предыдущая страница
    .hint = пред. стр.
act-detail = подробно о станции
    .hint = подробно
act-search = найти группу, школу или станцию
    .hint = поиск
act-hold = общая пауза или продолжить
    .hint = общая пауза
act-message = отправить сообщение
    .hint = сообщение
act-calls = принять и закрыть вызовы
    .hint = вызовы
act-sort = сменить порядок списка
    .hint = порядок
act-open = показать: площадку при этой записи, станцию, записи
    .hint = показать
act-next-sheet = следующая страница просмотра
    .hint = страница
act-previous-sheet = предыдущая страница просмотра
    .hint = назад
act-find-words = искать слова в журнале
    .hint = поиск
act-filter = фильтр: станция, группа, школа, вид, ноутбук, время
    .hint = фильтр
act-remove-filter = убрать последний фильтр
    .hint = убрать
act-reset-filter = снова все записи
    .hint = все
act-go-to-time = к моменту: ввести время
    .hint = время
act-play = воспроизвести день или остановить
    .hint = пуск/стоп
act-speed = скорость: ×1, ×10, ×60, ×600
    .hint = скорость
act-next-entry = к следующей записи
    .hint = след. запись
act-previous-entry = к предыдущей записи
    .hint = пред. запись
act-finer = шаги короче
    .hint = короче
act-wider = шаги длиннее: 1 с, 10 с, 1 мин, 5 мин, раунд
    .hint = шаг
act-turn = площадка сеткой, таблицей, по группам
    .hint = сетка/таблица
act-log-here = записи с этого момента
    .hint = записи
act-edit-plan = править план остатка дня в таблице
    .hint = план
act-other-station = отправить группу на другую станцию
    .hint = станция
act-exchange = пометить ячейку, затем обменять со второй
    .hint = обмен
act-no-station = оставить группу без станции
    .hint = без станции
act-bring = привести группу на эту станцию
    .hint = привести
act-next-guest = следующая группа на станции
    .hint = след. группа
act-lock = закрепить или открепить: ячейку, группу, раунд
    .hint = закрепить
act-improve = улучшить остальное; ещё раз — остановить
    .hint = улучшить
act-redo = повторить отменённый шаг
    .hint = повторить
act-keep = сохранить план; на площадке — принять
    .hint = сохранить
act-turn-table = таблица по группам или по станциям
    .hint = развернуть
act-breaches = нарушенные правила
    .hint = правила

## Headings of the help screen

keys-global = на всех экранах
keys-station = экран станции
keys-desk = экран стола консультаций
keys-overview = экран обзора
keys-evacuation = во время эвакуации
keys-review = просмотр журнала
keys-plan = план ротации
keys-list = списки и вопросы
keys-number = ввод числа
keys-text = ввод текста
keys-connection = связь и часы
keys-layouts = Клавиши работают одинаково в казахской, русской и латинской раскладке

## Questions

ask-interest = Сколько заинтересовались?
ask-walk-ins = Сколько пришло без записи?
ask-queue = Сколько человек в очереди?
ask-extend = На сколько минут продлить?
ask-reason = Какая причина?
ask-first-aid = Вызвать первую помощь?
ask-help = Позвать на помощь?
ask-pause = Поставить станцию на паузу?
ask-hold = Остановить время на всех станциях?
ask-resume = Продолжить отсчёт времени?
ask-audience = Кому сообщение?
ask-hall = В какой зал?
ask-message = Текст сообщения
ask-search = Группа, школа или номер станции
ask-quit = Выйти из программы?
ask-group = Какая группа пришла?
ask-which-group = О какой группе речь?
ask-undo = Какую запись вернуть?
ask-evacuate = Объявить эвакуацию?
ask-roll-call = Сколько на месте сбора?
ask-not-ready = Почему станция не готова?
ask-places = Сколько мест осталось?
ask-places-again = Починили? Сколько теперь мест?
ask-guests-left = Гости ушли?
ask-on-paper = Дальше писать на бумаге?
ask-on-laptop = Снова писать на ноутбуке?
ask-carry-on = Вернуться к обычному экрану?
audience-hall = одному залу
dialog-keys = Enter — подтвердить, Esc — отмена
dialog-pick = ↑ ↓ — выбор, Enter — подтвердить, Esc — отмена
dialog-number = Наберите число или сразу нажмите Enter
quit-kept = Записи хранятся на этом ноутбуке и будут переданы при следующем запуске
no = нет
nothing-here = ничего нет
search-none = Не найдено: { $x }

## The course of the day, as the station screen tells it

machines-off = До подачи электричества оборудование должно быть выключено
closed-from = с раунда { $r }, { $x }
closure-over = Закрытие отменено, продолжайте работать
walk-ins-welcome = Можно принимать пришедших без записи
change-free = Раунд { $r }: группы нет, свободно
change-new = Раунд { $r }: новая группа { $g }
gone-skips = группа { $g } пропускает раунд
gone-left = группа { $g } уехала
gone-absent = группа { $g } отсутствует
gone-break = группа { $g } на перерыве
gone-elsewhere = группа { $g } не придёт
places-lowered = { $x }: мест { $n } из { $m }
paper-later = На бумаге: лист введут позже
repaired = починили
about-time = около { $t }

## An evacuation

evacuate-real = Настоящая тревога: все выходят из здания, часы останавливаются
evacuate-drill = Учебная тревога: все выходят из здания, часы останавливаются
carry-on-when = Только если всем сказали вернуться: ноутбук без связи об этом не узнает
evac-since = Начало: { $t }
evac-clock = Часы стоят: { $x }
roll-counted = { $n } из { $m }, { $t }
roll-sum = Посчитано групп: { $n } из { $m }

## What a call is for

need-first-aid = первая помощь
    .short = медик!
need-help = нужна помощь
    .short = помощь!
need-interpreter = нужен переводчик жестового языка
    .short = переводч.
need-material = заканчиваются материалы
    .short = материал
need-technician = нужен техник
    .short = техник

## Reasons

reason-bus = автобус
reason-previous-station = предыдущая станция
reason-equipment = оборудование
reason-power = электричество
reason-network = связь
reason-people = люди
reason-guests = гости
reason-first-aid = первая помощь
reason-drill = учебная тревога
reason-other = другое

## The connection: what it is, and what to do now; the hint stands in the status line

link-offline = нет связи с { $t }
link-unsent = не передано: { $n }
link-starting = устанавливается связь
link-rebuilt = общий файл восстановлен: подтвердили { $n } из { $m } устройств
share-none = Общий файл не выбран. Записи хранятся только на этом ноутбуке
    .hint = без общего файла
share-missing = Общий файл не найден. Продолжайте работать; проверьте, подключена ли сетевая папка
    .hint = нет общего файла
share-read-only = В общий файл нельзя записывать. Продолжайте работать; попросите у координатора право записи
    .hint = нет права записи
share-locked = Общий файл занят. Продолжайте работать; программа попробует ещё раз
    .hint = общий файл занят
share-full = На общем диске нет места. Продолжайте работать; скажите координатору
    .hint = общий диск полон
share-not-sheber = Это не файл sheber, в него ничего не записывается. Выберите нужный файл
    .hint = не файл sheber
share-foreign = Общий файл — от другого мероприятия или репетиции, в него ничего не записывается. Выберите нужный файл
    .hint = чужой файл
share-damaged = Общий файл повреждён. Записи целы на ноутбуках; скажите координатору
    .hint = общий файл повреждён
share-newer = Общий файл записан более новой версией программы. Продолжайте работать; обновите программу
    .hint = нужна новая версия
share-wal-on-network = Общий файл в режиме, который в сетевой папке портит данные. Продолжайте работать; закройте его на том компьютере, где он лежит, или выберите другой файл
    .hint = опасно по сети
share-moved = Ноутбуки теперь встречаются в папке рядом с общим файлом. Продолжайте работать; программа перейдёт туда сама
    .hint = переход в папку
share-timed-out = Общая папка не отвечает. Продолжайте работать; программа попробует ещё раз
    .hint = нет ответа
share-unreachable = Общий файл не читается или не записывается. Продолжайте работать; проверьте сеть
    .hint = файл недоступен
replica-in-use = Это место уже открыто на этом ноутбуке. Перейдите в то окно
replica-not-saved = Запись не сохранена. Проверьте диск этого ноутбука
replica-no-folder = Папкой для записей нельзя пользоваться. Выберите другую: --replica
replica-not-sheber = На месте записей лежит другой файл. Выберите другую папку: --replica
replica-newer = Записи на этом ноутбуке сделаны более новой версией. Обновите программу
replica-damaged = Журнал на этом ноутбуке повреждён. Запустите программу снова: она исправит его сама, записи сохранены
replica-full = На диске ноутбука нет места: запись ещё не сохранена. Освободите место
review-missing = Здесь ничего нет: { $x }. Проверьте путь
review-unreadable = Не удалось прочитать журнал: { $x }. Проверьте право на чтение и диск
review-not-log = Это не журнал sheber: { $x }. Выберите floor.db, журнал ноутбука или файл записей
review-newer = Журнал записан более новой версией: { $x }. Обновите программу
review-damaged = Журнал повреждён: { $x }. Откройте другую его копию или журнал ноутбука
review-locked = Журнал занят: { $x }. Попробуйте ещё раз
review-write-ahead = Последние изменения журнала здесь не прочитать: { $x }. Скопируйте его вместе с файлом -wal рядом с ним в свою папку
review-too-large = Файл больше любого журнала: { $x }. Выберите другой
replica-read-only = Записи не сохраняются: в папку нельзя записывать. Разрешите запись или выберите другую: --replica
replica-copied = Данные этого ноутбука скопированы из другого места; он пишет дальше под новым именем. Ничего не потеряно
replica-renamed = Другой ноутбук писал под тем же именем; этот пишет дальше под новым. Ничего не потеряно
replica-rebuilt = Журнал на этом ноутбуке был повреждён и исправлен; недостающее придёт из общего файла. Работайте дальше
fork-here = Под именем этого места писали два ноутбука. Записей в двух версиях: { $n }, обе сохранены. Скажите координатору
fork-alarm = Два ноутбука писали как { $x }. В двух версиях: { $n }, обе целы. См. журнал
fork-entry = в нескольких версиях
clock-zone-fast = Неверный часовой пояс: часы ноутбука спешат на { $n } ч. Используется время мероприятия
clock-zone-slow = Неверный часовой пояс: часы ноутбука отстают на { $n } ч. Используется время мероприятия
clock-fast-s = Часы ноутбука спешат на { $n } с. Используется время мероприятия
clock-slow-s = Часы ноутбука отстают на { $n } с. Используется время мероприятия
clock-set = Часы ноутбука перевели вручную. Используется время мероприятия
clock-corrected = Время мероприятия исправлено по общим часам
clock-within = часы ±{ $x } с
clock-unchecked = часы не сверены уже { $t }
clock-checked = Время мероприятия верно в пределах ±{ $x } с; часы сверены { $t } назад
clock-alone = Часы не с чем сверить: общего файла нет
program-older = Эта программа устарела ({ $x } < { $y }): обновите её; запись идёт дальше
program-unknown = Записи, для которых нужна более новая версия программы: { $n }

## Why something is not allowed

refusal-unknown-station = Станции { $n } нет
refusal-unknown-group = Группы { $n } нет
refusal-unknown-desk = Стола консультаций { $n } нет
refusal-not-a-station = Стенд { $n }: здесь не принимают группы по раундам
refusal-too-many = Не может быть больше { $n }
refusal-below-zero = Меньше нуля быть не может
refusal-nothing-to-finish = Нет группы, с которой можно завершить
refusal-no-group-here = Такой группы на станции нет
refusal-already-held = Общая пауза уже идёт
refusal-not-held = Общей паузы нет
refusal-already-paused = Станция уже на паузе
refusal-not-paused = Станция не на паузе
refusal-nothing-to-undo = Возвращать нечего
refusal-already-undone = Эта запись уже возвращена
refusal-no-such-entry = Такой записи нет
refusal-already-accepted = Вызов уже принят
refusal-already-closed = Вызов уже закрыт
refusal-no-such-call = Такого вызова нет
refusal-no-such-message = Такого сообщения нет
refusal-already-ready = Станция уже отмечена готовой
refusal-floor-not-open = Мероприятие ещё не открыто
refusal-in-the-future = Это время ещё не наступило
refusal-already-so = это уже записано
refusal-nothing = ничего не указано. Заполните и повторите
refusal-unknown-school = нет групп этой школы. Проверьте название школы
refusal-unknown-hall = такого зала нет. Проверьте название зала
refusal-round-over = раунд { $n } уже окончен. Выберите следующий
refusal-rounds-run = раунд { $n } уже начался по этому плану. Измените план следующих раундов
refusal-unknown-round = раунда { $n } нет. Проверьте номер
refusal-group-exists = группа { $n } уже есть. Возьмите другой номер
refusal-parts-differ = части должны давать в сумме { $n }
refusal-bad-times = такого времени быть не может. Проверьте начало и конец
refusal-no-evacuation = сейчас нет эвакуации
refusal-not-lowered = на станции все места есть
refusal-not-closed = станция не закрыта
refusal-same-station = группа на этой станции. Выберите другую
refusal-not-allowed-for-role = Для этой роли не разрешено
refusal-already-arrived = Группа уже отмечена на месте
refusal-no-round = Подходящего раунда нет
refusal-already-received = Сообщение уже принято

## What happened, for the undo line and the log

did-opened = мероприятие открыто
did-ready = станция готова
did-arrived = на месте: группа { $g }, { $n } чел.
did-recounted = число исправлено: группа { $g }, { $n } чел.
did-finished = завершено: группа { $g }
did-sent-on = отправлены на другую станцию: группа { $g } → станция { $s }
did-briefing = инструктаж проведён: группа { $g }
did-interest = заинтересовались: группа { $g }, { $n } чел.
did-walk-ins = без записи: { $n }
did-paused = пауза: { $x }
did-resumed = продолжено
did-extended = продлено: { $n } мин, { $x }
did-held = общая пауза: { $x }
did-released = общая пауза окончена
did-message = сообщение отправлено: { $x }
did-received = сообщение принято
did-called = вызов: { $x }
did-call-accepted = вызов принят
did-call-closed = вызов закрыт
did-visit = посетитель: { $x }
did-taken-back = посетитель убран: { $x }
did-queue = очередь: { $n }
did-undone = прежняя запись возвращена
did-unknown = неизвестная запись, нужна более новая версия программы
did-ready-deputy = станция готова (помощник мастера)
did-not-ready = станция не готова: { $x }
did-on-paper = записи ведутся на бумаге
did-on-laptop = записи ведутся на ноутбуке
did-handover = сменился мастер
did-stations-paused = пауза: { $s }, { $x }
did-stations-resumed = продолжено: { $s }
did-places-lowered = мест стало: { $n }, { $x }
did-places-restored = снова все места
did-closed = станция закрыта с раунда { $r }: { $x }
did-station-opened = станция снова открыта
did-guests-came = пришли гости
did-guests-left = гости ушли
did-evacuation = ЭВАКУАЦИЯ
did-evacuation-drill = учебная эвакуация
did-retimed = новое время раундов: { $x }
did-sheet = внесён бумажный лист, строк: { $n }
did-figures = выданы цифры: { $x }, на { $t }
did-delayed = задерживаются: { $w }, ожидаем в { $t }, { $x }
did-on-site = прибыли: { $w }
did-skipped = пропускают раунд { $r }: { $w }, { $x }
did-left = уезжают с раунда { $r }: { $w }, { $x }
did-absent = нет с раунда { $r }: { $w }, { $x }
did-moved = группа { $g }, раунд { $r }: { $x } → { $y }
no-station = без станции
did-group-added = добавлена группа { $g }: { $x }, { $n } чел.
did-split = группа { $g } разделена: { $x }
did-resized = новое число группы { $g }: { $n }
did-listed = группы по спискам школ: { $x }
listed-new = новые { $g }
listed-changed = изменены { $g }
listed-gone = с раунда { $r } выбыли { $g } ({ $x })
listed-back = с раунда { $r } снова есть { $g }
did-roll-call = перекличка: группа { $g }, { $n } чел.
whom-groups = группы: { $g }
whom-stations = станции: { $s }
purpose-press = для прессы
purpose-report = отчёт
undo-line = { $x } — вернуть: { $k }

## The start screen

start-event = Выберите мероприятие
start-last = последний выбор: { $x }
start-other-file = другой файл мероприятия
start-other-share = другой общий файл
start-path = Введите путь к файлу
start-role = Выберите роль
role-station = мастер на станции
role-desk = консультант
role-overview = координатор
start-station = Какой номер станции?
start-desk = Какой номер стола консультаций?
start-cannot-open = Не удалось открыть файл: { $x }
start-findings = Ошибок в файле: { $n }. Подробнее: sheber check
too-small = { $w }x{ $h } — слишком мало, нужно 80x24
start-new-share = Новый общий файл: { $x }. Выберите для него мероприятие
start-joins = Площадка в этом общем файле уже открыта, вы присоединяетесь к ней
start-reading = Чтение
start-choose = выбрать
start-share-path = Введите путь к общему файлу или к его папке
start-day-switch = ← →: репетиция или настоящее время
start-fonts = видны все девять букв?
file-missing = такого файла нет
file-denied = нет права на чтение
file-unreadable = прочитать не удалось

## The command line

cli-who = Укажите, за кого: --station N, --desk N или --coordinator
cli-what = Скажите, что произошло: sheber act --help
cli-script-unread = Файл { $x } не читается. Проверьте путь и сохраните его в UTF-8
cli-script-line = Строка { $n } непонятна; ничего не записано. Исправьте её
cli-script-at = строка { $n }:
cli-needs-station = Это говорится на станции: добавьте --station N
cli-needs-desk = Это говорится за столом консультаций: добавьте --desk N
cli-count-words = Укажите число или группу и число: count 12, count 32 12, count -1
cli-no-hall = Зала { $x } нет. Залы: { $y }
cli-no-preset = Готового сообщения { $x } нет. Есть: { $y }
cli-speed-earnest = Скорость бывает только у репетиции: в сам день добавьте --clock или уберите --speed
cli-not-given = В { $x } показатели не выдавались. Они выдавались в: { $y }
cli-table-csv = --table задают вместе с --format csv
cli-no-record = Строка { $n } — не запись. Укажите файл, который пишет sheber log --records
cli-cannot-write = Не удалось записать вывод
cli-print-file = Листы не удалось записать в файл: { $x }
cli-print-revision = Прежней редакции { $n } нет; редакция плана: { $m }
cli-plan-what = Скажите, что планировать: файл мероприятия, open-square или open-day
cli-plan-what-hint = sheber plan my-day.toml; задача с --format json: sheber plan --format json problem.json
cli-plan-own = Читаемый файл нельзя перезаписать
cli-plan-own-hint = Выберите другой --out. Чтобы заменить [plan] в файле мероприятия, назовите файл оба раза одинаково
cli-plan-unwritten = Файл не записать: { $x }
cli-plan-table = [plan] в этом файле записан так, что его не заменить; ничего не записано
cli-plan-table-hint = Запишите его таблицей [plan], строка на группу: 1 = [ 0, 56, 50 ]
cli-plan-illegal = Планировщик нарушил правило; ничего не записано
cli-plan-json-out = --json вместе с --format json требует --out FILE: иначе stdout занят планом
cli-plan-large = Файл больше { $n } МиБ
cli-plan-json = { $x } — не задача в формате rotation/1
cli-plan-format = { $x }: формат не rotation/1
cli-plan-length = { $x }, { $piece }: записей { $n }, а нужно { $m }
cli-plan-number = { $x }, { $piece }: { $n } — слишком много, должно быть меньше { $m }
cli-plan-empty = { $x }, { $piece }: нужен хотя бы один
cli-plan-name = { $x }, { $piece }: в имени управляющие символы
cli-plan-unknown = { $x }, { $piece }: { $y } не объявлено
cli-plan-format-hint = Исправьте это место в файле. Пример файла запишет sheber plan EVENT --instance FILE
cli-plan-no-replan = В задаче не сказано, что было объявлено
cli-plan-no-replan-hint = Добавьте "replan" с now, executed и announced или возьмите sheber plan
cli-replan-gone = Такого предложения сейчас нет
cli-replan-gone-hint = Посмотрите предложения ещё раз: sheber replan
cli-replan-stale = На площадке уже всё иначе; ничего не записано
cli-no-event = Площадка не открыта, и мероприятие не указано
cli-no-event-hint = Добавьте --event ФАЙЛ (или open-square, open-day) либо --share ФАЙЛ открытой площадки
cli-no-folder = Нет папки для данных программы
cli-no-folder-hint = Задайте переменную SHEBER_DATA — путь к своей папке
cli-no-terminal = Нет терминала для экрана
cli-no-terminal-hint = Без экрана: sheber status, sheber log, sheber act
cli-kept = Записано на этом ноутбуке, но не передано. Будет передано со следующим act
verify-whole = { $x }: журнал цел. Записей: { $n }, имён, под которыми писали: { $m }
verify-broken = { $x }: журнал нарушен. Записей: { $n }, имён, под которыми писали: { $m }
verify-first = Первое нарушенное звено: запись { $x }, { $t }
verify-next = Нарушено также: запись { $x }, { $t }
verify-more = и ещё нарушенных звеньев: { $n }
verify-seal = Запись изменена после того, как была сделана. Ожидалось { $x }, найдено { $y }
verify-link = Она не продолжает предыдущую запись. Ожидалось { $x }, найдено { $y }
verify-missing = Перед ней нет записей: { $x }
verify-order = Она стоит раньше записи, которую продолжает
verify-number = Записи нумеруются с 1
verify-no-records = Строк, которые не являются записями: { $n }, первая — строка { $x }
verify-no-rows = Строк таблицы, которые не являются записями: { $n }
verify-fork = Под именем { $x } с записи { $s } писали два ноутбука. В двух версиях: { $n }; обе сохранены
cli-verify-nothing = Укажите, что проверить: файл записей, --share или --replica
cli-fault = В программе произошёл сбой. Журнал программы: { $x }
cli-no-thread = Система не разрешает новых потоков
cli-state = состояние

## A rehearsal without people

rehearse-watch = Наблюдать из другого терминала: { $x }
rehearse-progress = { $x }  раунд { $y }  записей { $n }, { $m } в секунду
rehearse-devices = ноутбуков
rehearse-entries = записей сделано
rehearse-rate = записей в секунду
rehearse-keys = от клавиши до сохранения, мс: p50 / p99 / самое долгое
rehearse-visible = от сохранения до показа на других, мс
rehearse-share = размер общего файла, КиБ
rehearse-read = прочитано вместе с журналами ноутбуков, КиБ
rehearse-written = записано вместе с журналами ноутбуков, КиБ
rehearse-cpu = время процессора на ноутбук, с
rehearse-memory = память ноутбука, самое большее, МиБ
rehearse-memory-shared = память на ноутбук (общая, поделённая), МиБ
rehearse-incidents = происшествий сыграно
rehearse-refused = команд не разрешено
rehearse-unsaved = записей сохранено не сразу
rehearse-missing = ноутбуков не ответило
rehearse-lost = записей потеряно
rehearse-floors = разных площадок
rehearse-unplayed = Не сыграно, такой команды нет: { $x }
rehearse-whole = Ничего не потеряно, на всех ноутбуках одна и та же площадка
rehearse-broken = Что-то потеряно, или площадки на ноутбуках разные
rehearse-taken = В этом общем файле площадка уже открыта
rehearse-taken-hint = Укажите в --share новый файл или не указывайте ничего
rehearse-scenario = Это не файл сценария: { $x }
rehearse-nobody = Ни у одной из этих станций нет ноутбука
rehearse-seat = Не все ноутбуки смогли подключиться

## The overview

page-grid = сетка
page-table = таблица
page-groups = группы
page-of = стр. { $n } из { $m }
trouble-clock = часы сбиты
    .short = часы
trouble-two = два ноутбука
    .short = 2 ноутб.
trouble-briefing = инструктаж не проведён
    .short = инструкт.
trouble-elsewhere = на другой станции
    .short = не там
trouble-lost = неизвестно где
    .short = где?
sum-ready = готово: { $n } / { $m }
sum-running = идёт: { $n }
sum-waiting = ждут: { $n }
sum-free = свободно: { $n }
sum-people = человек: { $n }
sum-calls = вызовов: { $n }
sum-offline = нет связи: { $n }
sum-lost = групп неизвестно где: { $n }
clock-off-by = часы: { $x } мин
late-min = опаздывают: { $n } мин
ago-min = { $n } мин назад
call-open = открыт
call-accepted = принят
    .short = принят
by-radio = по рации
ack-missing = ещё не приняли: { $x }
trouble-first = сначала проблемы
by-number = по номеру
unknown = неизвестно
    .short = неизв.
group-short = гр. { $g }
left-time = осталось { $t }
sum-unread = не приняты сообщения: { $n }
not-ready-list = не готовы: { $x }
not-ready-due = не готово: гр. { $g }, { $t }
offline-seen = нет связи, была { $t } назад
offline-never = нет связи, ещё не было
seen-ago = связь { $t } назад
stale = давность { $t }
clock-off-sec = часы: { $x } с
clock-right = часы верны
clock-unknown = часы не сверены
ask-hold-reason = Общая пауза: какая причина?
round-starts = раунд { $r } начнётся в
round-ends = раунд { $r } закончится в
hold-lasts = пауза длится { $t }
message-own = свой текст
messages-sent = отправленные сообщения
col-no = №
col-hall = зал
col-station = профессия
col-state = состояние
col-group = гр.
col-count = чел.
col-left = время
col-next = след.
col-trouble = проблемы
col-school = школа, класс
col-where = станция
col-onward = далее
col-seen = отмечена

## The desk screen

kind-pupil = ученик
kind-student = студент
kind-adult = взрослый
desk-who = Кто пришёл?
desk-quarters = по четвертям часа
desk-last = последний посетитель: { $x }
desk-nobody = посетителей пока нет

## Levers: what coordinators change, and what it would do

act-levers = изменить выбранное: группу, станцию, зал, всю площадку
    .hint = изменить
keys-form = заполнение бланка
title-lever = ЧТО ИЗМЕНИТСЯ?
title-levers = ЧТО СДЕЛАТЬ?
title-do = ЧТО ДЕЛАТЬ (Enter)
title-figures = ЦИФРЫ НА ЭТУ МИНУТУ
title-desk = СТОЛ КОНСУЛЬТАЦИЙ
ask-about = О чём речь?
ask-until = Когда ожидать?
ask-time = другое время: четыре цифры
ask-skip = Какой раунд пропускают?
ask-leave = После какого раунда уезжают?
ask-absent = С какого раунда отсутствуют?
ask-move = В каком раунде идут в другое место?
ask-where = Куда?
ask-split = На какие части разделить?
ask-sizes = другие части
ask-size = Сколько учеников в группе?
ask-close = С какого раунда закрыта?
ask-length = Сколько минут длится раунд?
ask-next-start = Когда начнётся следующий раунд?
ask-which-hall = Какой зал?
dialog-form = Enter: дальше, Tab ↑ ↓: поле, Esc: отмена
yes = да

lever-floor = вся площадка
lever-delay = задерживаются
lever-on-site = прибыли на место
lever-skip = пропускают раунд
lever-leave = уезжают раньше
lever-absent = не приедут
lever-move = перенести на другую станцию
lever-route = дать маршрут по раундам
lever-split = разделить группу
lever-resize = другое число учеников
lever-rest = Группа { $g }: до конца дня { $n }
lever-places = мест меньше: сломалось оборудование
lever-repaired = починили: снова все места
lever-close = закрыть станцию
lever-open = снова открыть станцию
lever-paper = записывает на бумаге
lever-laptop = снова записывает на ноутбуке
lever-sheet = внести бумажный лист
lever-hall-pause = пауза для всего зала
lever-hall-resume = продолжить весь зал
lever-halls = один зал: пауза или продолжение
lever-retime = новое время следующих раундов
lever-figures = цифры для прессы
route-enough = остальные раунды позже
retime-length = { $n } мин → конец дня { $t }
retime-as-planned = { $n } мин → конец дня { $t }, по плану
superseded-by = заменено записью: { $x }

fore-nobody = Никого не затрагивает
fore-missed = Группа { $g }: раунд { $r }, пропустят { $n } из { $m } мин, станция { $s }
fore-then = Группа { $g }, затем: { $x }, { $t }
fore-sheet = Раунд { $r }, группа { $g }: пришло { $n }, заинтересовались: { $x }, инструктаж: { $y }
fore-unwritten = Что не записано — не ноль, а неизвестно: интерес { $n }, инструктаж { $m }
fore-no-station = Без станции останутся группы: { $x }
fore-stopped = Часы остановятся на станциях: { $x }
fore-misfit = Больше не подходит: группа { $g }, раунд { $r }, { $x }: { $y }
fore-relieved = Снова подходит: группа { $g }, раунд { $r }, { $x } ({ $y })
fore-wait = Станция { $s } ждёт группу { $g } до { $t }: она ещё на станции { $m }
fore-ends = Конец дня: { $t } (было: { $x })
why-no-station = станция не назначена
why-language = не на этом языке: { $x }
why-access = нет условий: { $x }
why-taken = занято: группа { $g }
why-twice = группа там уже была или будет

form-school = Напишите школу
form-size = Напишите число учеников
form-group = Напишите номер группы
form-time = Напишите время четырьмя цифрами: 0945
form-pupils = ученики
form-adults = взрослые
form-no-names = Имена учеников не пишите. Язык меняется пробелом
text-no-names = Имена учеников не пишите
form-parts = Части вместе должны давать всю группу
form-sheet = Что не записано, оставьте пустым: пустое — не ноль. Пробел: число по плану, да/нет
sheet-came = пришло
sheet-briefing = инструктаж
sheet-known = записано: { $n }

page-alarms = тревоги
page-roll = перекличка
col-alarm = !
col-expected = должно
col-adults = взрослых
col-counted = есть
no-alarms = Всё в порядке
sum-alarms = тревог: { $n }
alarm-call = { $x }: без ответа { $t }
alarm-uncounted = Группа { $g } ещё не посчитана
alarm-misfit = Группа { $g } не подходит: раунд { $r }, { $x }: { $y }
alarm-unconfirmed = не подтверждено: раунд { $r }, группа { $g }
alarm-unreceived = не приняли: { $n } · { $x }
do-call = Примите вызов и отправьте человека
do-close-call = Когда помощь оказана, закройте вызов
do-uncounted = Спросите у сопровождающего, сколько их.
do-missing = Ищите; найдутся — запишите число.
do-over = Разделите группу или отправьте часть на другую станцию
do-send-on = Отправьте её туда
do-late = Отправьте человека навстречу или отметьте задержку.
do-no-show = Найдите группу; если не придёт, отметьте пропуск или отсутствие.
do-over-time = Попросите закончить
do-over-time-for = Попросите закончить: ждёт станция { $s }
do-not-ready = Отправьте мастера или помощника
do-due = Ожидается группа { $g }, { $x }
do-fits = Свободны и подходят в раунде { $r }: { $x }
do-fits-nowhere = В раунде { $r } свободной подходящей станции нет
do-offline = Ноутбук работает сам, записи хранятся на нём. При нужде вносите по рации
do-briefing = Напомните мастеру об инструктаже
do-clock = Используется время мероприятия; часы поправьте в перерыве
do-two = Работать можно на обоих; лишний закройте
do-misfit = Перенесите группу.
do-route = Дайте группе маршрут.
do-unconfirmed = Спросите по рации; если ноутбук не вернётся, внесите с бумаги
do-unreceived = Передайте по рации: { $x }
do-wait = Предупредите станцию { $s }
seen-at = Группа { $g } в последний раз: станция { $s }, раунд { $r }
seen-nowhere = Сегодня её ещё никто не считал

roll-pupils = посчитано: { $n } из { $m }
roll-took = за { $t }
roll-uncounted = не посчитано групп: { $n } ({ $x })
roll-missing = не хватает: { $n }

figures-as-of = На { $t }
figures-paper = Не внесены бумажные листы станций: { $x }
figures-silent = Передали не всё, станции: { $x }
figures-saved = Enter: выданные цифры с их временем останутся в журнале
figure-pupils = учеников
figure-pupils-is = каждый посчитан один раз
figure-visits = посещений мастер-классов
figure-visits-is = ученик на семи станциях — семь посещений
figure-sessions = проведено занятий
figure-sessions-is = одна группа на одной станции в одном раунде
figure-groups = групп
figure-groups-is = посчитаны хотя бы раз
figure-schools = школ
figure-schools-is = группы которых посчитаны
figure-walk-ins = без записи
figure-walk-ins-is = пришли на станцию без группы
figure-desk-visits = посетителей консультаций
figure-desk-visits-is = каждое обращение к столу

coming-busy = идут со станции { $s }, там ещё занято
places-of = мест: { $n } из { $m }
coming-at = ожидаем в { $t }, { $x }
added-today = добавлена сегодня
queue-line = Очередь: { $x }
not-everything = Получено не всё: { $x }
## Kinds of entries, where they are chosen from

kind-medium = бумага или ноутбук
kind-stations-paused = пауза нескольких станций
kind-stations-resumed = несколько станций продолжили
kind-closed = станция закрыта
kind-skipped = раунд пропущен
kind-left = группы уехали раньше
kind-absent = групп нет
kind-revised = группы переведены
kind-group-added = добавлена группа
kind-split = группа разделена
kind-resized = новое число в группе
kind-evacuation = эвакуация
kind-sheet = внесён бумажный лист

## The plan screen

title-plan = ПЛАН
sheet-over-floor = площадка сейчас
sheet-unsaved = не сохранено
sheet-unaccepted = не принято
sheet-accept = принять
sheet-stop = остановить
sheet-steps = шагов: { $n }, отменено: { $m }
sheet-objective = баллы { $n }
sheet-no-breaches = правила соблюдены
sheet-breaches = нарушено правил: { $n }
sheet-by-groups = группы × раунды
sheet-by-stations = станции × раунды
sheet-signs = Знаки в ячейках
sheet-sign-breach = нарушено правило
sheet-sign-idle = без станции, и это не перерыв
sheet-sign-run = прошло или идёт
sheet-sign-held = объявлено и скоро начнётся
sheet-sign-locked = закреплено
sheet-sign-changed = изменено
sheet-sign-walk = долгий путь
sheet-sign-disliked = не по желанию группы
sheet-sign-rest = перерыв
sheet-sign-away = группы нет на площадке
sheet-was = было: { $x }
sheet-goal-idle = без станции
sheet-goal-wishes = желания
sheet-goal-fair = равенство групп
sheet-goal-school = равенство школ
sheet-goal-walk = ходьба
sheet-goal-balance = нагрузка станций
sheet-goal-change = изменения
sheet-walk-before = путь до { $n } мин
sheet-walk-after = путь после { $n } мин
sheet-costs = Ячейка стоит: { $x }
sheet-costs-nothing = Ячейка не стоит ничего
sheet-heads = человек { $n }, мест { $m }
sheet-together = группы: { $x }
sheet-ended = исправит: { $n }
sheet-reckoning = считается…
sheet-empty-here = Здесь никого. Enter — привести группу
sheet-none-of-these = Такой станции в списке нет. Enter — почему
sheet-breach-crowded = раунд { $r }, станция { $s }: человек { $n }, мест { $m }
sheet-breach-closed = группа { $g }, раунд { $r }: станция { $s } закрыта
sheet-breach-language = группа { $g }, раунд { $r }: станция { $s } на другом языке
sheet-breach-access = группа { $g }, раунд { $r }: станция { $s } недоступна для группы
sheet-breach-twice = группа { $g }: станция { $s } дважды, раунды { $f } и { $r }
sheet-breach-far = группа { $g }, до раунда { $r }: путь { $n } мин, времени { $m } мин
sheet-breach-met = группы { $g } и { $o } встретятся снова в раунде { $r }
sheet-breach-rest = группа { $g }: не хватает перерывов: { $n }
sheet-breach-fixed = группа { $g }, раунд { $r }: изменена ячейка, которую менять нельзя
sheet-breach-away = группы { $g } в раунде { $r } нет на площадке
sheet-why-closed = закрыта
sheet-why-language = на другом языке
sheet-why-access = недоступна для группы
sheet-why-twice = дважды: раунды { $f } и { $r }
sheet-why-far = до раунда { $r } идти { $n } мин, времени { $m }
sheet-why-met = снова с группой { $o }
sheet-why-rest = не хватит перерыва
sheet-edit-set = группа { $g }, раунд { $r } → станция { $s }
sheet-edit-clear = группа { $g }, раунд { $r } → без станции
sheet-edit-swap = группы { $g } и { $o } меняются, раунд { $r }
sheet-edit-rounds = группа { $g }: раунды { $r } и { $o } меняются
sheet-at = группа { $g } раунд { $r }
sheet-ask-pick = На какую станцию идёт группа?
sheet-pick-keys = ↑ ↓ или номер, Enter — подтвердить, Esc — отмена
sheet-ask-confirm = Изменить так?
sheet-ask-locks = Что закрепить или открепить?
sheet-ask-breaches = Нарушенные правила: Enter покажет
sheet-ask-keep = План нарушает правила
sheet-keep-warning = Ещё раз Enter — план всё равно сохранится
sheet-ask-leave = Изменения не сохранены
sheet-leave-keep = сохранить и выйти
sheet-leave-lose = выйти без сохранения
sheet-leave-stay = остаться
sheet-ask-find = Номер группы, номер станции или школа
sheet-ask-bring = Какая группа придёт сюда? Номер
sheet-ask-path = В какой файл сохранить?
sheet-once-more = Правило нарушится. Ещё раз Enter — всё равно сделать
sheet-scope-cell = эта ячейка
sheet-scope-all = весь план
sheet-lock = закрепить: { $x }
sheet-unlock = открепить: { $x }
sheet-swap-how = Теперь выберите другую группу в этом раунде или другой раунд этой группы
sheet-swap-where = Обмен: две группы одного раунда или два раунда одной группы
sheet-improving = Поиск: { $n } из { $m } с. Баллы { $x } → { $y }
sheet-improving-wait = Идёт поиск. Esc — остановить
sheet-improved = Стало лучше: { $x }. u — вернуть
sheet-mended = Правила исправлены: { $x }. u — вернуть
sheet-not-improved = Лучше не нашлось
sheet-kept = Сохранено: { $x }
sheet-accepted = Новый план передан на площадку. Вернуть: u в обзоре
sheet-not-accepted = План не принят: { $x }
sheet-same = Ничего не изменено
sheet-not-kept = Не сохранено: { $x }
sheet-other-event = Не сохранено: файл мероприятия тем временем изменён или его план нельзя заменить ({ $x })
sheet-floor-breaches = Не принято: новый план нарушает правила. b — какие
sheet-moved = Площадка изменилась. Правок сохранено: { $x }
sheet-moved-lost = Площадка изменилась. Больше невозможно: { $x }
sheet-not-found = Не найдено: { $x }
sheet-nobody = Здесь нет группы
sheet-not-here = Здесь это не работает. Сначала Esc
sheet-refused-run = Уже прошло или идёт: изменить нельзя
sheet-refused-held = Объявлено и скоро начнётся: изменить нельзя
sheet-refused-away = В это время группы нет на площадке
sheet-refused-locked = Закреплено. k — открепить
sheet-refused-unknown = Такой группы, станции или раунда нет
sheet-refused-undo = Нечего отменять
sheet-refused-redo = Нечего повторять

## The review of a log

title-review = ПРОСМОТР
review-at = ПРОСМОТР { $t }
review-only-read = только чтение
review-read-only = Это просмотр: записать здесь ничего нельзя
review-share = общий файл
review-folder = журналы ноутбуков
review-replica = копия ноутбука
review-records = файл записей
review-entries = записей: { $n }
review-reading = чтение: { $p } %, записей: { $n }
review-damaged-rows = нечитаемых: { $n }
review-floor = площадка
review-occupancy = занятость
review-heat = карта
review-overruns = превышения
review-waits = ожидание
review-figures = показатели
review-step-second = 1 с
review-step-ten = 10 с
review-step-minute = 1 мин
review-step-five = 5 мин
review-step-round = раунд
review-kind = вид записи
review-words = слова для поиска
review-time = к моменту
review-time-from = с момента
review-time-until = до момента
review-time-wrong = Время вводят так: 10:31, 10:31:05 или 1031
review-device = ноутбук { $x }
review-from = с: { $t }
review-until = до: { $t }
review-only = только: { $x }
review-without = убрать: { $x }
review-reset = все записи: без фильтра
review-all = все записи
review-found = найдено: { $n }
review-searching = поиск: { $p } %
review-search-waits = поиск начнётся, когда всё прочитано
review-looking = минуту…
review-no-entry = Дальше в эту сторону записей нет
review-place = { $n } из { $m }
review-written = записано в { $t }
review-col-time = время
review-col-who = кто
review-col-what = что произошло
review-undone-by = возвращено: { $x }
review-superseded-by = заменено: { $x }
superseded = заменено
review-occupancy-all = Ученики на станциях
review-occupancy-one = Ученики на одной станции
review-occupancy-keys = ↑↓ одна станция или все · ? неизвестно (число: на скольких станциях)
review-heat-title = Станции по раундам: учеников на мест
review-heat-legend = ▁…█ пришли · ^ сверх мест · & не пришли · ? неизвестно · · не в плане
review-turn-nobody = никого по плану, никто не пришёл
review-turn-came = учеников: { $n }, мест: { $m }
review-overruns-title = Окончание посещений относительно конца раунда
review-overruns-legend = < раньше · = вовремя · + позже; продления и паузы учтены
review-overruns-sum = посещений: { $n } · дольше на 3 мин и более: { $m } · больше всего: { $x } мин
review-waits-title = Сколько ждали группы, минуты и секунды
review-waits-legend = █ середина · ░ дольше всех · │ < опоздание · & не пришли · ? неизвестно
review-wait = в середине { $x }, самое большее { $y }
review-figures-at = Показатели отчёта на { $t }
review-figures-keys = Enter: записи, из которых складывается число · ←→ g: на другой момент

## Why groups stay without a station

plan-why-least = { $n ->
        [one] При любом плане не меньше { $n } раза группа остаётся без станции
        [few] При любом плане не меньше { $n } раз группа остаётся без станции
        [many] При любом плане не меньше { $n } раз группа остаётся без станции
       *[other] При любом плане не меньше { $n } раза группа остаётся без станции
    }
plan-why-round = Раунд { $x }
plan-why-rounds = Раунды { $x }
plan-why-group = Группа { $x }
plan-why-groups = Группы { $x }
plan-why-step-free = путь без ступеней
plan-why-quiet = тихое место
plan-why-size = от { $n } человек
plan-why-stay = { $n ->
        [one] Без станции остаётся не меньше { $n } группы
        [few] Без станции остаётся не меньше { $n } групп
        [many] Без станции остаётся не меньше { $n } групп
       *[other] Без станции остаётся не меньше { $n } группы
    }
plan-why-stay-each = { $n ->
        [one] В каждом из них без станции остаётся не меньше { $n } группы
        [few] В каждом из них без станции остаётся не меньше { $n } групп
        [many] В каждом из них без станции остаётся не меньше { $n } групп
       *[other] В каждом из них без станции остаётся не меньше { $n } группы
    }
plan-why-heads = { $when }: { $groups }, { $heads }; мест на всех открытых станциях: { $c }. { $stay }
plan-why-heads-lang = { $when }, { $x }: { $groups }, { $heads }; мест на станциях с этим языком: { $c }. { $stay }
plan-why-heads-family = { $when }, { $x }: { $groups }, { $heads }; мест на подходящих станциях: { $c }. { $stay }
plan-why-seats = { $when }: { $groups }; открытые станции вместят из них { $c }, как их ни объединяй. { $stay }
plan-why-seats-family = { $when }, { $x }: { $groups }; подходящие станции вместят из них { $c }, как их ни объединяй. { $stay }
plan-why-route = { $who }, { $when }: группу ещё могут принять станции: { $s }. { $m ->
        [one] Без станции не меньше { $m } из этих раундов
        [few] Без станции не меньше { $m } из этих раундов
        [many] Без станции не меньше { $m } из этих раундов
       *[other] Без станции не меньше { $m } из этих раундов
    }
plan-why-route-each = { $who }, { $when }: каждую из групп ещё могут принять станции: { $s }. { $m ->
        [one] У каждой без станции не меньше { $m } из этих раундов
        [few] У каждой без станции не меньше { $m } из этих раундов
        [many] У каждой без станции не меньше { $m } из этих раундов
       *[other] У каждой без станции не меньше { $m } из этих раундов
    }
plan-why-mix = Группы встречаются только один раз: полный план — это не меньше { $m ->
        [one] { $m } встречи
        [few] { $m } встреч
        [many] { $m } встреч
       *[other] { $m } встречи
    }, а пар, которые ещё не встречались, { $c }. { $n ->
        [one] Не меньше { $n } раза группа остаётся без станции
        [few] Не меньше { $n } раз группа остаётся без станции
        [many] Не меньше { $n } раз группа остаётся без станции
       *[other] Не меньше { $n } раза группа остаётся без станции
    }
plan-why-pinned = { $who }: { $n ->
        [one] { $n } раунд без станции уже прошёл или закреплён
        [few] { $n } раунда без станции уже прошли или закреплены
        [many] { $n } раундов без станции уже прошли или закреплены
       *[other] { $n } раунда без станции уже прошли или закреплены
    }
plan-why-rests = Из них группы отдыхают и так: { $n }
plan-why-left = { $who }, { $when }: { $x }
plan-why-left-pinned = раунд прошёл или закреплён
plan-why-left-closed = закрыты: { $n }
plan-why-left-language = не на языке группы: { $n }
plan-why-left-unfit = нет нужных группе условий: { $n }
plan-why-left-been = группа там в другом раунде: { $n }
plan-why-left-far = не успеть дойти: { $n }
plan-why-left-met = группы встретились бы снова: { $n }
plan-why-left-full = мало мест: { $n } (на станции { $s } не хватает { $m })
plan-why-left-open = ничто не мешает: { $n }


## Lists that schools send

list-accepted = принято
list-repaired = исправлено
list-to-ask = спросить
list-skipped = пропущено
list-field-number = номер группы
list-field-school = школа
list-field-class = класс
list-field-language = язык обучения
list-field-size = количество учащихся
list-field-adults = сопровождающие
list-field-needs = особые потребности
list-column-personal = столбец с данными о людях: не загружен
list-column-note = столбец с примечаниями: не загружен
list-column-unknown = неизвестный столбец: не загружен
list-spaces = Убраны лишние пробелы: «{ $old }» → { $new }
list-school-words = Оставлен только номер школы: «{ $old }» → { $new }
list-school-bare = Число без знака прочитано как номер школы: «{ $old }» → { $new }
list-school-above = Школа взята из строки выше: { $new }
list-class-form = Класс записан как обычно: «{ $old }» → { $new }
list-class-case = Буква класса стала заглавной: «{ $old }» → { $new }
list-class-latin = Латинская буква заменена похожей русской: «{ $old }» → { $new }
list-class-roman = Римское число записано цифрами: «{ $old }» → { $new }
list-class-size = В одной ячейке стояли класс и число: «{ $old }» → { $new }
list-language-name = Название языка понято: «{ $old }» → { $new }
list-language-above = Язык взят из заголовка выше: { $new }
list-count-words = Слова рядом с числом убраны: «{ $old }» → { $new }
list-count-decimal = Прочитано как целое число: «{ $old }» → { $new }
list-adults-missing = Сопровождающие не указаны. Принято: { $new }
list-needs-words = Оставлен только вид сопровождения, текст не загружен: { $new }
list-number-new = Номер группы не читается или занят: «{ $old }». Будет новый номер
list-no-route = Новая группа, маршрута ещё нет. Предложен номер: { $new }
list-cell-error = В ячейке ошибка Excel; она не загружена
list-answered = Дан ответ: { $new }
list-left-out = Решено не загружать строку
list-repeat = Точный повтор. Первая строка: { $new }
list-replaced = Вместо неё взята другая строка: { $new }
list-total = Итоговая строка; число совпадает: { $new }
list-total-differs = Итоговая строка; в файле: { $old }, по группам: { $new }. Сверьте число со школой
list-total-skips-text = Итоговая строка; в файле: { $old }, по группам: { $new }. Excel не сложил ячейки с текстом
list-total-unread = Итоговая строка; в файле числа нет, по группам: { $new }
list-empty-row = Пустая строка
list-header-again = Повтор названий столбцов
list-heading-school = Заголовок, школа строк ниже: { $new }
list-heading-language = Заголовок, язык строк ниже: { $new }
list-text-row = Не группа: подпись или другой текст
list-ask-school-missing = Школа не указана. Какая школа?
list-ask-school-unknown = Школа непонятна: «{ $old }». Какая школа?
list-ask-school-personal = На месте школы имя или телефон; они не загружены. Какая школа?
list-ask-class-missing = Класс не указан. Какой класс?
list-ask-class-unknown = Класс непонятен: «{ $old }». Какой класс?
list-ask-class-personal = На месте класса имя или телефон; они не загружены. Какой класс?
list-ask-class-letter = Буква класса сомнительна: «{ $old }». Какой класс?
list-ask-class-date = Excel превратил класс в дату: «{ $old }». Какой класс?
list-ask-language-missing = Язык обучения не указан. Какой язык?
list-ask-language-unknown = Язык обучения непонятен: «{ $old }». Какой язык?
list-ask-size-missing = Количество учащихся не указано. Сколько учеников?
list-ask-size-unknown = Количество учащихся непонятно: «{ $old }». Сколько учеников?
list-ask-size-range = Вместо числа диапазон: «{ $old }». До ответа берётся большее. Сколько учеников?
list-ask-size-odd = Такого количества учащихся не бывает: «{ $old }». Сколько учеников?
list-ask-adults-unknown = Число сопровождающих непонятно: «{ $old }». Сколько взрослых?
list-ask-adults-personal = На месте числа сопровождающих имя или телефон; они не загружены. Сколько взрослых?
list-ask-needs-unknown = Особые потребности непонятны; текст не загружен. Какое сопровождение и скольким?
list-ask-needs-count = Вид сопровождения понятен, числа нет. Скольким нужно?
list-ask-needs-many = Сопровождение нужно большему числу, чем есть в группе. Скольким нужно?
list-ask-same-class = Этот класс уже есть с другими данными. Другая строка: { $row }. Что верно?
list-ask-too-large = Группа не помещается ни на одной станции. Учеников: { $old }. Разделить на равные части?
list-choice-this = верна эта строка
list-choice-other = верна другая строка
list-choice-both = обе — отдельные группы
list-choice-split = разделить поровну
list-choice-whole = не делить
list-choice-leave = не загружать строку
list-unsettled-row = Такой строки нет
list-unsettled-question = В этой строке вопросов нет
list-unsettled-fit = Ответ не подходит к вопросу этой строки
list-too-large = Файл слишком велик. Предел: { $limit } МБ
list-too-many-rows = В файле слишком много строк. Предел: { $limit }
list-too-large-cure = Скопируйте только список групп в отдельный файл и загрузите его
list-empty = Файл пуст
list-empty-cure = Откройте файл, проверьте, что список в нём есть, и сохраните снова
list-letters-lost = Казахские буквы потеряны: файл не в UTF-8. Файл не загружен
list-mojibake = Буквы прочитаны и сохранены в другой кодировке. Файл не загружен
list-utf8-cure = Сохраните исходную таблицу заново. Excel: «Файл → Сохранить как → CSV UTF-8» или XLSX. LibreOffice: «Сохранить как → Текст CSV → Изменить параметры фильтра → UTF-8»
list-old-book = Это файл Excel старого вида
list-ods = Это таблица LibreOffice (ODS)
list-web-page = Это веб-страница под именем таблицы
list-broken-book = Файл таблицы повреждён и не открывается
list-save-xlsx-cure = Откройте файл в Excel или LibreOffice и сохраните как XLSX
list-numbers = Это файл Apple Numbers
list-numbers-cure = В Numbers выберите «Файл → Экспортировать → Excel»
list-encrypted = Файл закрыт паролем
list-encrypted-cure = Откройте файл в Excel, снимите пароль и сохраните снова
list-pdf = Это PDF, а не таблица
list-not-a-list = Это не таблица
list-not-a-list-cure = Запросите у школы исходную таблицу: XLSX или CSV UTF-8
list-open-quote = Кавычка не закрыта, строки попали в одну ячейку. Строка: { $row }
list-open-quote-cure = Закройте или уберите кавычку либо сохраните таблицу как XLSX
list-no-header = Строка с названиями столбцов не найдена
list-no-column = Нет нужного столбца
list-no-header-cure = Напишите над таблицей названия столбцов: Школа, Класс, Язык обучения, Кол-во учащихся
list-no-groups = Под названиями столбцов нет ни одной группы
list-no-groups-cure = Проверьте, на том ли листе и в том ли файле группы

## Proposals for the rest of the day

title-replan = ПРЕДЛОЖЕНИЯ: КТО КУДА ИДЁТ
keys-replan = предложения на остаток дня
act-replan = предложения, как быть с теми, кто не подходит: кто куда идёт
    .hint = предложения
act-search-again = искать заново, для площадки как она есть
    .hint = искать заново
act-stop-search = остановить поиск, найденное останется
    .hint = стоп
replan-fewest = Меньше изменений
replan-nobody-idle = У всех станция
replan-shortest = Короче переходы
replan-all-fit = У всех есть подходящая станция: исправлять нечего
replan-broken = Не подходит: { $n } (группы { $x })
replan-searching = идёт поиск: { $x }… { $t } с
replan-stopped = остановлено через { $t } с
replan-done = поиск длился { $t } с
replan-keys = ← → или 1 2 3 — выбор · ↑ ↓ — дальше · Enter — что изменится
replan-asking-keys = Enter — принять · ← → — другая причина · ↑ ↓ — дальше · Esc — назад
replan-reason = Причина: { $x }
replan-more = ↓ ещё { $n }, ↑ { $m }
replan-walk = переходы { $n } мин
replan-soon = ! Меняет и раунд { $r }: до его начала { $n } мин
replan-out-of-date = ! Устарело
replan-everybody = Станция есть у всех
replan-left-out = Без станции: { $n }
replan-left-why = Группа { $g }, раунд { $r }. Станции: { $x }
replan-none-yet = Идёт поиск предложений…
replan-none-needed = Исправлять нечего, и переходы короче не станут.
replan-none = Предложений нет: что ни менять, станции от этого никто не получит.
replan-stale = Площадка изменилась: { $x }. Искать заново: { $k }
replan-moved-begun = раунд { $r } начался
replan-moved-soon = раунд { $r } начнётся слишком скоро
replan-moved-group = у группы { $g } другой маршрут
replan-moved-station = станция { $s } принимает меньше
replan-no-floor = Для предложений нужна открытая площадка
replan-failed = Поиск не удалось начать. Перенесите группы по одной
replan-offer = не подходит: { $n } — предложения: { $k }
do-replan = Предложения сразу для всех: { $k }

## Lists against the groups there are

lever-lists = Списки школ…
title-lists = Списки школ
ask-lists = Где лежат списки школ?
lists-path-hint = Файл CSV или XLSX либо папка с ними. Имена и телефоны не загружаются
ask-which-list = Какой список?
ask-list = Ответ:
lists-type = Другое, вписать
lists-reading = Список читается…
lists-busy = Списки ещё читаются
lists-none = В этой папке нет списков CSV или XLSX
lists-together = Все вместе как один список: { $n }
lists-nothing = Ничего не изменится
lists-write = Принять: новых { $a }, изменённых { $c }, выбывших { $g }, вернувшихся { $b }
lists-write-hint = Enter сначала покажет последствия. Одна запись; отмена её вернёт
lists-whole = Список полный: групп, которых в нём нет, больше нет
lists-schools = Список только своих школ: группы других школ остаются
lists-scope-hint = Enter меняет это
lists-same = Без изменений групп: { $n }
list-no-needs = без особых потребностей
list-unknown = ?
list-size = учеников: { $n }
list-adults = взрослых: { $n }
list-change = { $x }: { $old } → { $new }
list-diff-added = Новая, группа { $g }: { $x }
list-diff-changed = Изменилась, группа { $g }: { $x }
list-diff-gone = Выбыла, группа { $g }: { $x }
list-diff-back = Снова есть, группа { $g }: { $x }
list-diff-kept = Остаётся до ответа по строке, группа { $g }: { $x }
list-numbered = Этот номер здесь у другой группы: { $old }. Номер этой: { $new }
list-twice = Тот же класс, что и в другой строке; взята та. Строка: { $row }
list-in-parts = Класс здесь разделён на группы { $new }, учеников вместе: { $old }. Части остаются как есть
list-ask-which-group = Номер { $new } здесь у группы { $old }. Это та же группа?
list-choice-same = та же группа, название было с ошибкой
list-choice-new = другая группа, с новым номером
list-closed-cure = Проверьте имя файла и не открыт ли он в другой программе
cli-import-answer = Ответ не принят: { $x }
cli-import-which-file = Такая строка есть в нескольких файлах: пишите ФАЙЛ:СТРОКА=ОТВЕТ
cli-import-line = Группа записана в файле события не одной строкой. Строка: { $n }
cli-import-line-hint = Запишите группу целиком одной строкой под [groups], как в примерах событий
cli-import-errors = В файле события появились бы ошибки; он не записан. Ошибок: { $n }
cli-import-unread = Ничего не записано: список не читается
cli-import-nowhere = Ничего не записано. Укажите, где группы: --into EVENT.toml или --share FILE
cli-import-same = Ничего не записано: всё как в списке
cli-import-dry = Ничего не записано. Чтобы записать: --write
cli-import-written = Записано: { $x }
cli-import-lost = Убрано из плана, так как больше не подходит: группа { $g }, раунд { $r }, станция { $s }
cli-import-no-route = Ещё нет маршрута: группы { $g }
cli-import-plan = Составить план: sheber plan { $x }
cli-import-open = Пропущены до ответа строк: { $n }
