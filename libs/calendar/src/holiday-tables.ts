import type { HolidayTable } from './holidays.js';

const STATE_COUNCIL = { zh: '国务院办公厅', en: 'General Office of the State Council' };

const NEW_YEAR = { zh: '元旦', en: 'New Year' };
const SPRING_FESTIVAL = { zh: '春节', en: 'Spring Festival' };
const QINGMING = { zh: '清明节', en: 'Qingming' };
const LABOUR_DAY = { zh: '劳动节', en: 'Labour Day' };
const DRAGON_BOAT = { zh: '端午节', en: 'Dragon Boat Festival' };
const MID_AUTUMN = { zh: '中秋节', en: 'Mid-Autumn Festival' };
const NATIONAL_DAY = { zh: '国庆节', en: 'National Day' };

/** The arrangement of 2021, issued on 2020-11-25. */
export const HOLIDAYS_2021: HolidayTable = {
  version: '2021',
  issuer: STATE_COUNCIL,
  document: '国办发明电〔2020〕27号',
  issuedOn: '2020-11-25',
  coveredFrom: '2021-01-01',
  coveredThrough: '2021-12-31',
  holidays: [
    { name: NEW_YEAR, from: '2021-01-01', to: '2021-01-03' },
    { name: SPRING_FESTIVAL, from: '2021-02-11', to: '2021-02-17' },
    { name: QINGMING, from: '2021-04-03', to: '2021-04-05' },
    { name: LABOUR_DAY, from: '2021-05-01', to: '2021-05-05' },
    { name: DRAGON_BOAT, from: '2021-06-12', to: '2021-06-14' },
    { name: MID_AUTUMN, from: '2021-09-19', to: '2021-09-21' },
    { name: NATIONAL_DAY, from: '2021-10-01', to: '2021-10-07' },
  ],
  workdays: ['2021-02-07', '2021-02-20', '2021-04-25', '2021-05-08', '2021-09-18', '2021-09-26', '2021-10-09'],
};

/** The arrangement of 2022, issued on 2021-10-25: before that day nobody could know it. */
export const HOLIDAYS_2022: HolidayTable = {
  version: '2022',
  issuer: STATE_COUNCIL,
  document: '国办发明电〔2021〕11号',
  issuedOn: '2021-10-25',
  coveredFrom: '2022-01-01',
  coveredThrough: '2022-12-31',
  holidays: [
    { name: NEW_YEAR, from: '2022-01-01', to: '2022-01-03' },
    { name: SPRING_FESTIVAL, from: '2022-01-31', to: '2022-02-06' },
    { name: QINGMING, from: '2022-04-03', to: '2022-04-05' },
    { name: LABOUR_DAY, from: '2022-04-30', to: '2022-05-04' },
    { name: DRAGON_BOAT, from: '2022-06-03', to: '2022-06-05' },
    { name: MID_AUTUMN, from: '2022-09-10', to: '2022-09-12' },
    { name: NATIONAL_DAY, from: '2022-10-01', to: '2022-10-07' },
  ],
  workdays: ['2022-01-29', '2022-01-30', '2022-04-02', '2022-04-24', '2022-05-07', '2022-10-08', '2022-10-09'],
};
