import type { ComponentType } from 'react';
import { CodeField } from './fields/code-field.js';
import type { FieldProps } from './fields/field.js';
import { GroundsControl } from './fields/grounds-control.js';

/** Fields that belong together, under a heading. */
export interface Section {
  readonly title: SectionTitle;
  readonly fields: readonly string[];
}
export type SectionTitle = 'meeting' | 'attendance' | 'ballots' | 'posted' | 'staff' | 'reply' | 'grounds' | 'posting';

/** Commands whose order of fields follows the paper form; all others follow their schema. */
export const LAYOUTS: Readonly<Record<string, readonly Section[]>> = {
  'record-department-reply': [
    { title: 'reply', fields: ['personId', 'level', 'department', 'departmentLevel', 'number', 'queriedOn'] },
    { title: 'grounds', fields: ['grounds'] },
  ],
  'record-recommendation-meeting': [
    { title: 'meeting', fields: ['sitting', 'convener'] },
    {
      title: 'attendance',
      fields: ['dueMembers', 'presentMembers', 'dueRepresentatives', 'presentRepresentatives'],
    },
    { title: 'ballots', fields: ['issued', 'returned', 'valid', 'votes'] },
  ],
  'record-congress': [
    { title: 'meeting', fields: ['kind', 'due', 'present', 'agenda'] },
    { title: 'staff', fields: ['scrutineers', 'tellers'] },
  ],
  'post-notice': [
    { title: 'posting', fields: ['purpose', 'title', 'number', 'contact', 'plannedUntil', 'wholeCommunity', 'places'] },
    { title: 'posted', fields: ['persons', 'photo', 'photoDay'] },
  ],
};

/** Fields with a control of their own, by command and field. */
export const OWN_CONTROLS: Readonly<Record<string, ComponentType<FieldProps>>> = {
  'record-department-reply.grounds': GroundsControl,
  'register-community.community': CodeField,
};
