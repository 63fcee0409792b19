import type { Actor } from '#kernel';
import { clerk, derivedId, fact, given, journalsOf, newId, person, recorded } from '../testing/scenario.js';
import {
  amendPerson,
  endPost,
  kinshipStream,
  recordConductFinding,
  recordKinship,
  recordPost,
  recordSanction,
  registerPerson,
} from './commands.js';
import {
  ConductFindingRecorded,
  KinshipRecorded,
  PersonAmended,
  PersonRegistered,
  PostLeft,
  PostTaken,
  SanctionRecorded,
} from './events.js';
import { personFacts } from './state.js';

const inspector: Actor = { id: 'zhengrui', role: 'inspector', unit: 'S01' };
const facts = {
  gender: 'female' as const,
  birthMonth: '1980-01',
  education: 'bachelor' as const,
  membership: 'member' as const,
  memberSince: '2003-07',
  community: 'C02',
};
/** An invented number whose check digit, day of birth (1980-01-15) and sex agree: the 17th digit is even. */
const ID_NUMBER = '340600198001150025';
const personal = { name: '周明', birthDate: '1980-01-15', idNumber: ID_NUMBER };
const registered = fact(PersonRegistered, { personId: person(1), ...facts }, { on: '2021-09-10' });

describe('registering a person', () => {
  it('keeps name, day of birth and id number apart from what the leaf holds', () =>
    given()
      .when(registerPerson, facts, { personal })
      .thenEvents({
        ...recorded(PersonRegistered, { personId: newId(0), ...facts }),
        personal: [
          { subject: newId(0), path: 'name', value: '周明' },
          { subject: newId(0), path: 'birthDate', value: '1980-01-15' },
          { subject: newId(0), path: 'idNumber', value: ID_NUMBER },
        ],
      }));

  it('needs no id number', () =>
    given()
      .when(registerPerson, facts, { personal: { name: '周明' } })
      .thenEvents(recorded(PersonRegistered)));

  it.each([
    ['a wrong check digit', { idNumber: '340600198001150026' }, {}, 'ID_NUMBER_CHECK_DIGIT', '/personal/idNumber'],
    ['another sex', {}, { gender: 'male' as const }, 'ID_NUMBER_GENDER', '/personal/idNumber'],
    ['another day', { birthDate: '1980-01-16' }, {}, 'ID_NUMBER_BIRTH', '/personal/idNumber'],
    ['another month', {}, { birthMonth: '1980-02' }, 'BIRTH_MONTH_DIFFERS', '/personal/birthDate'],
  ] as const)('is refused with %s than the id number says', (_what, cells, changed, code, pointer) =>
    given()
      .when(registerPerson, { ...facts, ...changed }, { personal: { ...personal, ...cells } })
      .thenRejected(code, { fields: [{ pointer }] }),
  );

  it('is refused without a name', () => {
    given()
      .when(registerPerson, facts)
      .thenRejected('INVALID_VALUE', { fields: [{ pointer: '/personal/name' }] });
    expect(() => registerPerson.streamOf(facts, 'somebody', newId, derivedId)).toThrow('somebody');
  });

  it('compares month and number where no day is stated', () =>
    given()
      .when(registerPerson, { ...facts, birthMonth: '1980-02' }, { personal: { name: '周明', idNumber: ID_NUMBER } })
      .thenRejected('ID_NUMBER_BIRTH', { params: { inNumber: '1980-01-15', stated: '1980-02' } }));

  it('is refused with a birth still to come, or a joining before it', () => {
    given()
      .when(registerPerson, { ...facts, birthMonth: '2021-12', memberSince: undefined }, { personal: { name: '周明' } })
      .thenRejected('DAY_IN_FUTURE', { fields: [{ pointer: '/data/birthMonth' }] });
    given()
      .when(
        registerPerson,
        { ...facts, birthMonth: '2021-11', memberSince: undefined },
        { personal: { name: '周明', birthDate: '2021-11-30' } },
      )
      .thenRejected('DAY_IN_FUTURE', { fields: [{ pointer: '/personal/birthDate' }] });
    given()
      .when(registerPerson, { ...facts, memberSince: '2021-12' }, { personal: { name: '周明' } })
      .thenRejected('DAY_IN_FUTURE', { fields: [{ pointer: '/data/memberSince' }] });
    given()
      .when(registerPerson, { ...facts, memberSince: '1997-12' }, { personal: { name: '周明' } })
      .thenRejected('JOINED_UNDER_AGE', { fields: [{ pointer: '/data/memberSince' }] });
    given()
      .when(registerPerson, { ...facts, memberSince: '1998-01' }, { personal: { name: '周明' } })
      .thenEvents(recorded(PersonRegistered));
    given()
      .when(registerPerson, { ...facts, memberSince: '1979-01' }, { personal: { name: '周明' } })
      .thenRejected('DATES_OUT_OF_ORDER');
    given()
      .when(registerPerson, { ...facts, membership: 'none' }, { personal: { name: '周明' } })
      .thenRejected('NOT_A_MEMBER_SINCE');
  });
});

