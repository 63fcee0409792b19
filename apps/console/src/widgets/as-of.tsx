import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

/** The day that the page shows, from the address; undefined for now. */
export function useAsOf(): string | undefined {
  const [params] = useSearchParams();
  const day = params.get('asOf') ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

function useSetAsOf(): (day: string | undefined) => void {
  const [, setParams] = useSearchParams();
  return (day) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (day === undefined) next.delete('asOf');
      else next.set('asOf', day);
      return next;
    });
}

export function AsOfPicker() {
  const { t } = useTranslation();
  const asOf = useAsOf();
  const setAsOf = useSetAsOf();
  return (
    <DatePicker
      aria-label={t('common.asOf')}
      placeholder={t('common.asOf')}
      value={asOf === undefined ? null : dayjs(asOf)}
      onChange={(value) => setAsOf(value === null ? undefined : value.format('YYYY-MM-DD'))}
    />
  );
}

/** Says plainly that the page is about the past. */
export function AsOfStrip() {
  const { t } = useTranslation();
  const asOf = useAsOf();
  const setAsOf = useSetAsOf();
  if (asOf === undefined) return null;
  return (
    <div className="as-of-strip" role="status">
      <span>{t('common.asOfStrip', { day: asOf })}</span>
      <Button size="small" onClick={() => setAsOf(undefined)}>
        {t('common.asOfNow')}
      </Button>
    </div>
  );
}
