/** The source of all words of the console. `en` has the same keys. */
export const zh = {
  product: { name: '见证', subtitle: '社区“两委”换届监督台账' },
} as const;
