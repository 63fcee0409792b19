import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../../api/client.js';
import type { PersonalValues, Problem } from '../../api/types.js';
import { ProblemAlert, problemOf } from '../../problems/problem-alert.js';
import { Facts } from '../../widgets/facts.js';
import { PanelHead } from '../../widgets/panel-head.js';

/**
 * Personal values on asking: every opening is a look of its own and recorded, so the answer is kept nowhere but here
 * and is gone with the page.
 */
export function PersonalPanel({ personId }: { readonly personId: string }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<PersonalValues>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  async function look(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      setValues(await get<PersonalValues>(`/people/${personId}/personal`));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <section className="panel" aria-labelledby="person-personal">
      <PanelHead id="person-personal" title={t('people.personal')}>
        {values === undefined ? (
          <Button onClick={() => void look()} loading={busy} aria-describedby="person-personal-note">
            {t('people.personalShow')}
          </Button>
        ) : (
          <Button onClick={() => setValues(undefined)}>{t('people.personalHide')}</Button>
        )}
      </PanelHead>
      <p id="person-personal-note" className="muted">
        {t('people.personalNote')}
      </p>
      {problem !== undefined && <ProblemAlert problem={problem} />}
      <div role="status">{values !== undefined && <Values values={values} />}</div>
    </section>
  );
}

function Values({ values }: { readonly values: PersonalValues }) {
  const { t } = useTranslation();
  if (values.state === 'erased') return <p>{t('people.personalErased')}</p>;
  if (values.state === 'withheld') return <p>{t('people.personalWithheld')}</p>;
  const missing = <span className="muted">{t('people.personalMissing')}</span>;
  return (
    <div className="personal-values">
      <Facts
        columns={3}
        items={[
          [t('common.name'), values.name ?? missing],
          [
            t('people.idNumber'),
            <span key="i" className="tabular">
              {values.idNumber ?? missing}
            </span>,
          ],
          [
            t('people.birthDate'),
            <span key="b" className="tabular">
              {values.birthDate ?? missing}
            </span>,
          ],
          [
            t('people.phone'),
            <span key="p" className="tabular">
              {values.phone ?? missing}
            </span>,
          ],
          [t('people.address'), values.address ?? missing],
        ]}
      />
      <p className="small warn">{t('people.personalLooked')}</p>
    </div>
  );
}
