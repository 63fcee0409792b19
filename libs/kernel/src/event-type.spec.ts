import { z } from 'zod';
import { catalogueOf, classed, defineEvent } from './event-type.js';

const Noted = defineEvent({
  type: 'Noted',
  category: 'person',
  title: { zh: '记录', en: 'Noted' },
  data: z.strictObject({ personId: z.string(), level: z.enum(['low', 'high']) }),
  personal: z.strictObject({ name: z.string().optional(), phone: z.string().optional() }),
  older: [
    { data: z.strictObject({ personId: z.string() }) },
    {
      data: z.strictObject({ personId: z.string(), urgent: z.boolean() }),
      upcast: (older) => ({ ...older, urgent: false }),
    },
  ],
  upcast: ({ urgent, ...older }) => ({ ...older, level: urgent === true ? 'high' : 'low' }),
});

describe('an event type', () => {
  it('makes events of its newest version', () => {
    expect(Noted.latest).toBe(3);
    expect(Noted.of({ personId: 'p', level: 'low' })).toEqual({
      type: 'Noted',
      sv: 3,
      data: { personId: 'p', level: 'low' },
    });
  });

  it('refuses data that no decision may produce', () => {
    expect(() => Noted.of({ personId: 'p', level: 'middle' as 'low' })).toThrow();
    expect(() => Noted.of({ personId: 'p', level: 'low', extra: 1 } as never)).toThrow();
  });

  it('keeps personal values beside the data, never in it, and leaves out those that were not given', () => {
    const event = Noted.of({ personId: 'p', level: 'low' }, { subject: 'p', values: { name: '沈禾', phone: '' } });
    expect(event.personal).toEqual([{ subject: 'p', path: 'name', value: '沈禾' }]);
    expect(JSON.stringify(event.data)).not.toContain('沈禾');
    const values = { subject: 'p', values: { other: 'x' } as never };
    expect(() => Noted.of({ personId: 'p', level: 'low' }, values)).toThrow();
  });

  it('takes no personal values where it has no such fields', () => {
    const Plain = defineEvent({
      type: 'Plain',
      category: 'person',
      title: { zh: '无', en: 'Plain' },
      data: z.strictObject({}),
    });
    expect(() => Plain.of({}, { subject: 'p', values: {} })).toThrow('Plain has no personal fields');
    expect([Plain.fieldClass, Plain.paragraphs, Plain.latest]).toEqual(['internal', [], 1]);
  });

  it('reads every stored version as the newest', () => {
    expect(Noted.upcast(1, { personId: 'p' })).toEqual({ personId: 'p', level: 'low' });
    expect(Noted.upcast(2, { personId: 'p', urgent: true })).toEqual({ personId: 'p', level: 'high' });
    expect(Noted.upcast(3, { personId: 'p', level: 'high' })).toEqual({ personId: 'p', level: 'high' });
  });

  it('without an upcaster cannot read what is older', () => {
    const Broken = defineEvent({
      type: 'Broken',
      category: 'person',
      title: { zh: '缺', en: 'Broken' },
      data: z.strictObject({}),
      older: [{ data: z.strictObject({}) }],
    });
    expect(() => Broken.upcast(1, {})).toThrow('Broken has no upcaster to version 2');
  });

  it('tells the class of a field that is marked', () => {
    expect(classed('public', z.string()).meta()).toEqual({ class: 'public' });
  });
});

describe('a catalogue', () => {
  it('finds types by name and refuses two of the same name', () => {
    const Other = { ...Noted, type: 'Other' };
    expect([...catalogueOf([Noted], [Other]).types.keys()]).toEqual(['Noted', 'Other']);
    expect(() => catalogueOf([Noted], [Noted])).toThrow('two event types are called Noted');
  });
});