describe('amending a person', () => {
  it('changes what is stated and leaves the rest', () => {
    given(registered)
      .when(amendPerson, { education: 'postgraduate', reason: '补充学历证明' })
      .thenEvents(recorded(PersonAmended, { personId: person(1), education: 'postgraduate' }));
    const amended = fact(PersonAmended, { personId: person(1), education: 'postgraduate', reason: '补充学历证明' });
    expect(personFacts(journalsOf([registered, amended])(registered.stream))).toEqual({
      personId: person(1),
      ...facts,
      education: 'postgraduate',
    });
  });

  it('must change something; a new phone number is enough', () => {
    given(registered).when(amendPerson, { reason: '无' }).thenRejected('NOTHING_CHANGED');
    given(registered)
      .when(amendPerson, { reason: '更换号码' }, { personal: { phone: '05550100' } })
      .thenEvents({ type: 'PersonAmended', personal: [{ subject: person(1), path: 'phone', value: '05550100' }] });
  });

  it('is compared with what is known already', () =>
    given(registered)
      .when(amendPerson, { gender: 'male', reason: '登记有误' }, { personal: { idNumber: ID_NUMBER } })
      .thenRejected('ID_NUMBER_GENDER'));

  it('begins the stream of a person who came with an import, and of nobody else', () => {
    given()
      .when(amendPerson, { education: 'bachelor', reason: '补充' }, { id: person(5) })
      .thenEvents(recorded(PersonAmended, { personId: person(5) }));
    given()
      .when(amendPerson, { education: 'bachelor', reason: '补充' }, { id: person(5), personExists: () => false })
      .thenRejected('NOT_FOUND');
  });
});

describe('posts', () => {
  const secretary = { body: 'party' as const, post: 'party-secretary' as const, unit: 'C02' };
  const taken = fact(PostTaken, { personId: person(1), ...secretary, from: '2018-05-01' });

  it('are taken, held once, and left', () => {
    given(registered)
      .when(recordPost, secretary)
      .thenEvents(recorded(PostTaken, { personId: person(1), ...secretary }));
    given(registered, taken).when(recordPost, secretary).thenRejected('ALREADY_RECORDED');
    given(registered, taken)
      .when(endPost, { ...secretary, until: '2021-11-13' })
      .thenEvents(recorded(PostLeft, { personId: person(1), until: '2021-11-13' }));
  });

  it('are not taken or left on a day still to come', () => {
    given(registered)
      .when(recordPost, { ...secretary, from: '2021-11-21' })
      .thenRejected('DAY_IN_FUTURE', { fields: [{ pointer: '/data/from' }] });
    given(registered, taken)
      .when(endPost, { ...secretary, until: '2021-11-21' })
      .thenRejected('DAY_IN_FUTURE', { params: { day: '2021-11-21', today: '2021-11-20' } });
  });

  it('cannot be left before they were taken, nor when they are not held', () => {
    given(registered, taken)
      .when(endPost, { ...secretary, until: '2018-04-30' })
      .thenRejected('DATES_OUT_OF_ORDER');
    given(registered, taken)
      .when(endPost, { ...secretary, unit: 'C03', until: '2021-11-13' })
      .thenRejected('POST_NOT_HELD');
    const left = fact(PostLeft, { personId: person(1), ...secretary, until: '2021-11-13' });
    given(registered, taken, left)
      .when(endPost, { ...secretary, until: '2021-11-14' })
      .thenRejected('POST_NOT_HELD');
    given(registered, taken, left).when(recordPost, secretary).thenEvents(recorded(PostTaken));
  });
});

