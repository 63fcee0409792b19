import { DatePicker, Radio } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { controlId, useFormSurroundings } from '../form-context.js';
import { Frame } from './frame.js';
import { keepEnter } from './keep-enter.js';

/** When it happened, as stated: a day, or a day with its time; a time is never invented. */
export function StatedTimeField({
  value,
  required,
  onChange,
}: {
  readonly value: string | undefined;
  readonly required: boolean;
  readonly onChange: (value: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { fault } = useFormSurroundings();
  const [withTime, setWithTime] = useState(value !== undefined && value.length > 10);
  const [day, setDay] = useState(value?.slice(0, 10));
  const shown = value === undefined ? null : dayjs(value.slice(0, 16));
  return (
    <Frame pointer="/on" label={t('common.statedOn')} required={required}>
      <div className="row">
        <DatePicker
          id={controlId('/on')}
          onKeyDown={keepEnter}
          aria-label={t('common.statedOn')}
          status={fault('/on') === undefined ? undefined : 'error'}
          needConfirm={false}
          showTime={withTime ? { format: 'HH:mm', minuteStep: 1 } : false}
          format={withTime ? 'YYYY-MM-DD HH:mm' : 'YYYY-MM-DD'}
          defaultPickerValue={day === undefined ? undefined : dayjs(day)}
          value={shown}
          onChange={(next) => onChange(next === null ? undefined : stated(next.format('YYYY-MM-DDTHH:mm'), withTime))}
        />
        <Radio.Group
          name="stated-precision"
          value={withTime}
          onChange={(event) => {
            const time = event.target.value as boolean;
            setWithTime(time);
            // A day keeps no time of its own: it has to be chosen.
            if (value !== undefined) onChange(time ? undefined : value.slice(0, 10));
            setDay(value?.slice(0, 10) ?? day);
          }}
          options={[
            { value: false, label: t('forms.dayOnly') },
            { value: true, label: t('forms.dayAndTime') },
          ]}
        />
      </div>
    </Frame>
  );
}

/** `2021-11-05` or `2021-11-05T10:00:00+08:00`. */
function stated(minutes: string, withTime: boolean): string {
  return withTime ? `${minutes}:00+08:00` : minutes.slice(0, 10);
}
