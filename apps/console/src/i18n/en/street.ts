import type { Translation } from '../zh/index.js';
import type { street as source } from '../zh/street.js';

export const street: Translation<typeof source> = {
  registerCommunity: 'Register a community',
  communities: 'Communities ({{n}})',
  noCommunities: 'No community is registered yet. Once one is, its term can be opened and its people imported.',
  code: 'Code',
  term: 'Change of term',
  opened: 'Opened',
  notOpened: 'Not opened',
  noCommands: 'The present role records nothing for the street.',
  events: 'Newest records of the street',
  allEvents: 'Show all',
};
