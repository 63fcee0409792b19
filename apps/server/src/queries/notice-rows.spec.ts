import { indexRules, plan2021 } from '#supervision';
import { noticeLimitsOf } from './notice-rows.js';

const source = { zh: '区里的补充规定', en: 'the district’s supplement' };

describe('how long a notice stays up', () => {
  it('is what the plan says', () => {
    expect(noticeLimitsOf(indexRules([plan2021]))).toEqual({ minimumDays: 5, closeOfBusiness: '17:30' });
  });

  it('is what the packs of the term set otherwise', () => {
    const manifest = { ...plan2021.manifest, parameters: { 'PTY-20': { minimumDays: { value: 7, source } } } };
    const limits = noticeLimitsOf(indexRules([{ ...plan2021, manifest }]));
    expect(limits).toEqual({ minimumDays: 7, closeOfBusiness: '17:30' });
  });

  it('is what the plan says where the packs of the term have no such rule', () => {
    expect(noticeLimitsOf(indexRules([]))).toEqual({ minimumDays: 5, closeOfBusiness: '17:30' });
  });
});
