import { isRequired, type Node, shownFields } from './schema.js';

/** What is wrong at one place of a form; the same shape as the server's. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What a person can put right before anything is sent; the server checks everything again. */
export function faultsOf(value: unknown, node: Node, pointer: string): readonly FieldFault[] {
  if (node.type === 'object') return faultsOfObject(value, node, pointer);
  if (node.type === 'array') return faultsOfList(value, node, pointer);
  if (node.type === 'integer' || node.type === 'number') return faultsOfNumber(value, node, pointer);
  if (typeof value === 'string') return faultsOfText(value, node, pointer);
  return [];
}

function faultsOfObject(value: unknown, node: Node, pointer: string): readonly FieldFault[] {
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  return shownFields(node).flatMap(([name, field]) => {
    const at = `${pointer}/${name}`;
    const item = object[name];
    if (item === undefined || item === null || item === '') {
      // A required group shows which of its own fields are missing.
      if (!isRequired(node, name)) return [];
      return field.type === 'object' ? faultsOf({}, field, at) : [{ pointer: at, code: 'REQUIRED' }];
    }
    return faultsOf(item, field, at);
  });
}

function faultsOfList(value: unknown, node: Node, pointer: string): readonly FieldFault[] {
  const list = Array.isArray(value) ? value : [];
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = {} } = node;
  if (list.length < minItems) return [{ pointer, code: 'TOO_SMALL', params: { minimum: minItems, of: 'array' } }];
  if (list.length > maxItems) return [{ pointer, code: 'TOO_BIG', params: { maximum: maxItems, of: 'array' } }];
  return list.flatMap((item, i) => {
    if (item === undefined || item === '') return [{ pointer: `${pointer}/${i}`, code: 'REQUIRED' }];
    return faultsOf(item, items, `${pointer}/${i}`);
  });
}

function faultsOfNumber(value: unknown, node: Node, pointer: string): readonly FieldFault[] {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return [{ pointer, code: 'INVALID' }];
  const minimum = node.minimum ?? (node.exclusiveMinimum === undefined ? undefined : node.exclusiveMinimum + 1);
  if (minimum !== undefined && value < minimum) return [{ pointer, code: 'TOO_SMALL', params: { minimum } }];
  if (node.maximum !== undefined && value > node.maximum)
    return [{ pointer, code: 'TOO_BIG', params: { maximum: node.maximum } }];
  return [];
}

function faultsOfText(value: string, node: Node, pointer: string): readonly FieldFault[] {
  if (node.maxLength !== undefined && value.length > node.maxLength) {
    return [{ pointer, code: 'TOO_BIG', params: { maximum: node.maxLength, of: 'string' } }];
  }
  if (node.enum !== undefined && !node.enum.includes(value)) return [{ pointer, code: 'NOT_A_CHOICE' }];
  if (node.pattern !== undefined && !new RegExp(node.pattern).test(value)) {
    return [{ pointer, code: node.reference === 'person' ? 'NOT_A_PERSON' : 'WRONG_FORMAT' }];
  }
  return [];
}
