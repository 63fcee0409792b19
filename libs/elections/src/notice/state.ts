import { type DataOf, type Entry, type Journal, last } from '#kernel';
import { NoticePosted, NoticeTakenDown } from './events.js';

/** One posting as it stands: never taken down by itself, since a board cannot tell that its day has come. */
export type NoticeStatus =
  | { readonly status: 'missing' }
  | { readonly status: 'posted'; readonly posted: Entry<DataOf<typeof NoticePosted>> }
  | {
      readonly status: 'taken-down';
      readonly posted: Entry<DataOf<typeof NoticePosted>>;
      readonly takenDown: Entry<DataOf<typeof NoticeTakenDown>>;
    };

export function noticeStatus(notice: Journal): NoticeStatus {
  const posted = last(notice, NoticePosted);
  if (posted === undefined) return { status: 'missing' };
  const takenDown = last(notice, NoticeTakenDown);
  return takenDown === undefined ? { status: 'posted', posted } : { status: 'taken-down', posted, takenDown };
}
