import { counted, type Details } from '../sentence.js';

/** Residents' election, notices, imports and corrections. */
export const otherDetails: Details<
  | 'ElectionCommitteeFormed'
  | 'ElectionDayFixed'
  | 'ResidentsNomineeProposed'
  | 'ResidentsResultAnnounced'
  | 'NoticePosted'
  | 'NoticeTakenDown'
  | 'ObjectionReceived'
  | 'ObjectionAnswered'
  | 'ImportStarted'
  | 'ImportRowsRecorded'
  | 'ImportCommitted'
  | 'ImportDropped'
  | 'CorrectionProposed'
  | 'CorrectionRefused'
  | 'EntryCorrected'
  | 'EntryWithdrawn'
> = {
  ElectionCommitteeFormed: ({ members }, say) => {
    const people = say.people(members.map(({ personId }) => personId));
    return { zh: `${members.length} 人（${people.zh}）`, en: `${members.length}: ${people.en}` };
  },
  ElectionDayFixed: ({ day }) => ({ zh: day, en: day }),
  ResidentsNomineeProposed: ({ personId, post }, say) => ({
    zh: `${say.person(personId)}，${say.choice(post).zh}`,
    en: `${say.person(personId)}, ${say.within(post).en}`,
  }),
  ResidentsResultAnnounced: ({ elected }, say) => {
    const people = say.people(elected.map(({ personId }) => personId));
    return { zh: `当选 ${elected.length} 人（${people.zh}）`, en: `${elected.length} elected (${people.en})` };
  },

  NoticePosted: ({ title, persons, places, plannedUntil }) => ({
    zh: `《${title}》，${persons.length} 人，张贴 ${places.length} 处，计划至 ${plannedUntil}`,
    en: `“${title}”, ${counted(persons.length, 'person')}, ${counted(places.length, 'place')}, planned until ${plannedUntil}`,
  }),
  NoticeTakenDown: ({ reason }) => (reason === undefined ? undefined : { zh: reason, en: reason }),
  ObjectionReceived: ({ subject, about, real }, say) => ({
    zh: `${real ? '实名' : '匿名'}，关于${about === undefined ? '' : ` ${say.person(about)} 的`}${say.choice(subject, 'subject').zh}`,
    en: `${real ? 'with' : 'without'} a name, about ${about === undefined ? '' : `${say.person(about)}, `}${say.within(subject, 'subject').en}`,
  }),
  ObjectionAnswered: ({ outcome, answer }, say) => ({
    zh: `${say.choice(outcome).zh}，${answer}`,
    en: `${say.within(outcome).en}, ${answer}`,
  }),

  ImportStarted: ({ kind, file, rows }, say) => ({
    zh: `${say.choice(kind, 'kind').zh}，${file.name}，${rows} 行`,
    en: `${say.within(kind, 'kind').en}, ${file.name}, ${counted(rows, 'row')}`,
  }),
  ImportRowsRecorded: ({ rows }) => ({
    zh: `第 ${rows[0]?.row} 至 ${rows.at(-1)?.row} 行，共 ${rows.length} 行`,
    en: `rows ${rows[0]?.row} to ${rows.at(-1)?.row}, ${rows.length} in all`,
  }),
  ImportCommitted: ({ count }) => ({ zh: `${count} 行`, en: counted(count, 'row') }),
  ImportDropped: ({ reason }) => ({ zh: reason, en: reason }),

  CorrectionProposed: ({ reason, replacement }) => ({
    zh: `${replacement === undefined ? '撤回' : '更正'}，理由：${reason}`,
    en: `${replacement === undefined ? 'withdraw' : 'correct'}, because ${reason}`,
  }),
  CorrectionRefused: ({ reason }) => ({ zh: reason, en: reason }),
  EntryCorrected: ({ reason }) => ({ zh: `理由：${reason}`, en: `because ${reason}` }),
  EntryWithdrawn: ({ reason }) => ({ zh: `理由：${reason}`, en: `because ${reason}` }),
};
