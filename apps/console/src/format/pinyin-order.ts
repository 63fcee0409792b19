const collator = new Intl.Collator('zh-CN');

/** Names sort by pinyin. */
export const byName = (x: { readonly name: string }, y: { readonly name: string }): number =>
  collator.compare(x.name, y.name);
