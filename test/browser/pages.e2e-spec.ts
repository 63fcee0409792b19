import { demoAccounts } from '#identity';
import type { Desk, Language } from './desk.js';
import { axeFindings, overflows, strayWords } from './rules-of-pages.js';
import { type Act, DESK_SIZE, describeInBrowser, type Login, type Size, Street, TABLET_SIZE } from './street.js';

jest.setTimeout(240_000);

interface Known {
  readonly person: string;
  readonly notice: string;
  readonly event: string;
  /** Names and other values that have one language. */
  readonly data: readonly string[];
}
type Visit = readonly [name: string, path: string, act?: Act];

const toTab =
  (tab: RegExp): Act =>
  async (desk) => {
    await desk.page.getByRole('tab', { name: tab }).click();
    await desk.settled();
  };
const toProof: Act = async (desk) => {
  await toTab(/证明|Proof/)(desk);
  await desk.page.locator('.verdict.good').waitFor();
};

const COMMUNITY_TABS = ['tasks', 'timeline', 'people', 'notices', 'rules', 'review', 'explanations', 'events'];
const FORMS = [
  ['entry', 'party-elections/record-congress?community=C04'],
  ['entry of a meeting', 'party-elections/record-recommendation-meeting?community=C06'],
  ['entry of a notice', 'notices/post-notice?community=C04'],
  ['entry of a count', 'party-elections/enter-count?community=C04'],
  ['entry of a person', 'people/register-person'],
] as const;

/** Every page of the console, by who sees most of it. */
function visits({ person, notice, event }: Known): Readonly<Partial<Record<Login, readonly Visit[]>>> {
  return {
    gaomin: [
      ['workbench', '/app/workbench'],
      ['community whose count differs', '/app/communities/C08/steps/10'],
      ['step', '/app/communities/C04/steps/9'],
      ['preparation', '/app/communities/C07/steps/0'],
      ...FORMS.map(([name, path]): Visit => [name, `/app/entry/${path}`]),
      ['correction', `/app/corrections/${event}`],
      ['people', '/app/people'],
      ['person', `/app/people/${person}`],
      ['kinship', `/app/people/${person}/kinship`],
      ['notices', '/app/notices'],
      ['notice', `/app/notices/${notice}`],
      ['imports', '/app/imports'],
      ['password', '/app/password'],
      ['nothing here', '/app/no-such-page'],
    ],
    zhengrui: [
      ['overview', '/app/overview'],
      ['overview of a past day', '/app/overview?asOf=2021-11-09'],
      ...COMMUNITY_TABS.map((tab): Visit => [`community ${tab}`, `/app/communities/C02?tab=${tab}`]),
      ['prohibitions', '/app/prohibitions'],
      ['street', '/app/street'],
      ['rules', '/app/rules'],
      ['events', '/app/events'],
      ['event', `/app/events?event=${event}`, toTab(/句子|Sentence/)],
      ['event change', `/app/events?event=${event}`, toTab(/变更|Change/)],
      ['event bytes', `/app/events?event=${event}`, toTab(/原文|Raw|Bytes|Stored/)],
      ['event proof', `/app/events?event=${event}`, toProof],
      ['object', '/app/objects/term-C02-2021-1'],
      ['integrity', '/app/integrity'],
    ],
    qinzhiyuan: [
      ['joint review', '/app/communities/C05/joint-review'],
      ['entry of a reply', '/app/entry/party-elections/record-department-reply?community=C06'],
    ],
    guanping: [['accounts', '/app/accounts']],
    chengshouyi: [['system', '/app/system']],
    wensiqi: [['access log', '/app/access-log']],
  };
}
const LOGINS = ['gaomin', 'zhengrui', 'qinzhiyuan', 'guanping', 'chengshouyi', 'wensiqi'] as const;
const OF_VERIFICATION = new Set(['integrity', 'event proof']);

