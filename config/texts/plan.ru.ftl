### Что говорят `sheber plan` и `sheber replan`.

plan-progress = { $time } с · итог { $total } · без станции: { $idle } · { $speed } ходов в секунду
plan-head = { $name }: раундов { $rounds }, групп { $groups }, станций { $stations }
plan-effort = Искали { $time } с, { $speed } ходов в секунду; лучший план найден через { $found } с
plan-new = этот план
plan-old = план в файле
plan-idle = без станции (группы × раунды)
plan-pref = неисполненные пожелания (баллы)
plan-fair = группы в худшем положении (баллы)
plan-school = школы в худшем положении (баллы)
plan-walk = переходы между залами (минуты)
plan-balance = неравная загрузка станций (баллы)
plan-change = изменено из объявленного
plan-total = вместе, с весами: чем меньше, тем лучше
plan-no-old = В файле ещё нет плана
plan-better = Лучше плана в файле на { $by }
plan-same = Не хуже и не лучше плана в файле
plan-worse = Хуже плана в файле на { $by }. Дайте больше времени: --seconds
plan-old-broken = { $n ->
        [one] План в файле нарушает { $n } правило. Подробнее: sheber check
        [few] План в файле нарушает { $n } правила. Подробнее: sheber check
        [many] План в файле нарушает { $n } правил. Подробнее: sheber check
       *[other] План в файле нарушает { $n } правила. Подробнее: sheber check
    }
plan-nobody-left = Без станции нет никого
plan-left = { $n ->
        [one] Без станции { $n } раз:
        [few] Без станции { $n } раза:
        [many] Без станции { $n } раз:
       *[other] Без станции { $n } раза:
    }
plan-written = Записано: { $file }
plan-breaks = В следующий раз раунды без станции будут считаться перерывами. Чтобы этого не было, укажите число перерывов: [rotation] breaks = N

## Новый план в ходе дня

replan-nothing = Менять нечего: станция есть у всех, и намного короче пути не станут
replan-none = Лучшего плана не нашлось
replan-fewest-changes = Меньше всего изменений
replan-nobody-idle = Никто не без станции
replan-shortest-walks = Самые короткие переходы
replan-code = принять: --accept { $code }
replan-told = { $groups ->
        [one] Новое узнаёт { $groups } группа ({ $pupils })
        [few] Новое узнают { $groups } группы ({ $pupils })
        [many] Новое узнают { $groups } групп ({ $pupils })
       *[other] Новое узнают { $groups } группы ({ $pupils })
    }
replan-pupils = { $n ->
        [one] { $n } ученик
        [few] { $n } ученика
        [many] { $n } учеников
       *[other] { $n } ученика
    }
replan-walk-more = переходы всех групп вместе: на { $n } мин больше
replan-walk-less = переходы всех групп вместе: на { $n } мин меньше
replan-walk-same = переходы как раньше
replan-round = Раунд { $round }
replan-turn = группа { $group } ({ $pupils }): { $from } → { $to }
replan-turn-walk = группа { $group } ({ $pupils }): { $from } → { $to }, переход { $minutes } мин
replan-at = станция { $no }
replan-closed = станция { $no } (закрыта)
replan-break = перерыв
replan-nowhere = нигде
replan-accepted = Принято: { $name }
