import type { CommandForm, CommandForms } from '../api/types.js';
import type { Words } from '../i18n/index.js';

export interface Labels {
  /** What a field is called; by its name, or by the last names of its pointer. */
  field(name: string): string;
  /** A place of the form as people find it: `得票 · 第 3 行 · 得票`. */
  pointer(pointer: string): string;
  /** What a value that can be chosen is called, in a field. */
  choice(value: string, field: string): string;
}

/** Labels of one command: those of its own event type first, then the general ones, then the bare name. */
export function labelsOf(
  forms: Pick<CommandForms, 'fields' | 'enums'>,
  form: Pick<CommandForm, 'records'>,
  say: {
    words(words: Words): string;
    row(n: number): string;
    on: string;
    /** Fields that the console adds to a command. */
    own?: Readonly<Record<string, string>>;
  },
): Labels {
  const [type = ''] = form.records;
  const field = (name: string) => {
    const own = say.own?.[name];
    if (own !== undefined) return own;
    const words = forms.fields[`${type}.${name}`] ?? forms.fields[name];
    return words === undefined ? name : say.words(words);
  };
  return {
    field,
    choice(value, name) {
      const words = forms.enums[`${type}.${name}.${value}`] ?? forms.enums[`${name}.${value}`] ?? forms.enums[value];
      return words === undefined ? value : say.words(words);
    },
    pointer(pointer) {
      if (pointer === '/on') return say.on;
      return pointer
        .replace(/^\/(data|personal)\/?/, '')
        .split('/')
        .filter((part) => part !== '')
        .map((part) => (/^\d+$/.test(part) ? say.row(Number(part) + 1) : field(part)))
        .join(' · ');
    },
  };
}
