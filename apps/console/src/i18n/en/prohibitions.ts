import type { Translation } from '../zh/index.js';
import type { prohibitions as zh } from '../zh/prohibitions.js';

export const prohibitions: Translation<typeof zh> = {
  list: 'List of prohibitions',
  grid: 'Prohibitions by community',
  item: 'Prohibition',
  no: 'No. {{no}}',
  no_other: 'Other',
  no_X1: 'Added',
  no_X2: 'Added',
  cell: '{{community}}, {{item}}:',
  note: 'A cell shows the gravest state of its item and how many there are. “Nothing found” means that no rule that can be checked found anything; what only people can find is “not evaluable” until somebody has recorded a check.',
  title: '{{community}}: {{text}}',
  behind: 'Rules and subjects it rests on',
  nothingBehind: 'No rule result and no check is recorded for it.',
  state: {
    confirmed: 'Confirmed',
    indicated: 'Indicated',
    'under-check': 'Under check',
    'not-evaluable': 'Not evaluable',
    'nothing-found': 'Nothing found',
    'not-applicable': 'Not applicable',
  },
  means: {
    confirmed: 'A conclusion was approved by a second person.',
    indicated: 'A rule raised an indication that nobody has taken up.',
    'under-check': 'Somebody has taken it up; there is no conclusion yet.',
    'not-evaluable': 'Records are missing, or a person has to decide.',
    'nothing-found': 'No rule that can be checked found anything.',
    'not-applicable': 'Its rules do not apply to this community.',
  },
  count: {
    confirmed: 'Confirmed',
    indicated: 'Indications',
    underCheck: 'Under check',
    dismissed: 'Dismissed',
    notEvaluable: 'Not evaluable or to be decided',
    notYetDue: 'Not yet due',
    kept: 'Kept or excused',
    notApplicable: 'Not applicable',
  },
};
