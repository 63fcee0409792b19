import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../../api/client.js';
import { addDays, dayOf, shownTime } from '../../format/dates.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { Loaded } from '../../widgets/loaded.js';

const STEPS = [1, 3, 7] as const;

/** Moves the demonstration's ledger clock forward. The machine's own time zone plays no part: days are Shanghai's. */
export function DemoClock() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { modal, message } = App.useApp();
  const [chosen, setChosen] = useState<Dayjs | null>(null);
  const reading = useQuery<{ now: string }>({
    queryKey: ['/demo/clock'],
    queryFn: () => get<{ now: string }>('/demo/clock'),
    meta: { live: true },
  });
  const move = useMutation({
    mutationFn: (to: string) => post<{ now: string }>('/demo/clock', { to }),
    onSuccess: async ({ now }) => {
      setChosen(null);
      queries.setQueryData(['/demo/clock'], { now });
      // Everything that depends on the day is read again, the clock in the header too.
      await queries.invalidateQueries();
      void message.success(t('admin.system.clockDone', { to: shownTime(now) }));
    },
  });
  const ask = (to: string) =>
    void modal.confirm({
      title: t('admin.system.clockAsk', { to: shownTime(to) }),
      content: t('admin.system.clockIrrevocable'),
      okText: t('admin.system.clockMove'),
      cancelText: t('common.cancel'),
      onOk: () => move.mutate(to),
    });
  return (
    <Loaded reading={reading}>
      {({ now }) => {
        const typed = chosen === null ? undefined : `${chosen.format('YYYY-MM-DDTHH:mm')}:00+08:00`;
        const backwards = typed !== undefined && Date.parse(typed) <= Date.parse(now);
        return (
          <div className="stack">
            {move.isError && <ProblemAlert problem={problemOf(move.error)} />}
            <p>
              {t('admin.system.clockNow')} <strong className="tabular clock-now">{shownTime(now)}</strong>
            </p>
            <p className="muted">{t('admin.system.clockNote')}</p>
            <div className="row">
              {STEPS.map((days) => (
                <Button key={days} disabled={move.isPending} onClick={() => ask(later(now, days))}>
                  {t('admin.system.clockDays', { n: days })}
                </Button>
              ))}
              <DatePicker
                aria-label={t('admin.system.clockTo')}
                placeholder={t('admin.system.clockTo')}
                showTime={{ format: 'HH:mm' }}
                format="YYYY-MM-DD HH:mm"
                minDate={dayjs(dayOf(now))}
                value={chosen}
                onChange={setChosen}
              />
              <Button
                type="primary"
                loading={move.isPending}
                disabled={typed === undefined || backwards}
                onClick={() => typed !== undefined && ask(typed)}
              >
                {t('admin.system.clockMove')}
              </Button>
              {backwards && (
                <span className="bad" role="alert">
                  {t('admin.system.clockBackwards')}
                </span>
              )}
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}

/** The same time of day some days later, as Shanghai writes it. */
function later(now: string, days: number): string {
  return `${addDays(dayOf(now), days)}T${shownTime(now).slice(11)}:00+08:00`;
}
