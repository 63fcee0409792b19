import { Radio } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { useCommandForms, useCommunity, useEvent, useObject } from '../../api/queries.js';
import type { CommandAnswer, CommandForm, CommandForms, CommunityPage, EventDetail, RuleRow } from '../../api/types.js';
import { CheckedForm } from '../../forms/checked-form.js';
import type { Body } from '../../forms/draft.js';
import type { Node } from '../../forms/schema.js';
import { useWords } from '../../i18n/index.js';
import { EventLink } from '../../widgets/event-link.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { DoneView } from './done-view.js';
import { useSurroundings } from './surroundings.js';
import { formForPeople, idOf, pluralOf } from './target.js';

const REASON = 'correction-reason';
type Values = Readonly<Record<string, unknown>>;

/** Proposes the correction or withdrawal of one entry: its own form, filled with what it says. */
export function CorrectionPage() {
  const { event = '' } = useParams();
  const forms = useCommandForms();
  const detail = useEvent(event);
  return (
    <Loaded reading={forms}>
      {(known) => <Loaded reading={detail}>{(one) => <OfUnit forms={known} detail={one} />}</Loaded>}
    </Loaded>
  );
}

function OfUnit({ forms, detail }: { readonly forms: CommandForms; readonly detail: EventDetail }) {
  const isCommunity = detail.row.unit.startsWith('C');
  const community = useCommunity(isCommunity ? detail.row.unit : '');
  if (!isCommunity) return <Correction forms={forms} detail={detail} page={undefined} />;
  return <Loaded reading={community}>{(page) => <Correction forms={forms} detail={detail} page={page} />}</Loaded>;
}

function Correction({
  forms,
  detail,
  page,
}: {
  readonly forms: CommandForms;
  readonly detail: EventDetail;
  readonly page: CommunityPage | undefined;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const surroundingsOf = useSurroundings();
  const object = useObject(detail.row.stream);
  const [withdraw, setWithdraw] = useState(false);
  const [done, setDone] = useState<{ answer: CommandAnswer; before: readonly RuleRow[] }>();
  const { row } = detail;
  const plural = pluralOf(row.stream) ?? '';
  const record = forms.commands.find(
    (form) => form.plural === plural && form.records.includes(row.type) && form.twinOf === undefined,
  );
  const propose = forms.commands.find((form) => form.plural === plural && form.verb === 'propose-correction');
  const original = useMemo(() => originalOf(detail), [detail]);
  const form = useMemo(() => correctionForm(record, propose, withdraw), [record, propose, withdraw]);

  const asBody = useCallback(
    ({ data, on, att }: Body): Body => {
      const { [REASON]: reason, ...rest } = data;
      const wanted = { data: replacement(original, rest, form), ...(on === undefined ? {} : { on }) };
      return {
        data: {
          corrects: row.id,
          ...(reason === undefined ? {} : { reason }),
          ...(withdraw ? {} : { replacement: wanted }),
        },
        ...(att === undefined ? {} : { att }),
      };
    },
    [row.id, withdraw, original, form],
  );
  const back = { to: page === undefined ? '/app/events' : `/app/communities/${page.code}`, title: t('forms.back') };
  const title = `${t('forms.correction.title')}：${words(row.title)}`;

  if (propose === undefined || form === undefined) {
    return (
      <Page title={title} crumbs={[back]}>
        <Nothing text={propose === undefined ? t('forms.notForRole') : t('forms.correction.notCorrectable')} />
      </Page>
    );
  }
  const known = persons(detail);
  return (
    <Page title={title} sub={page?.name} crumbs={[back]}>
      <p className="classified" role="note">
        {t('common.classified')}
      </p>
      {done !== undefined ? (
        <DoneView {...done} back={back} />
      ) : (
        <>
          <section className="panel" style={{ marginBottom: 12 }}>
            <h2>{t('forms.correction.entry')}</h2>
            <p>
              <EventLink id={row.id}>{words(row.sentence)}</EventLink>
            </p>
            <p className="muted">{t('forms.correction.note')}</p>
            <Radio.Group
              aria-label={t('forms.correction.mode')}
              value={withdraw}
              onChange={(event) => setWithdraw(event.target.value as boolean)}
              options={[
                { value: false, label: t('forms.correction.replace') },
                { value: true, label: t('forms.correction.withdraw') },
              ]}
            />
          </section>
          <Loaded reading={object}>
            {({ revision }) => (
              <CheckedForm
                key={String(withdraw)}
                form={form}
                path={`/${plural}/${idOf(row.stream)}/commands/propose-correction`}
                surroundings={surroundingsOf(forms, { records: [row.type] }, page, known)}
                initial={withdraw ? {} : { data: typed(original, row.type), on: row.on }}
                asBody={asBody}
                revision={revision}
                onDone={(answer, before) => setDone({ answer, before })}
              />
            )}
          </Loaded>
        </>
      )}
    </Page>
  );
}

/** The entry's own data from its stored bytes. */
function originalOf(detail: EventDetail): Values {
  const { data } = JSON.parse(detail.leaf) as { data: Values };
  return data;
}

/** A notice's form has persons by id, its event with their names; they stay as they are. */
const KEPT: Readonly<Record<string, readonly string[]>> = { NoticePosted: ['persons'] };

function typed(original: Values, type: string): Values {
  const kept = new Set(KEPT[type] ?? []);
  return Object.fromEntries(Object.entries(original).filter(([name]) => !kept.has(name)));
}

/** The record's form with a reason, sent as a proposal. */
function correctionForm(
  record: CommandForm | undefined,
  propose: CommandForm | undefined,
  withdraw: boolean,
): CommandForm | undefined {
  if (record === undefined || propose === undefined) return undefined;
  const reason: Node = { type: 'string', minLength: 1, maxLength: 1000 };
  if (withdraw) {
    const schema: Node = { type: 'object', required: [REASON], properties: { [REASON]: reason } };
    return { ...propose, records: record.records, schema: schema as CommandForm['schema'] };
  }
  const own = formForPeople(record);
  const { properties = {}, required = [] } = own.schema as Node;
  const kept = new Set(record.records.flatMap((type) => KEPT[type] ?? []));
  const schema: Node = {
    type: 'object',
    properties: {
      [REASON]: reason,
      ...Object.fromEntries(Object.entries(properties).filter(([name]) => !kept.has(name))),
    },
    required: [REASON, ...required.filter((name) => !kept.has(name))],
  };
  return {
    ...propose,
    verb: record.verb,
    records: record.records,
    on: record.on,
    schema: schema as CommandForm['schema'],
  };
}

/** The whole data as they should be: what the form shows replaces, what it does not show stays. */
function replacement(original: Values, data: Values, form: CommandForm | undefined): Values {
  const shown = new Set(Object.keys((form?.schema as Node | undefined)?.properties ?? {}));
  const rest = Object.entries(original).filter(([name]) => !shown.has(name));
  return { ...Object.fromEntries(rest), ...data };
}

/** Names of the persons in the entry, as the server resolved them for its view of the change. */
function persons(detail: EventDetail): readonly { personId: string; name: string }[] {
  const data = originalOf(detail);
  return detail.changes.flatMap(({ field, after }) => {
    const value = field.split('/').reduce<unknown>((at, part) => {
      if (Array.isArray(at)) return at[Number(part) - 1] as unknown;
      return typeof at === 'object' && at !== null ? (at as Values)[part] : undefined;
    }, data);
    const isId = typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value);
    return isId && after !== undefined && after !== value ? [{ personId: value, name: after }] : [];
  });
}
