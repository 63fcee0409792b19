import { createContext, use } from 'react';
import type { Labels } from './labels.js';

/** A person whom the form offers first: nominees and members of the community. */
export interface KnownPerson {
  readonly personId: string;
  readonly name: string;
  readonly note?: string;
}

export interface FormSurroundings {
  readonly labels: Labels;
  /** Text of what is wrong at a place; undefined when nothing is, or when it is too early to say. */
  fault(pointer: string): string | undefined;
  readonly persons: readonly KnownPerson[];
  /** Name of a person as far as the form has seen it. */
  nameOf(personId: string): string;
  /** A name that came up while searching. */
  learn(person: KnownPerson): void;
  readonly communities: readonly { readonly value: string; readonly label: string }[];
  readonly units: readonly { readonly value: string; readonly label: string }[];
  readonly community: string | undefined;
  /** An uploaded file goes into the command's attachments as well. */
  attach(file: Attachment): void;
}

export interface Attachment {
  readonly sha256: string;
  readonly size: number;
  readonly media: string;
  readonly name: string;
}

export const FormContext = createContext<FormSurroundings | undefined>(undefined);

export function useFormSurroundings(): FormSurroundings {
  const value = use(FormContext);
  if (value === undefined) throw new Error('a field outside its form');
  return value;
}

/** Id of the control at a place, so that labels, faults and the error list can point to it. */
export function controlId(pointer: string): string {
  return `field${pointer.replaceAll('/', '-')}`;
}
