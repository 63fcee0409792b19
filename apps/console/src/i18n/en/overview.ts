export const overview = {
  grid: 'Communities × steps',
  gridNote: 'A cell is the status of the step, with its number of problems. It opens the step.',
  community: 'Community',
  outcomes: 'Rules',
  indications: '{{n}} indications',
  congress: 'congress {{day}}',
  street: 'Rules judged for the street',
  cell: '{{community}}, step {{n}} {{title}}:',
  problems: '{{n}} problems',
  legend: 'Legend',
  empty: 'No community is registered yet.',
  figures: 'Rules in total',
} as const;
