export type { Anchor } from './anchor.js';
export { chineseDay, chineseMonth } from './chinese-date.js';
export { type CountRecordInput, printCountRecord } from './count-record.js';
export { createLayout, type Layout, type Printed, type PrintState } from './document.js';
export { type FontBook, type FontFiles, fontBook, type MissingGlyph } from './fonts.js';
export {
  type JointReviewSummaryInput,
  printJointReviewSummary,
  type ReviewedNominee,
  type ReviewOutcome,
  type ReviewReply,
} from './joint-review-summary.js';
export { type NoticeInput, type NoticePerson, printNotice } from './notice.js';
export type { Table, TableCell, TableColumn } from './table.js';
