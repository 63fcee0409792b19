import type { Desk } from './desk.js';
import { Entry } from './entry.js';
import { idNumber, type SheetRow, sheet } from './sheets.js';
import { describeInBrowser, Street } from './street.js';

jest.setTimeout(240_000);

interface Resident {
  readonly name: string;
  readonly gender: '男' | '女';
  readonly born: string;
  readonly education: string;
  readonly post?: string;
}
const resident = (name: string, gender: '男' | '女', born: string, education: string, post?: string): Resident => ({
  name,
  gender,
  born,
  education,
  ...(post === undefined ? {} : { post }),
});

/** Invented, as everybody here. */
const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = [
  resident('闻一舟', '男', '1974-03-11', '大专', '书记'),
  resident('柏清和', '女', '1982-06-02', '本科', '委员'),
  resident('顾云帆', '男', '1979-09-20', '大专', '委员'),
  resident('简知秋', '女', '1990-01-15', '本科'),
  resident('骆长青', '男', '1985-11-08', '大专'),
] as const;
const NOMINEES = [FIRST, SECOND, THIRD, FOURTH, FIFTH];
const CANDIDATES = NOMINEES.slice(0, 4).map(({ name }) => name);
const OTHERS = [resident('沙明远', '男', '1968-05-05', '中专或高中'), resident('茅若溪', '女', '1993-12-24', '本科')];
const EVERYBODY = [...NOMINEES, ...OTHERS];

const idOf = ({ name, born, gender }: Resident) =>
  idNumber(born, EVERYBODY.findIndex((one) => one.name === name) * 2 + (gender === '男' ? 1 : 2));
const named = (one: Resident): SheetRow => ({ community: 'C09', name: one.name, idNumber: idOf(one) });
const listedFor = (i: number) => (i === 0 ? '书记' : i === 1 ? '副书记' : '委员');

const DEPARTMENTS = [
  ['街道纪工委', '街道', ['QUA-01', 'QUA-03a', 'QUA-03b', 'QUA-06a', 'QUA-07']],
  ['街道党群办', '街道', ['QUA-05a', 'QUA-06c', 'QUA-08a', 'QUA-08b', 'QUA-09', 'QUA-10']],
  ['派出所', '区级', ['QUA-02a', 'QUA-02b', 'QUA-02c', 'QUA-04']],
  ['区自然资源分局', '区级', ['QUA-05b']],
  ['街道信访办', '街道', ['QUA-05c']],
  ['区法院', '区级', ['QUA-06b']],
] as const;