describeInBrowser('every page', () => {
  let street: Street;
  let known: Known;
  beforeAll(async () => {
    street = await Street.open();
    known = await knownOf(street);
  });
  afterAll(() => street?.close());

  it.each(LOGINS)('is whole, quiet and readable with every aid, in both languages: %s', async (login) => {
    expect(await walked(login, visits(known)[login] ?? [], DESK_SIZE)).toEqual([]);
  });

  it('of verification fits a tablet', async () => {
    const pages = (visits(known).zhengrui ?? []).filter(([name]) => OF_VERIFICATION.has(name));
    expect(await walked('zhengrui', pages, TABLET_SIZE)).toEqual([]);
  });

  it('before the sign-in is so too', async () => {
    const context = await street.context();
    const desk = await street.stranger(context);
    const faults: string[] = [];
    for (const language of ['zh', 'en'] as const) {
      await desk.speak(language);
      for (const path of ['/sign-in', '/first-start']) {
        await desk.go(path);
        faults.push(...(await looksRight(desk, path, language, DESK_SIZE)), ...complaintsOf(desk, path));
      }
    }
    await context.close();
    expect(faults).toEqual([]);
  });

  /** Walks through pages in one tab, each looked at in both languages. */
  async function walked(login: Login, pages: readonly Visit[], size: Size): Promise<readonly string[]> {
    const desk = await street.desk(login, { size });
    const faults: string[] = [];
    for (const [name, path, act] of pages) {
      try {
        await desk.go(path);
        if (act === undefined) {
          faults.push(...(await looked(desk, name, size)));
          continue;
        }
        // A drawer lies over the button of the language: the page is opened again in the other one.
        for (const language of ['zh', 'en'] as const) {
          await desk.speak(language);
          await desk.go(path);
          await act(desk);
          faults.push(...(await looksRight(desk, name, language, size)), ...complaintsOf(desk, name));
        }
        await desk.speak('zh');
      } catch (error) {
        faults.push(`${name}: ${String(error).slice(0, 300)}`);
      }
    }
    await desk.close();
    return faults;
  }

  async function looked(desk: Desk, name: string, size: Size): Promise<readonly string[]> {
    const faults = [...(await looksRight(desk, name, 'zh', size))];
    await desk.switchLanguage();
    faults.push(...(await looksRight(desk, name, 'en', size)));
    return [...faults, ...complaintsOf(desk, name)];
  }

  async function looksRight(desk: Desk, name: string, language: Language, size: Size): Promise<readonly string[]> {
    await desk.picture(`${language}-${size.width}-${name.replaceAll(/[^a-z]+/g, '-')}`);
    const isDemo = (await desk.text()).includes(language === 'zh' ? '演示' : 'Demonstration');
    return [
      ...(isDemo ? [] : ['does not say that it is a demonstration']),
      ...(await axeFindings(desk.page)),
      ...(await overflows(desk.page)).map((what) => `overflow: ${what}`),
      ...(await strayWords(desk.page, language, known.data)).map((word) => `of the other language: ${word}`),
    ].map((fault) => `${name} (${language}): ${fault}`);
  }
});

/** What the page complained about since it was asked last. */
function complaintsOf(desk: Desk, name: string): readonly string[] {
  return desk.complaints.splice(0).map((complaint) => `${name}: ${complaint}`);
}

/** Ids and names of the worked street. */
async function knownOf(street: Street): Promise<Known> {
  const read = <T>(login: Login, path: string) => street.ask<T>(login, 'GET', path);
  const { items: people } = await read<{ items: { personId: string; name: string; relations: number }[] }>(
    'gaomin',
    '/people?limit=200',
  );
  const { items: notices } = await read<{ items: { noticeId: string }[] }>('gaomin', '/notices?community=C02');
  const { items: events } = await read<{ items: { id: string }[] }>(
    'zhengrui',
    '/events?community=C02&type=RecommendationMeetingHeld',
  );
  const { communities, street: own } = await read<{
    communities: { name: string }[];
    street: { name: string };
  }>('gaomin', '/overview');
  const person = people.find(({ relations }) => relations > 0)?.personId;
  const [notice, event] = [notices[0]?.noticeId, events[0]?.id];
  if (person === undefined || notice === undefined || event === undefined) throw new Error('the worked street changed');
  const data = [
    own.name,
    '系统',
    ...communities.map(({ name }) => name),
    ...people.map(({ name }) => name),
    ...demoAccounts().map(({ displayName }) => displayName),
    // Departments that review, and the language's own name.
    ...['街道党群办', '街道纪工委', '街道信访办', '派出所', '区法院', '区自然资源分局', '中文'],
  ];
  return { person, notice, event, data };
}
