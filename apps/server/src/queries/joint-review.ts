import { DepartmentReplied, QualificationReviewed } from '#elections';
import { all } from '#kernel';
import type { CommunityFacts } from '#supervision';
import type { JointReview, Shape } from '../api/shapes.js';
import type { Names } from './names.js';
import { nomineeRows } from './nominee-rows.js';

/** 联审汇总表: reviewing department × nominee with reply numbers, the latest reply of each department deciding. */
export function jointReview(
  facts: CommunityFacts,
  names: Names,
): Pick<Shape<typeof JointReview>, 'departments' | 'rows'> {
  const replies = all(facts.party, DepartmentReplied);
  const reviews = all(facts.party, QualificationReviewed);
  const departments = [
    ...new Map(
      replies.map(({ data }) => [data.department, { name: data.department, level: data.departmentLevel }]),
    ).values(),
  ].sort((x, y) =>
    x.level === y.level ? new Intl.Collator('zh-CN').compare(x.name, y.name) : x.level === 'street' ? -1 : 1,
  );
  const rows = nomineeRows(facts, names)
    .filter(({ listedFor }) => listedFor !== undefined)
    .map((nominee) => {
      const conclusion = (level: string) =>
        reviews.findLast(({ data }) => data.personId === nominee.personId && data.level === level)?.data.outcome;
      const full = conclusion('full');
      const joint = conclusion('joint');
      return {
        personId: nominee.personId,
        name: nominee.name,
        listedFor: nominee.listedFor ?? '',
        cells: departments.map(({ name }) => {
          const own = replies.filter(({ data }) => data.department === name && data.personId === nominee.personId);
          const latest = own.at(-1)?.data.grounds ?? [];
          const notClear = latest.filter(({ outcome }) => outcome === 'not-clear').map(({ ground }) => ground);
          const unanswered = latest.some(({ outcome }) => outcome === 'no-reply');
          return {
            department: name,
            outcome:
              own.length === 0
                ? ('none' as const)
                : notClear.length > 0
                  ? ('not-clear' as const)
                  : unanswered
                    ? ('no-reply' as const)
                    : ('clear' as const),
            numbers: own.map(({ data }) => data.number),
            notClear,
            events: own.map(({ id }) => id),
          };
        }),
        ...(full === undefined ? {} : { full }),
        ...(joint === undefined ? {} : { joint }),
      };
    });
  return { departments, rows };
}
