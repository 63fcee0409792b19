import { useEffect, useMemo, useRef, useState } from 'react';
import { newCommandId } from '../api/client.js';
import type { CommandForm } from '../api/types.js';
import { type FieldFault, faultsOf } from './faults.js';
import type { Attachment } from './form-context.js';
import { type Node, pruned } from './schema.js';

type Values = Readonly<Record<string, unknown>>;

export interface Draft {
  readonly data: Values;
  readonly on: string | undefined;
  readonly personal: Values;
  readonly attachments: readonly Attachment[];
}

/** The body of a command as the server takes it. */
export interface Body {
  readonly data: Values;
  readonly on?: string;
  readonly personal?: Values;
  readonly att?: readonly { readonly sha256: string; readonly size: number; readonly media: string }[];
}

export interface DraftValue {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly body: Body;
  readonly faults: readonly FieldFault[];
  readonly dirty: boolean;
  /** The command id: the same on every retry of these values, so that nothing is recorded twice. */
  readonly commandId: string;
  readonly renew: () => void;
}

const EMPTY: Draft = { data: {}, on: undefined, personal: {}, attachments: [] };

/** What is typed lives here only, never in the browser's storage: it may hold personal values. */
export function useDraft(
  form: CommandForm,
  initial: Partial<Draft>,
  fixed: Values,
  asBody: (body: Body) => Body,
): DraftValue {
  const start = useRef<Draft>({ ...EMPTY, ...initial });
  const [draft, setDraft] = useState<Draft>(start.current);
  const [commandId, setCommandId] = useState(newCommandId);
  const schema = form.schema as Node;
  const personalSchema = form.personal as Node | undefined;

  const { body, faults } = useMemo(() => {
    const data = pruned({ ...draft.data, ...fixed }, schema) as Values;
    const personal = personalSchema === undefined ? undefined : (pruned(draft.personal, personalSchema) as Values);
    const on = form.on === 'none' ? undefined : draft.on;
    const found: FieldFault[] = [
      ...(form.on === 'required' && on === undefined ? [{ pointer: '/on', code: 'REQUIRED' }] : []),
      ...(personalSchema === undefined ? [] : faultsOf(personal, personalSchema, '/personal')),
      ...faultsOf(data, schema, '/data'),
    ];
    const built: Body = {
      data,
      ...(on === undefined ? {} : { on }),
      ...(personal === undefined ? {} : { personal }),
      ...(draft.attachments.length === 0
        ? {}
        : { att: draft.attachments.map(({ sha256, size, media }) => ({ sha256, size, media })) }),
    };
    return { body: asBody(built), faults: found };
  }, [draft, fixed, schema, personalSchema, form.on, asBody]);

  const dirty = draft !== start.current;
  // While nothing is typed, what is offered follows what others record.
  const offered = JSON.stringify(initial);
  const isUntouched = useRef(true);
  isUntouched.current = !dirty;
  useEffect(() => {
    if (!isUntouched.current) return;
    start.current = { ...EMPTY, ...(JSON.parse(offered) as Partial<Draft>) };
    setDraft(start.current);
  }, [offered]);
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);

  return {
    draft,
    change: (part) => setDraft((old) => ({ ...old, ...part })),
    body,
    faults,
    dirty,
    commandId,
    renew: () => setCommandId(newCommandId()),
  };
}
