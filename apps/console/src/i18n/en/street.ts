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
  first: {
    title: 'From an empty ledger',
    done: 'Done',
    next: 'Next',
    later: 'Later',
    who: 'done by: {{role}}',
    street: 'Register the street',
    streetNote: 'District, name and code of the street; everything after belongs to it.',
    communities: 'Register the communities',
    communitiesNote: 'Code, name and population of each; more can be added at any time.',
    people: 'Import the people',
    peopleNote:
      'Download the template, fill it in, upload it; it is recorded once it is right. Or register them one by one.',
    term: 'Open the change of term',
    termNote: 'From the list of communities, one by one; then the ten steps appear.',
  },
};
