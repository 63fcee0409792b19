import type { Details } from '../sentence.js';

export const peopleDetails: Details<
  | 'PersonRegistered'
  | 'PersonAmended'
  | 'PostTaken'
  | 'PostLeft'
  | 'SanctionRecorded'
  | 'ConductFindingRecorded'
  | 'KinshipRecorded'
> = {
  PersonRegistered(data, say) {
    const [gender, education] = [say.within(data.gender), say.within(data.education)];
    const membership = say.within(data.membership, 'membership');
    return {
      zh: `${say.person(data.personId)}，${gender.zh}，${data.birthMonth} 出生，${education.zh}，${membership.zh}`,
      en: `${say.person(data.personId)}, ${gender.en}, born ${data.birthMonth}, ${education.en}, ${membership.en}`,
    };
  },
  PersonAmended: (data, say) => ({
    zh: `${say.person(data.personId)}，${data.reason}`,
    en: `${say.person(data.personId)}, ${data.reason}`,
  }),
  PostTaken: (data, say) => ({
    zh: `${say.person(data.personId)} 任${data.title ?? say.choice(data.post).zh}${data.postedFromAbove ? '（上级下派）' : ''}`,
    en: `${say.person(data.personId)} as ${data.title ?? say.within(data.post).en}${data.postedFromAbove ? ' (posted in from above)' : ''}`,
  }),
  PostLeft: (data, say) => ({
    zh: `${say.person(data.personId)} 于 ${data.until} 离任${say.choice(data.post).zh}`,
    en: `${say.person(data.personId)} as ${say.within(data.post).en}, until ${data.until}`,
  }),
  SanctionRecorded: (data, say) => ({
    zh: `${say.person(data.personId)}，${data.imposedOn} ${say.choice(data.kind).zh}（${data.workRelated ? '工作原因' : '非工作原因'}），${data.number}`,
    en: `${say.person(data.personId)}, ${say.within(data.kind).en} of ${data.imposedOn}, ${data.workRelated ? 'work-related' : 'not work-related'}, ${data.number}`,
  }),
  ConductFindingRecorded: (data, say) => ({
    zh: `${say.person(data.personId)}，${say.choice(data.kind).zh}，${data.issuer} ${data.number}`,
    en: `${say.person(data.personId)}, ${say.within(data.kind).en}, ${data.issuer} ${data.number}`,
  }),
  KinshipRecorded: (data, say) => ({
    zh: `${say.person(data.a)}与${say.person(data.b)}，${say.choice(data.kind).zh}（${say.choice(data.source).zh}）`,
    en: `${say.person(data.a)} and ${say.person(data.b)}, ${say.within(data.kind).en} (${say.within(data.source).en})`,
  }),
};
