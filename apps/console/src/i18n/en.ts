export const en = {
  product: { name: 'Jianzheng', subtitle: 'Supervision ledger for the change of term' },
} as const;