/** One community from nothing to the notice of its candidates, by the people who do it, through the pages only. */
describeInBrowser('a new community', () => {
  let street: Street;
  let clerk: Desk;
  let lead: Desk;
  let broken = false;
  /** One part of the story; after a part that failed there is nothing to go on from. */
  const part = (name: string, act: () => Promise<void>) =>
    it(name, async () => {
      if (broken) throw new Error('an earlier part of the story failed');
      broken = true;
      await act();
      broken = false;
    });
  beforeAll(async () => {
    street = await Street.open();
    lead = await street.desk('luchuanxing');
  });
  afterAll(() => street?.close());

  part('is registered by the lead of the street, whose code must be free', async () => {
    await lead.go('/app');
    await lead.link('街道工作').click();
    await lead.settled();
    await lead.picture('new-street');
    await lead.link('登记社区').click();
    const form = new Entry(lead);
    await lead.page.getByText('下一个未用：C09').waitFor();
    await form.write('社区代码', 'c01');
    await form.write('社区名称', '云锦社区');
    await form.write('人口', 3120);
    lead.expect(/409|422/);
    expect(await form.refusal()).toContain('已有相同登记');
    await lead.picture('new-code-taken');
    await form.write('社区代码', 'C09');
    await form.record();
    await lead.link('返回').last().click();
    await lead.settled();
    await lead.link('云锦社区').waitFor();
    expect(await lead.text()).toContain('社区（9 个）');

    await begin(lead, '派出换届工作指导组');
    const team = new Entry(lead);
    await team.write('指导组', '第三指导组');
    await team.on('2021-11-02');
    await team.person('负责人', '范修远');
    await team.persons('成员', ['段承宇']);
    await team.lines('负责社区', ['云锦社区']);
    await team.record();
  });

  part(
    'has its people signed in for by the clerk, from a sheet whose faults are shown before anything is written',
    async () => {
      const context = await street.context();
      clerk = await street.stranger(context);
      await clerk.go('/sign-in');
      expect(await clerk.text()).toContain('演示账号');
      await clerk.page.getByRole('button', { name: '高敏' }).click();
      await clerk.settled();
      const people = EVERYBODY.map((one) => ({
        ...named(one),
        gender: one.gender,
        birthDate: one.born,
        phone: '13900000000',
        address: '云锦路 1 号',
        education: one.education,
        membership: '中共党员',
        memberSince: `${Number(one.born.slice(0, 4)) + 24}-07-01`,
      }));
      const faulty = people.map((row, i) =>
        i === 1
          ? { ...row, idNumber: '999999198206020021' }
          : i === 2
            ? { ...row, community: '云景' }
            : i === 3
              ? { ...row, education: '很好' }
              : row,
      );
      await upload('人员名册', 'people', faulty);
      await clerk.page.getByText('有错误，未入账').first().waitFor();
      const found = await clerk.text();
      expect(found).toContain('共 3 处错误');
      for (const cell of ['D3', 'G4', 'H5']) expect(found).toContain(cell);
      expect(found).toContain('C09 云锦社区');
      await clerk.picture('new-import-faults');
      await upload('人员名册', 'people', people, '重新上传');
      await clerk.page.getByText('检查无误，待确认').first().waitFor();
      await clerk.picture('new-import-ready');
      await commit();
      await clerk.link('查看人员库').click();
      await clerk.page.getByLabel('姓名').first().fill('柏清和');
      await clerk.button('查询').click();
      await clerk.link('柏清和').waitFor();
    },
  );

  part('is opened, prepared and has its seats approved', async () => {
    await clerk.go('/app/overview');
    await clerk.link('云锦社区').first().click();
    await clerk.settled();
    await clerk.page.getByRole('link', { name: '启动换届', exact: true }).click();
    const opening = new Entry(clerk);
    await opening.on('2021-11-03');
    await opening.tick('党组织形式', '党支部');
    await opening.day('党员大会计划日期', '2021-12-30');
    await opening.record();

    await upload('职数', 'seats', [
      {
        community: 'C09',
        organisation: '党支部',
        partySeats: 3,
        residentsSeats: 5,
        planNumber: '云街工〔2021〕60号',
        plannedOn: '2021-11-04',
        submittedOn: '2021-11-05',
        approvalNumber: '澜换组〔2021〕15号',
        approvedOn: '2021-11-08',
      },
    ]);
    await commit();

    await toStep(clerk, 0);
    for (const [kind, summary, day] of [
      ['摸底排查', '入户摸排党员和居民代表', '2021-11-05'],
      ['集中整顿', '摸排问题逐项销号', '2021-11-09'],
      ['宣传发动', '楼栋会宣讲换届政策', '2021-11-10'],
    ] as const) {
      await again(clerk, '准备工作（摸排、整顿、宣传）', async (form) => {
        await form.on(day);
        await form.tick('类别', kind);
        await form.write('情况', summary);
      });
    }
    for (const [i, kind] of ['化解矛盾清仓', '扫黑除恶清障', '反腐倡廉清风', '财务审计清账'].entries()) {
      await again(clerk, '“四清”', async (form) => {
        await form.on(`2021-11-1${i + 1}`);
        await form.tick('类别', kind);
        await form.tick('结果', '已清');
        await form.write('文号', `云街清〔2021〕${90 + i}号`);
      });
    }
    for (const { name, post } of [FIRST, SECOND, THIRD]) {
      await again(clerk, '现任班子成员登记', async (form) => {
        await form.person('人员', name);
        await form.tick('所属班子', '党组织');
        await form.pick('职务', post === '书记' ? '党组织书记' : '党组织委员');
      });
    }
    await once(clerk, '党员、居民代表人数登记', async (form) => {
      await form.on('2021-11-12');
      await form.write('有选举权的党员人数', 40);
      await form.write('居民代表人数', 24);
    });
    await once(clerk, '制定社区换届工作方案', async (form) => {
      await form.on('2021-11-15');
      await form.write('文号', '锦支〔2021〕9号');
      await form.write('时间表', '11 月 22 日启动，12 月 30 日党员大会');
      await form.write('任务书', '党组织换届十个步骤');
      await form.rows('责任人', [
        [
          ['人员', FIRST.name],
          ['职责', '第一责任人'],
        ],
      ]);
      await form.tick('针对本社区专门制定', '否');
    });
    await once(clerk, '街道党工委前置审核方案', async (form) => {
      await form.on('2021-11-17');
      await form.tick('结果', '同意');
      await form.write('文号', '云街工审〔2021〕20号');
    });
    await clerk.go('/app/communities/C09');
    await clerk.picture('new-prepared');
    expect(await stepStatus(clerk, '准备工作')).toContain('已完成');
  });

  part('starts the election of its Party organisation', async () => {
    await toStep(clerk, 1);
    await once(clerk, '启动党组织换届选举', (form) => form.on('2021-11-22'));
    for (const level of ['街道', '社区']) {
      await again(clerk, '换届动员', async (form) => {
        await form.on('2021-11-22');
        await form.tick('层级', level);
        await form.write('参加人数', 38);
      });
    }
    await meeting('研究换届选举事宜', '2021-11-22', '锦支纪〔2021〕11号', true);
    await once(clerk, '制定推荐产生办法', async (form) => {
      await form.on('2021-11-22');
      await form.write('文号', '锦支〔2021〕10号');
    });
    await once(clerk, '与街道党工委沟通', async (form) => {
      await form.on('2021-11-22');
      await form.write('意见', '同意该办法');
    });
    await once(clerk, '报送召开党员大会请示', async (form) => {
      await form.on('2021-11-22');
      await form.write('文号', '锦支〔2021〕11号');
      await form.tick('类别', '党员大会');
    });
    await once(clerk, '街道党工委批复', async (form) => {
      await form.on('2021-11-23');
      await form.write('文号', '云街工批〔2021〕60号');
      await form.tick('结果', '同意');
    });
  });

  part('holds its recommendation, whose impossible figures are refused with the place', async () => {
    await toStep(clerk, 2);
    await once(clerk, '民主测评', async (form) => {
      await form.on('2021-11-24');
      await form.write('会议场次', '云锦社区推荐会议');
      for (const [grade, n] of [
        ['好', 46],
        ['一般', 6],
        ['差', 2],
      ] as const)
        await form.write(grade, n);
      for (const { name } of [FIRST, SECOND, THIRD]) {
        for (const [grade, n] of [
          ['好', 44],
          ['一般', 8],
          ['差', 2],
        ] as const)
          await form.write(`${name} ${grade}`, n);
      }
    });

    await begin(clerk, '党员和居民代表推荐会议');
    const form = new Entry(clerk);
    await form.on('2021-12-31');
    await form.write('会议场次', '云锦社区推荐会议');
    await form.tick('召集单位', '社区党组织');
    const figures = [
      ['应到党员', 40],
      ['实到党员', 44],
      ['应到居民代表', 24],
      ['实到居民代表', 18],
      ['发出票数', 54],
      ['收回票数', 54],
      ['有效票', 53],
    ] as const;
    for (const [label, n] of figures) await form.write(label, n);
    const votes = [50, 47, 41, 36, 31];
    await form.rows(
      '得票',
      NOMINEES.map(({ name }, i) => [
        ['人员', name],
        ['得票', String(i === 0 ? 99 : votes[i])],
      ]),
    );
    clerk.expect(/422/);
    expect(await form.refusal()).toContain('晚于台账时钟');
    await clerk.picture('new-future');
    await form.on('2021-11-24');
    const refused = await form.refusal();
    await clerk.picture('new-impossible');
    expect(refused).toContain('实到 44 人多于应到 40 人');
    expect(refused).toMatch(/得 99 票，多于有效票 53 张/);
    await form.write('实到党员', 36);
    await form.write(`${FIRST.name} 得票`, 50);
    expect(await form.rules()).toContain('PTY-');
    await clerk.picture('new-rules-beside');
    await form.record();
    await clerk.picture('new-recorded');
    await back(clerk);

    await once(clerk, '确定初步人选', async (list) => {
      await list.on('2021-11-24');
      for (const [i, name] of CANDIDATES.entries()) await list.pick(`${name} 职务`, listedFor(i));
      await clerk.button(`删除 ${FIFTH.name}`).click();
    });
    await once(clerk, '报告推荐结果', async (report) => {
      await report.on('2021-11-25');
      await report.write('文号', '锦支〔2021〕12号');
    });
    await upload(
      '提名人选',
      'nominations',
      [FIRST, SECOND, THIRD, FIFTH].map((one, i) => ({
        ...named(one),
        list: '街道推荐',
        nominatedOn: '2021-11-26',
        post: listedFor(i),
        minutes: '云街工纪〔2021〕60号',
      })),
    );
    await commit();
    await toStep(lead, 3);
    await once(lead, '名单通报社区党组织', async (notice) => {
      await notice.on('2021-11-26');
      await notice.write('文号', '云街工函〔2021〕60号');
    });
  });

  part('is reviewed on three levels, with the replies of six departments from a sheet', async () => {
    await toStep(lead, 4);
    for (const [level, number, departments] of [
      ['全面审查', '云街工审〔2021〕61号', DEPARTMENTS.map(([name]) => name)],
      ['联合审查', '云街工报〔2021〕61号', ['区委组织部', '区纪委监委']],
    ] as const) {
      await again(lead, '送审名单', async (form) => {
        await form.on(level === '全面审查' ? '2021-11-29' : '2021-11-30');
        await form.tick('层级', level);
        await form.write('文号', number);
        await form.lines('参加审查部门', departments);
      });
    }
    const reply = (one: Resident, more: SheetRow): SheetRow => ({
      ...named(one),
      replyNumber: '澜函〔2021〕88号',
      department: '社区党支部',
      departmentLevel: '街道',
      ...more,
    });
    const passed = { conclusion: '通过' };
    await upload('资格审查', 'reviews', [
      ...NOMINEES.map((one) => reply(one, { level: '初审', repliedOn: '2021-11-29', body: '社区党组织', ...passed })),
      ...DEPARTMENTS.flatMap(([department, departmentLevel, grounds], i) =>
        NOMINEES.map((one) =>
          reply(one, {
            level: '全面审查',
            department,
            departmentLevel,
            repliedOn: '2021-11-30',
            ...Object.fromEntries(grounds.map((ground) => [ground, '无问题'])),
            ...(i === 0 ? { ...passed, body: '街道党工委' } : {}),
          }),
        ),
      ),
      ...NOMINEES.map((one) =>
        reply(one, {
          level: '联审',
          department: '区领导小组办公室',
          departmentLevel: '区级',
          repliedOn: '2021-12-01',
          body: '区领导小组办公室',
          ...passed,
        }),
      ),
    ]);
    await commit();
    await clerk.go('/app/communities/C09?tab=review');
    await clerk.picture('new-review');
    await toStep(lead, 4);
    await once(lead, '反馈通过联审名单', async (form) => {
      await form.on('2021-12-02');
      await form.write('文号', '云街工〔2021〕62号');
    });
    expect(await stepStatus(lead, '资格联审')).toContain('已完成');
  });

  part('is inspected and talked with', async () => {
    await toStep(lead, 5);
    await once(lead, '逐社区分析研判', async (form) => {
      await form.on('2021-12-02');
      await form.write('情况', '分析书记岗位和后备人选');
    });
    await once(lead, '确定书记人选', async (form) => {
      await form.on('2021-12-03');
      await form.person('人员', FIRST.name);
      await form.pick('来源', '现任“两委”班子成员');
      await form.tick('上级下派', '否');
      await form.tick('跨社区任职', '否');
    });
    await toStep(clerk, 5);
    await meeting('研究确定考察名单', '2021-12-03', '锦支纪〔2021〕12号');
    await once(clerk, '确定考察名单', async (form) => {
      await form.on('2021-12-03');
      await form.write('会议纪要文号', '锦支纪〔2021〕12号');
      await clerk.button(`删除 ${FIFTH.name}`).click();
    });
    for (const name of CANDIDATES) {
      await again(lead, '组织考察', async (form) => {
        await form.on('2021-12-07');
        await form.person('人员', name);
        for (const by of name === FIRST.name ? ['街道党工委', '区委组织部'] : ['街道党工委'])
          await form.tick('考察单位', by);
        await form.write('情况', '个别谈话、查阅档案，未发现影响任职的问题');
      });
    }
    await once(lead, '区委常委会研究书记人选', async (form) => {
      await form.on('2021-12-08');
      await form.person('人员', FIRST.name);
      await form.tick('结果', '同意');
      await form.write('文号', '澜委常〔2021〕30号');
    });
    await once(lead, '反馈考察情况', async (form) => {
      await form.on('2021-12-09');
      await form.write('情况', '同意列为候选人预备人选');
      await form.write('文号', '云街工函〔2021〕61号');
    });
    await toStep(lead, 6);
    for (const { name } of [FIRST, SECOND, THIRD]) {
      await again(lead, '谈心谈话', async (form) => {
        await form.on('2021-12-09');
        await form.person('人员', name);
        await form.rows('谈话人', [
          [
            ['人员', '梁启衡'],
            ['职务', '街道党工委书记'],
          ],
          [
            ['人员', '苏婉清'],
            ['职务', '街道组织委员'],
          ],
        ]);
      });
    }
  });

  part('shows its candidates to the public, and says for how many days', async () => {
    await toStep(clerk, 7);
    await meeting('候选人预备人选', '2021-12-09', '锦支纪〔2021〕13号');
    await once(clerk, '确定候选人预备人选', async (form) => {
      await form.on('2021-12-09');
      await form.write('会议纪要文号', '锦支纪〔2021〕13号');
    });
    await once(clerk, '张贴公示', async (form) => {
      await form.on('2021-12-17 09:00');
      await form.tick('事由', '候选人预备人选').catch(() => form.pick('事由', '候选人预备人选'));
      await form.write('标题', '云锦社区党支部委员候选人预备人选公示');
      await form.lines('张贴地点', ['社区公告栏', '各居民小组公示点']);
      await form.tick('全社区范围', '是');
      await form.day('计划公示至', '2021-12-22');
      await form.day('照片日期', '2021-12-17');
      await form.write('联系方式', '街道党群办 0000-5550100');
    });
    await clerk.go('/app/communities/C09?tab=notices');
    await clerk.picture('new-notice');
    const notice = await clerk.page.locator('tr', { hasText: '云锦社区党支部委员候选人预备人选公示' }).innerText();
    expect(notice).toMatch(/3 \/ 5 天/);
    expect(notice).toContain('满期日 2021-12-22');
    expect(notice).toContain('现已满 3 天');
    await clerk.go('/app/communities/C09?tab=timeline');
    await clerk.picture('new-timeline');
    expect(await clerk.page.locator('#main svg').count()).toBeGreaterThan(0);
    await clerk.go('/app/communities/C09?tab=rules&loud=0&outcome=fail');
    await clerk.picture('new-fails');
    // Nothing fails but the day on which the whole street should have been done.
    const counts = await clerk.page.getByRole('list', { name: '按结果计数' }).innerText();
    expect(counts).not.toContain('不符合');
    expect(counts).toMatch(/已逾期\s*1/);
    expect(await clerk.text()).toContain('选举结果未产生，截止 2021-11-20');
    expect([...clerk.complaints, ...lead.complaints]).toEqual([]);
  });

  async function upload(kind: string, name: Parameters<typeof sheet>[0], rows: readonly SheetRow[], via?: string) {
    if (via === undefined) {
      await clerk.link('Excel 导入').first().click();
      await clerk.settled();
      await clerk.page.getByText(kind, { exact: true }).first().click();
    } else {
      await clerk.page.locator(`a:has-text("${via}")`).first().click();
    }
    const [chooser] = await Promise.all([clerk.page.waitForEvent('filechooser'), clerk.button('选择文件').click()]);
    await chooser.setFiles({
      name: `${kind}.xlsx`,
      mimeType: 'application/vnd.ms-excel',
      buffer: await sheet(name, rows),
    });
    await clerk.button('上传并检查').click();
    await clerk.page.waitForURL(/\/app\/imports\/.+/);
  }

  async function commit(): Promise<void> {
    const { page } = clerk;
    const ready = page.getByText('检查无误，待确认').first();
    const faulty = page.getByText('有错误，未入账').first();
    await ready.or(faulty).waitFor();
    if (await faulty.isVisible()) throw new Error(await page.locator('#main').innerText());
    await clerk.button('确认入账').first().click();
    await page
      .locator('.ant-popover, .ant-modal')
      .getByRole('button', { name: /确认入账|确 ?定/ })
      .last()
      .click();
    await page.getByText('全部行已作为一次导入记入台账').waitFor();
  }

  function meeting(purpose: string, day: string, minutes: string, wrongFirst = false): Promise<void> {
    return once(clerk, '社区党组织委员会会议', async (form) => {
      await form.on(day);
      await form.tick('事由', purpose);
      await form.write('应到人数', 3);
      await form.write('实到人数', wrongFirst ? 5 : 3);
      await form.person('街道指导人员', '段承宇');
      await form.write('会议纪要文号', minutes);
      if (!wrongFirst) return;
      clerk.expect(/422/);
      expect(await form.refusal()).toContain('实到 5 人多于应到 3 人');
      await form.write('实到人数', 3);
    });
  }
});

