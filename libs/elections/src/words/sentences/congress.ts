import { counted, type Details, type Say } from '../sentence.js';

const personsOf = (list: readonly { readonly personId: string }[]) => list.map(({ personId }) => personId);

function officers(secretary: string | undefined, say: Say) {
  return secretary === undefined
    ? { zh: '', en: '' }
    : { zh: `；书记 ${say.person(secretary)}`, en: `; secretary ${say.person(secretary)}` };
}

/** Steps 6 to 10 of the Party election (¶36–41). */
export const congressDetails: Details<
  | 'TalkHeld'
  | 'CandidatesToBeDetermined'
  | 'ApprovalRequested'
  | 'ApprovalGiven'
  | 'PledgeSigned'
  | 'CandidateWithdrew'
  | 'ElectionRulesPassed'
  | 'CongressHeld'
  | 'CountEntered'
  | 'CountSettled'
  | 'ResultAnnounced'
  | 'ResultChanged'
  | 'ResultReported'
  | 'ResultApproved'
  | 'SecretaryFiled'
  | 'ElectionDossierClosed'
> = {
  TalkHeld: ({ personId, participants }, say) => ({
    zh: `${say.people(personsOf(participants)).zh} 与 ${say.person(personId)} 谈话`,
    en: `${say.people(personsOf(participants)).en} with ${say.person(personId)}`,
  }),
  CandidatesToBeDetermined: ({ list, minutes }, say) => ({
    zh: `${list.length} 人（${say.people(personsOf(list)).zh}），${minutes}`,
    en: `${list.length}: ${say.people(personsOf(list)).en}, ${minutes}`,
  }),
  ApprovalRequested: ({ list, number, late }) => ({
    zh: `${number}，预备人选 ${list.length} 人${late === undefined ? '' : '（补录）'}`,
    en: `${number}, ${counted(list.length, 'candidate-to-be', 'candidates-to-be')}${late === undefined ? '' : ' (entered from paper)'}`,
  }),
  ApprovalGiven: ({ number, outcome }, say) => ({
    zh: `${say.choice(outcome).zh}，${number}`,
    en: `${say.within(outcome).en}, ${number}`,
  }),
  PledgeSigned: ({ personId, promise }, say) => ({
    zh: `${say.person(personId)}${promise ? '，并作书面承诺' : ''}`,
    en: `${say.person(personId)}${promise ? ', with a written promise' : ''}`,
  }),
  CandidateWithdrew: ({ personId, reason }, say) => ({
    zh: `${say.person(personId)}，${reason}`,
    en: `${say.person(personId)}, ${reason}`,
  }),
  ElectionRulesPassed: ({ number, includesQualificationTerms }) => ({
    zh: `${number}，${includesQualificationTerms ? '已' : '未'}写入候选人资格条件`,
    en: `${number}, ${includesQualificationTerms ? 'with' : 'without'} the qualification terms`,
  }),
  CongressHeld: ({ due, present }) => ({
    zh: `应到 ${due} 人，实到 ${present} 人`,
    en: `${due} due, ${present} present`,
  }),
  // No numbers: whoever keys the count in a second time must not read the first in the event stream.
  CountEntered: ({ entry, count }, say) => ({
    zh: `${say.choice(entry, 'entry').zh}录入，被选举人 ${count.votes.length} 人`,
    en: `${say.within(entry, 'entry').en}, votes of ${count.votes.length}`,
  }),
  CountSettled: ({ count, differences }) => ({
    zh: `有效 ${count.valid} 张，废票 ${count.void} 张，录入不一致 ${differences.length} 处`,
    en: `${count.valid} valid, ${count.void} void, ${counted(differences.length, 'difference')} between the entries`,
  }),
  ResultAnnounced: ({ elected, secretary, late }, say) => ({
    zh: `当选 ${elected.length} 人（${say.people(personsOf(elected)).zh}）${officers(secretary, say).zh}${late === undefined ? '' : '（补录）'}`,
    en: `${elected.length} elected (${say.people(personsOf(elected)).en})${officers(secretary, say).en}${late === undefined ? '' : ' (entered from paper)'}`,
  }),
  ResultChanged: ({ elected, secretary, issuer, number, ground }, say) => ({
    zh: `${issuer} ${number}，${ground}；当选 ${elected.length} 人（${say.people(personsOf(elected)).zh}）${officers(secretary, say).zh}`,
    en: `${issuer} ${number}, ${ground}; ${elected.length} elected (${say.people(personsOf(elected)).en})${officers(secretary, say).en}`,
  }),
  ResultReported: ({ number }) => ({ zh: number, en: number }),
  ResultApproved: ({ number, outcome }, say) => ({
    zh: `${say.choice(outcome).zh}，${number}`,
    en: `${say.within(outcome).en}, ${number}`,
  }),
  SecretaryFiled: ({ personId, number }, say) => ({
    zh: `${say.person(personId)}，${number}`,
    en: `${say.person(personId)}, ${number}`,
  }),
  ElectionDossierClosed: ({ streams }) => {
    const entries = streams.reduce((sum, { count }) => sum + count, 0);
    return {
      zh: `台账 ${streams.length} 本，记录 ${entries} 条`,
      en: `${counted(streams.length, 'stream')}, ${counted(entries, 'entry', 'entries')}`,
    };
  },
};
