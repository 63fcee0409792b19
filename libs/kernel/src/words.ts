/** Words in the interface's two languages; zh-CN is the source. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}
