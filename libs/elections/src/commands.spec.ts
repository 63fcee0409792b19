import { z } from 'zod';
import { CATEGORIES } from '#kernel';
import { electionCommands } from './commands.js';
import { electionEvents } from './events.js';

describe('the commands of elections', () => {
  it('have an address of their own each', () => {
    const addresses = electionCommands.map(({ plural, verb }) => `${plural}/${verb}`);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  });

  it('use one plural per category', () => {
    const plurals = new Map<string, Set<string>>();
    for (const { category, plural } of electionCommands) {
      plurals.set(category, (plurals.get(category) ?? new Set()).add(plural));
    }
    expect([...plurals].filter(([, names]) => names.size > 1)).toEqual([]);
  });

  it('record every event type of the catalogue', () => {
    const recorded = new Set(electionCommands.flatMap(({ records }) => records));
    expect(electionEvents.map(({ type }) => type).filter((type) => !recorded.has(type))).toEqual([]);
  });

  it('record only into categories that their event types allow', () => {
    const categories = new Map<string, readonly string[]>(
      electionEvents.map(({ type, category }) => [type, typeof category === 'string' ? [category] : category]),
    );
    const misplaced = electionCommands.filter(
      ({ records, category }) => !records.every((type) => categories.get(type)?.includes(category)),
    );
    expect(misplaced.map(({ verb }) => verb)).toEqual([]);
    expect(electionCommands.every(({ category }) => Object.hasOwn(CATEGORIES, category))).toBe(true);
  });

  it('guard acts only, and every act on paper has its act', () => {
    const acts = new Set(electionCommands.filter(({ kind }) => kind === 'act').map(({ verb }) => verb));
    for (const { kind, guards, twinOf } of electionCommands) {
      if (guards !== undefined) expect(kind).toBe('act');
      if (twinOf !== undefined) {
        expect(kind).toBe('record');
        expect(acts).toContain(twinOf);
      }
    }
  });

  it('are described by JSON Schema, persons marked for the forms', () => {
    for (const command of electionCommands) {
      expect(() => z.toJSONSchema(command.schema, { unrepresentable: 'throw' })).not.toThrow();
    }
    const pledge = electionCommands.find(({ verb }) => verb === 'record-pledge');
    expect(pledge && z.toJSONSchema(pledge.schema)).toMatchObject({
      properties: { personId: { reference: 'person' } },
    });
  });
});
