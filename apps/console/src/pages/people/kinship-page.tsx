import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { useCommandForms, usePerson } from '../../api/queries.js';
import type { CommandAnswer, CommandForms, PersonPage } from '../../api/types.js';
import { CheckedForm } from '../../forms/checked-form.js';
import { Loaded, Nothing } from '../../widgets/loaded.js';
import { Page } from '../../widgets/page.js';
import { DoneView } from '../entry/done-view.js';
import { useSurroundings } from '../entry/surroundings.js';
import { formForPeople } from '../entry/target.js';

/** Records a kinship of one person: the form of `record-kinship` with the first of the two filled in. */
export function KinshipPage() {
  const { id = '' } = useParams();
  const forms = useCommandForms();
  const person = usePerson(id);
  return (
    <Loaded reading={forms}>
      {(known) => <Loaded reading={person}>{(page) => <Kinship key={id} forms={known} page={page} />}</Loaded>}
    </Loaded>
  );
}

function Kinship({ forms, page }: { readonly forms: CommandForms; readonly page: PersonPage }) {
  const { t } = useTranslation();
  const surroundingsOf = useSurroundings();
  const [answer, setAnswer] = useState<CommandAnswer>();
  const [round, setRound] = useState(0);
  const { personId, name } = page.person;
  const known = forms.commands.find(({ plural, verb }) => plural === 'kinships' && verb === 'record-kinship');
  const back = { to: `/app/people/${personId}`, title: name };
  return (
    <Page
      title={t('people.addKinTitle')}
      sub={`${name} · ${t('forms.record')}`}
      crumbs={[{ to: '/app/people', title: t('shell.page.people') }, back]}
    >
      <p className="classified" role="note">
        {t('common.classified')}
      </p>
      {known === undefined ? (
        <Nothing text={t('forms.notForRole')} />
      ) : answer === undefined ? (
        <CheckedForm
          key={round}
          form={formForPeople(known)}
          path="/kinships/commands/record-kinship"
          surroundings={surroundingsOf(forms, known, undefined, [{ personId, name }])}
          initial={{ data: { a: personId } }}
          onDone={setAnswer}
        />
      ) : (
        <DoneView
          answer={answer}
          back={back}
          onAgain={() => {
            setAnswer(undefined);
            setRound(round + 1);
          }}
        />
      )}
    </Page>
  );
}
