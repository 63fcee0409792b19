import { EVENT_HEADERS, eventCells, toCsv } from './event-table.js';

describe('an event in an export', () => {
  const row = {
    log: 'process',
    position: 7,
    id: 'an-id',
    stream: 'term-C02-2021-1',
    rev: 0,
    type: 'TermOpened',
    title: { zh: '启动换届', en: 'Term opened' },
    sentence: { zh: '启动', en: 'opened' },
    unit: 'C02',
    at: '2021-11-09T23:30:15.000Z',
    on: '2021-11-09T10:00:00+08:00',
    actor: { id: 'x', name: '陆传兴', role: 'street-lead', unit: 'S01' },
  } as const;
  const cells = Object.fromEntries(
    eventCells({ ...row }, { community: () => '望湖社区' }).map((cell, i) => [EVENT_HEADERS[i], cell]),
  );

  it('has its times in Shanghai and words beside codes', () => {
    expect(cells).toMatchObject({
      '发生时间（北京时间）': '2021-11-09 10:00',
      '记录时间（北京时间）': '2021-11-10 07:30:15',
      社区代码: 'C02',
      社区: '望湖社区',
      角色: '街道负责人',
      角色代码: 'street-lead',
    });
  });
});

describe('an export as CSV', () => {
  it('begins with a byte-order mark and keeps Chinese as it is', () => {
    expect(toCsv(['内容'], [['望湖社区']])).toBe('\ufeff内容\r\n望湖社区\r\n');
  });
  it('quotes what holds commas and quotes', () => {
    expect(toCsv(['a'], [['x,"y"']])).toContain('"x,""y"""');
  });
  it.each(['=1+1', '+86', '-3', '@x'])('takes the teeth out of %s', (text) => {
    expect(toCsv(['a'], [[text]])).toContain(`'${text}`);
  });
  it('leaves negative numbers numbers', () => {
    expect(toCsv(['a'], [[-3]])).toContain('\r\n-3\r\n');
  });
});