async function toStep(desk: Desk, step: number): Promise<void> {
  await desk.go(`/app/communities/C09/steps/${step}`);
}

/** Opens a form from the list of what can be recorded. */
async function begin(desk: Desk, title: string): Promise<void> {
  await desk.page
    .locator('.command-list a')
    .filter({ has: desk.page.locator('.command-name', { hasText: new RegExp(`^${title}$`) }) })
    .first()
    .click();
  await desk.page.locator('form.form-main').waitFor();
}

async function back(desk: Desk): Promise<void> {
  await desk.link('返回').last().click();
  await desk.page.locator('.command-list').waitFor();
}

/** Records one thing and comes back to where it was begun. */
async function once(desk: Desk, title: string, fill: (form: Entry) => Promise<unknown>): Promise<void> {
  await again(desk, title, fill);
  await back(desk);
}

/** Records one thing and stays, so that more of the kind can follow. */
async function again(desk: Desk, title: string, fill: (form: Entry) => Promise<unknown>): Promise<void> {
  const more = desk.button('继续登记同类事项');
  const isHere = (await more.count()) > 0 && (await desk.page.locator('h1', { hasText: title }).count()) > 0;
  if (isHere) {
    await more.click();
  } else {
    if ((await more.count()) > 0) await back(desk);
    await begin(desk, title);
  }
  const form = new Entry(desk);
  try {
    await fill(form);
    await form.record();
  } catch (error) {
    await desk.picture(`failed-${title}`);
    throw new Error(`${title}: ${String(error)}`);
  }
}

async function stepStatus(desk: Desk, title: string): Promise<string> {
  await desk.go('/app/communities/C09');
  return desk.page.locator('.task', { hasText: title }).first().innerText();
}
