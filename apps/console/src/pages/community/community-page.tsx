import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { useCommunity } from '../../api/queries.js';
import type { CommunityPage as Community } from '../../api/types.js';
import { useSession } from '../../session/session.js';
import { AsOfPicker, AsOfStrip, useAsOf } from '../../widgets/as-of.js';
import { Facts } from '../../widgets/facts.js';
import { Loaded } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { NoticeTable } from '../notices/notice-table.js';
import { CommunityEvents } from './community-events.js';
import { Explanations } from './explanations.js';
import { JointReviewMatrix } from './joint-review-page.js';
import { NomineeTable } from './nominee-table.js';
import { RulesTab } from './rules-tab.js';
import { TaskLists } from './task-lists.js';
import { Timeline } from './timeline.js';

/** One community's change of term: everything on one page, in tabs. */
export function CommunityPage() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const asOf = useAsOf();
  const reading = useCommunity(code, asOf);
  return (
    <Page
      title={reading.data?.name ?? code}
      sub={reading.data === undefined ? undefined : <Sub page={reading.data} />}
      crumbs={[{ to: '/app/overview', title: t('shell.page.overview') }]}
      actions={<AsOfPicker />}
    >
      <AsOfStrip />
      <Loaded reading={reading}>{(page) => <Contents page={page} />}</Loaded>
    </Page>
  );
}

function Sub({ page }: { readonly page: Community }) {
  const { t } = useTranslation();
  if (page.organisation === undefined) return null;
  return <>{t(`common.organisation.${page.organisation as 'committee'}`)}</>;
}

function Contents({ page }: { readonly page: Community }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') ?? 'tasks';
  const open = (key: string) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      next.set('tab', key);
      return next;
    });
  const waiting =
    page.corrections.filter(({ state }) => state === 'open').length +
    page.justifications.filter(({ approved }) => !approved).length;
  return (
    <div className="stack">
      <section className="panel">
        <CommunityFacts page={page} />
      </section>
      <div className="panel tab-panel">
        <Tabs
          activeKey={tab}
          onChange={open}
          destroyOnHidden
          items={[
            { key: 'tasks', label: t('community.tabs.tasks'), children: <TaskLists page={page} /> },
            { key: 'timeline', label: t('community.tabs.timeline'), children: <Timeline items={page.timeline} /> },
            { key: 'people', label: t('community.tabs.people'), children: <NomineeTable nominees={page.nominees} /> },
            { key: 'notices', label: t('community.tabs.notices'), children: <NoticeTable rows={page.notices} /> },
            { key: 'rules', label: t('community.tabs.rules'), children: <RulesTab page={page} /> },
            { key: 'review', label: t('community.tabs.review'), children: <JointReviewMatrix code={page.code} /> },
            {
              key: 'explanations',
              label: `${t('community.tabs.explanations')}${waiting > 0 ? ` (${waiting})` : ''}`,
              children: <Explanations page={page} />,
            },
            ...(may('events.read')
              ? [{ key: 'events', label: t('community.tabs.events'), children: <CommunityEvents code={page.code} /> }]
              : []),
          ]}
        />
      </div>
    </div>
  );
}

function CommunityFacts({ page }: { readonly page: Community }) {
  const { t } = useTranslation();
  const { may } = useSession();
  return (
    <>
      <Facts
        columns={4}
        items={[
          [
            t('community.facts.population'),
            page.population === undefined ? (
              t('common.none')
            ) : (
              <span key="population" className="tabular">
                {page.population}
              </span>
            ),
          ],
          [
            t('community.facts.seats'),
            page.seats === undefined
              ? t('common.none')
              : t(page.seatsApproved ? 'community.facts.seatsApproved' : 'community.facts.seatsPlanned', {
                  n: page.seats,
                }),
          ],
          [t('community.facts.congress'), page.congressPlannedOn ?? t('common.none')],
          [
            t('community.facts.packs'),
            page.packs.map(({ id, version }) => `${id} ${version}`).join('、') || t('common.none'),
          ],
        ]}
      />
      {may('events.read') && page.streams.length > 0 && (
        <div className="row facts-more">
          <span className="muted">{t('community.facts.streams')}</span>
          <Streams streams={page.streams.filter(({ stream }) => !stream.startsWith('notice-'))} />
        </div>
      )}
    </>
  );
}

function Streams({ streams }: { readonly streams: Community['streams'] }) {
  return (
    <span className="row">
      {streams.map(({ stream }) => (
        <Link key={stream} to={`/app/objects/${encodeURIComponent(stream)}`}>
          {stream}
        </Link>
      ))}
    </span>
  );
}
