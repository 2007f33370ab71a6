### Листы на бумаге.

print-route = Маршрутный лист
print-post = Лист станции
print-chart = Станции по раундам

print-group = группа
print-group-no = группа { $g }
print-station = станция
print-station-no = станция { $s }
print-who = школа, класс
print-language = язык обучения
print-lang-kk = казахский
print-lang-ru = русский
print-lang-en = английский
print-pupils = ученики
print-adults = взрослые
print-places = мест
print-round = раунд
print-time = время
print-master-class = мастер-класс
print-hall = зал

print-break = перерыв
print-skipped = пропуск
print-left = ушли раньше
print-absent = отсутствует
print-closed = закрыто
print-ask = Станция { $s } закрыта: спросите координатора, куда идти
print-unplanned = спросите координатора, куда идти
print-nobody = группы нет
print-elsewhere = не на станции

print-planned = по плану
print-came = пришло
print-gone = ушло
print-interested = заинтересовались
print-briefing = инструктаж
print-notes = заметки
print-brief-first = Сначала проведите инструктаж
print-walk-ins = без записи и изменения

print-assembly = место сбора
print-emergency = экстренный номер
print-info = информационная стойка
print-first-aid = медпункт

print-printed = Напечатано: { $t } (время мероприятия)
print-printed-before = Напечатано до мероприятия
print-revision = редакция: { $n }
print-code = код: { $x }
print-training = УЧЕБНЫЙ РЕЖИМ
print-replaces = Вместо редакции { $n }
print-new = Новый лист: в редакции { $n } его не было
print-changed-rounds = изменены раунды: { $x }
print-changed-head = изменено: шапка листа
print-sign = изменено, прежнее зачёркнуто
print-hold = Общая пауза: дальнейшие времена ещё сдвинутся
print-unchanged = С редакции { $n } ни один лист не изменился
