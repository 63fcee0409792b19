import { useTranslation } from 'react-i18next';
import type { CommandForm } from '../api/types.js';
import type { Draft } from './draft.js';
import { Field } from './fields/field.js';
import { shortDigest, UploadButton } from './fields/file-control.js';
import { StatedTimeField } from './fields/stated-time.js';
import { useFormSurroundings } from './form-context.js';
import { LAYOUTS, OWN_CONTROLS } from './layouts.js';
import { isRequired, type Node, shownFields } from './schema.js';

/** All fields of a command in two columns; the order is that of its paper form where there is one. */
export function FormFields({
  form,
  draft,
  hidden,
  onChange,
}: {
  readonly form: CommandForm;
  readonly draft: Draft;
  /** Fields that the page has filled and nobody changes here. */
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (part: Partial<Draft>) => void;
}) {
  const { t } = useTranslation();
  const { labels } = useFormSurroundings();
  const schema = form.schema as Node;
  const fields = shownFields(schema).filter(([name]) => !hidden.has(name));
  const byName = new Map(fields);
  const layout = LAYOUTS[form.verb] ?? [];
  const placed = new Set(layout.flatMap((section) => section.fields));
  const rest = fields.map(([name]) => name).filter((name) => !placed.has(name));

  const draw = (name: string) => {
    const node = byName.get(name);
    if (node === undefined) return null;
    const Own = OWN_CONTROLS[`${form.verb}.${name}`] ?? Field;
    return (
      <Own
        key={name}
        name={name}
        pointer={`/data/${name}`}
        node={node}
        required={isRequired(schema, name)}
        value={draft.data[name]}
        onChange={(value) => onChange({ data: { ...draft.data, [name]: value } })}
      />
    );
  };

  return (
    <>
      {form.on !== 'none' && (
        <div className="form-grid">
          <StatedTimeField value={draft.on} required={form.on === 'required'} onChange={(on) => onChange({ on })} />
        </div>
      )}
      {form.personal !== undefined && (
        <PersonalFields
          node={form.personal as Node}
          value={draft.personal}
          onChange={(personal) => onChange({ personal })}
        />
      )}
      {layout.map(({ title, fields: names }) => (
        <section key={title} className="form-section">
          <h2>{t(`forms.section.${title}`)}</h2>
          <div className="form-grid">{names.map(draw)}</div>
        </section>
      ))}
      {rest.length > 0 && <div className="form-grid">{rest.map(draw)}</div>}
      <section className="form-section">
        <h2>{t('forms.attachments')}</h2>
        <div className="row">
          <UploadButton
            label={t('forms.upload')}
            onUploaded={(file) =>
              onChange({
                attachments: [...draft.attachments.filter(({ sha256 }) => sha256 !== file.sha256), file],
              })
            }
          />
          <ul className="chips">
            {draft.attachments.map(({ sha256, name }) => (
              <li key={sha256}>
                {name} <span className="mono">{shortDigest(sha256)}</span>
                <button
                  type="button"
                  className="head-button"
                  aria-label={t('forms.removeNamed', { name })}
                  onClick={() => onChange({ attachments: draft.attachments.filter((one) => one.sha256 !== sha256) })}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
        </div>
        <p className="muted small">{t('forms.attachmentsNote', { name: labels.field('scan') })}</p>
      </section>
    </>
  );
}

/** Personal values go to the vault; the ledger holds only that they are there. */
function PersonalFields({
  node,
  value,
  onChange,
}: {
  readonly node: Node;
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (value: Readonly<Record<string, unknown>>) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className="form-section">
      <h2>{t('forms.personal')}</h2>
      <p className="muted small">{t('forms.personalNote')}</p>
      <div className="form-grid">
        {shownFields(node).map(([name, field]) => (
          <Field
            key={name}
            name={name}
            pointer={`/personal/${name}`}
            node={field}
            required={isRequired(node, name)}
            value={value[name]}
            onChange={(next) => onChange({ ...value, [name]: next })}
          />
        ))}
      </div>
    </section>
  );
}