describe('sanctions and findings on conduct', () => {
  const sanction = {
    kind: 'party-warning' as const,
    workRelated: true,
    imposedOn: '2021-03-01',
    number: '澜纪〔2021〕4号',
  };

  it('are recorded by the inspectors, the facts of the sanction in the vault', () => {
    expect(recordSanction.roles).toContain('inspector');
    expect(recordConductFinding.roles).toEqual(['inspector', 'inspector-lead']);
    given(registered)
      .when(
        recordSanction,
        { ...sanction, barUntil: '2022-02-28' },
        { by: inspector, personal: { details: '履职不力' } },
      )
      .thenEvents({
        ...recorded(SanctionRecorded, { personId: person(1), barUntil: '2022-02-28' }),
        personal: [{ subject: person(1), path: 'details', value: '履职不力' }],
      });
    given(registered)
      .when(
        recordConductFinding,
        { kind: 'vote-buying', issuer: '澜水区纪委监委', number: '澜纪〔2021〕9号', decidedOn: '2021-11-19' },
        { by: inspector },
      )
      .thenEvents(recorded(ConductFindingRecorded, { kind: 'vote-buying' }));
  });

  it('cannot end before they begin', () =>
    given(registered)
      .when(recordSanction, { ...sanction, barUntil: '2021-02-28' }, { by: inspector })
      .thenRejected('DATES_OUT_OF_ORDER'));
});

describe('a kinship', () => {
  const kinship = { a: person(9), b: person(3), kind: 'sibling' as const, source: 'family-register' as const };
  const stream = kinshipStream(person(3), person(9), derivedId);

  it('has one stream, whoever is named first', () => {
    expect(kinshipStream(person(9), person(3), derivedId)).toBe(stream);
    expect(recordKinship.streamOf(kinship, undefined, newId, derivedId)).toBe(stream);
    given()
      .when(recordKinship, kinship)
      .thenEvents(recorded(KinshipRecorded, { ...kinship, a: person(3), b: person(9) }));
  });

  it('may be recorded again from another source', () => {
    const known = fact(KinshipRecorded, { ...kinship, a: person(3), b: person(9) }, { stream });
    given(known)
      .when(recordKinship, { ...kinship, source: 'review' })
      .thenEvents(recorded(KinshipRecorded, { source: 'review' }));
  });

  it('is between two, one of whom is the elder', () => {
    given()
      .when(recordKinship, { ...kinship, b: person(9) })
      .thenRejected('KIN_WITH_ONESELF');
    given()
      .when(recordKinship, { ...kinship, kind: 'parent-child', elder: person(4) })
      .thenRejected('ELDER_NOT_OF_PAIR');
    given()
      .when(recordKinship, { ...kinship, kind: 'parent-child', elder: person(9) }, { by: clerk })
      .thenEvents(recorded(KinshipRecorded));
  });

  it('belongs to the community of one of the pair', () => {
    const journal = journalsOf([fact(PersonRegistered, { personId: person(3), ...facts, community: 'C05' })]);
    expect(recordKinship.unitOf(kinship, stream, { journal })).toBe('C05');
    expect(recordKinship.reads?.(kinship, stream)).toEqual([`person-${person(9)}`, `person-${person(3)}`]);
  });
});
