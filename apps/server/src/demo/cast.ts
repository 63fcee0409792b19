import { deriveEventId } from '#event-store';
import { demoAccounts } from '#identity';
import { derivedId } from '../commands/command-runner.js';

/** An invented person of the worked street. Nobody here is real. */
export interface CastMember {
  readonly key: string;
  readonly name: string;
  readonly gender: 'male' | 'female';
  /** `YYYY-MM-DD` */
  readonly born: string;
  readonly education: 'junior-college' | 'bachelor' | 'postgraduate' | 'senior-secondary';
  readonly membership: 'member' | 'probationary' | 'none';
  readonly community?: string;
}

/** Command that registers a person; the person's id follows from it, so the script can name people before they exist. */
export function registrationOf(key: string): string {
  return derivedId(`demo/person/${key}`);
}

/** Registry id of a cast member. */
export function personOf(key: string): string {
  // The first id that the registering command derives.
  return deriveEventId(registrationOf(key), 1000);
}

const SURNAMES = [
  '赵',
  '钱',
  '孙',
  '李',
  '周',
  '吴',
  '郑',
  '王',
  '冯',
  '蒋',
  '沈',
  '韩',
  '杨',
  '朱',
  '秦',
  '许',
  '何',
  '吕',
  '施',
  '张',
  '孔',
  '曹',
  '严',
  '华',
];
const GIVEN = {
  male: ['文启', '建平', '志成', '国梁', '海涛', '立新', '思远', '明哲', '振邦', '永康', '子墨', '德全', '广义'],
  female: ['雨桐', '晓岚', '秀云', '佳宁', '玉梅', '春华', '丽娟', '静怡', '红霞', '若溪', '彩凤'],
} as const;

/** Twelve nominees, four retiring members and an extra, for a community; names differ from community to community. */
function castOf(community: string, offset: number): readonly CastMember[] {
  return Array.from({ length: 17 }, (_unused, i): CastMember => {
    const n = i + 1;
    const surname = SURNAMES[(offset * 5 + i * 7) % SURNAMES.length] ?? '林';
    const gender = i % 3 === 1 ? 'female' : 'male';
    const given = GIVEN[gender][(offset + i) % GIVEN[gender].length] ?? '安';
    const retiring = n > 12;
    const year = retiring ? 1963 + (i % 3) : 1971 + ((i * 5 + offset * 3) % 21);
    return {
      key: `${community}-${n}`,
      name: surname + given,
      gender,
      born: `${year}-${String(((i * 5 + offset) % 12) + 1).padStart(2, '0')}-${String(((i * 7 + offset * 3) % 27) + 1).padStart(2, '0')}`,
      education: i % 4 === 0 ? 'junior-college' : i % 7 === 3 ? 'postgraduate' : 'bachelor',
      membership: 'member',
      community,
    };
  });
}

/** Names that the scenarios give. */
const NAMED: Readonly<Record<string, Partial<CastMember>>> = {
  'C02-3': { name: '周明川', gender: 'male' },
  'C03-2': { name: '陈志远', gender: 'male' },
  'C03-17': { name: '陈思敏', gender: 'female', membership: 'none' },
};

const OFFICERS: readonly (readonly [key: string, name: string, gender: 'male' | 'female', born: string])[] = [
  ['street-secretary', '梁启衡', 'male', '1972-03-14'],
  ['organisation-member', '苏婉清', 'female', '1980-07-02'],
  ['leader-1', '范修远', 'male', '1976-11-20'],
  ['leader-2', '罗成', 'male', '1978-05-09'],
  ['head-party', '白芷若', 'female', '1983-01-17'],
  ['head-civil', '邓守拙', 'male', '1979-09-23'],
  ['head-discipline', '何静', 'female', '1981-12-05'],
  ['head-finance', '彭望舒', 'female', '1984-04-28'],
  ['guide-1', '段承宇', 'male', '1985-08-11'],
  ['guide-2', '戚雨晴', 'female', '1987-02-26'],
];

const WOMEN_OF_STAFF: ReadonlySet<string> = new Set(['gaomin', 'tangxiaoman', 'wensiqi']);
const COMMUNITIES = ['C01', 'C02', 'C03', 'C04', 'C05', 'C06', 'C07', 'C08'];

/** Everybody, in the order of registration: officers, staff with accounts, communities. */
export const cast: readonly CastMember[] = [
  ...OFFICERS.map(
    ([key, name, gender, born]): CastMember => ({
      key,
      name,
      gender,
      born,
      education: 'bachelor',
      membership: 'member',
    }),
  ),
  ...demoAccounts().map(
    ({ login, displayName }, i): CastMember => ({
      key: `staff-${login}`,
      name: displayName,
      gender: WOMEN_OF_STAFF.has(login) ? 'female' : 'male',
      born: `19${80 + (i % 12)}-0${(i % 9) + 1}-1${i % 9}`,
      education: 'bachelor',
      membership: 'member',
    }),
  ),
  ...COMMUNITIES.flatMap((community, i) => castOf(community, i + 1)).map((member) => ({
    ...member,
    ...NAMED[member.key],
  })),
];

/** Registry person of a demonstration account. */
export function staffPerson(login: string): string {
  return personOf(`staff-${login}`);
}

/** An invented id number with the right check digit (GB 11643): a place code that is assigned to nobody, 999999. */
export function idNumberOf(member: CastMember, serial: number): string {
  const sequence = String((serial % 400) * 2 + (member.gender === 'male' ? 1 : 2)).padStart(3, '0');
  const digits = `999999${member.born.replaceAll('-', '')}${sequence}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return digits + '10X98765432'[sum % 11];
}
