/** The part of JSON Schema that the commands' bodies use. */
export interface Node {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  /** `person`: an id of the registry. */
  readonly reference?: string;
  readonly anyOf?: readonly Node[];
}

export type Kind =
  | 'person'
  | 'persons'
  | 'day'
  | 'month'
  | 'choice'
  | 'choices'
  | 'yes-no'
  | 'whole-number'
  | 'line'
  | 'text'
  | 'lines'
  | 'file'
  | 'unit'
  | 'id'
  | 'table'
  | 'group';

const SHA256 = '^[0-9a-f]{64}$';
const LONG = 200;

/** Which control a value needs. */
export function kindOf(node: Node): Kind {
  switch (node.type) {
    case 'boolean':
      return 'yes-no';
    case 'integer':
    case 'number':
      return 'whole-number';
    case 'object':
      return 'group';
    case 'array':
      return kindOfList(node.items ?? {});
    default:
      return kindOfText(node);
  }
}

function kindOfList(items: Node): Kind {
  if (items.type === 'object') return 'table';
  if (items.reference === 'person') return 'persons';
  return items.enum === undefined ? 'lines' : 'choices';
}

function kindOfText(node: Node): Kind {
  if (node.reference === 'person') return 'person';
  if (node.enum !== undefined) return 'choice';
  if (node.format === 'date') return 'day';
  if (node.pattern === SHA256) return 'file';
  if (node.pattern?.startsWith('^\\d{4}-(0') === true) return 'month';
  if (node.pattern?.startsWith('^[A-Z][0-9]{2,') === true) return 'unit';
  if (node.pattern?.startsWith('^[0-9a-f]{8}-') === true) return 'id';
  return (node.maxLength ?? 0) > LONG ? 'text' : 'line';
}

/** Controls that need the whole width of a form. */
export function isWide(node: Node): boolean {
  const kind = kindOf(node);
  return kind === 'table' || kind === 'group' || kind === 'persons' || kind === 'lines' || kind === 'text';
}

/** Fields that no form shows: imports fill them, and entries from paper have their own commands. */
export function shownFields(node: Node): readonly (readonly [string, Node])[] {
  return Object.entries(node.properties ?? {}).filter(([name, field]) => {
    if (name === 'origin') return false;
    return name !== 'late' || node.required?.includes('late') === true || field.type !== 'object';
  });
}

export function isRequired(node: Node, name: string): boolean {
  return node.required?.includes(name) === true;
}

/** A value without what was left empty: the server takes absent for empty. */
export function pruned(value: unknown, node: Node): unknown {
  if (value === null || value === '') return undefined;
  if (Array.isArray(value)) {
    return value.map((item) => pruned(item, node.items ?? {})).filter((item) => item !== undefined);
  }
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value).flatMap(([name, item]) => {
    const field = node.properties?.[name] ?? {};
    const left = pruned(item, field);
    if (left === undefined) return [];
    const isEmpty = Array.isArray(left) ? left.length === 0 : isEmptyObject(left);
    return isEmpty && !isRequired(node, name) ? [] : [[name, left] as const];
  });
  return Object.fromEntries(kept);
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
