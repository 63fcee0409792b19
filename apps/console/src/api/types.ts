// The console takes its types from the server's own shapes; nothing of the server's code comes along.
import type * as shapes from '../../../server/src/api/shapes.js';
import type { Shape } from '../../../server/src/api/shapes.js';

export type BuiltFrom = Shape<typeof shapes.BuiltFrom>;
export type Problem = Shape<typeof shapes.Problem>;
export type Session = Shape<typeof shapes.Session>;
export type DemoAccount = Shape<typeof shapes.DemoAccount>;
export type Outcome = Shape<typeof shapes.OutcomeShape>;
export type RuleRow = Shape<typeof shapes.RuleRow>;
export type StepStatus = Shape<typeof shapes.StepStatus>;
export type Overview = Shape<typeof shapes.Overview>;
export type ProhibitionMatrix = Shape<typeof shapes.ProhibitionMatrix>;
export type PersonRef = Shape<typeof shapes.PersonRef>;
export type TimelineItem = Shape<typeof shapes.TimelineItem>;
export type NoticeRow = Shape<typeof shapes.NoticeRow>;
export type EventRow = Shape<typeof shapes.EventRow>;
export type NomineeRow = Shape<typeof shapes.NomineeRow>;
export type FindingList = Shape<typeof shapes.FindingList>;
export type CommunityPage = Shape<typeof shapes.CommunityPage>;
export type JointReview = Shape<typeof shapes.JointReview>;
export type PersonRow = Shape<typeof shapes.PersonRow>;
export type PersonPage = Shape<typeof shapes.PersonPage>;
export type PersonalValues = Shape<typeof shapes.PersonalValues>;
export type EventDetail = Shape<typeof shapes.EventDetail>;
export type EventProof = Shape<typeof shapes.EventProof>;
export type EventList = Shape<typeof shapes.EventList>;
export type ObjectHistory = Shape<typeof shapes.ObjectHistory>;
export type Integrity = Shape<typeof shapes.Integrity>;
export type Job = Shape<typeof shapes.Job>;
export type ImportReport = Shape<typeof shapes.ImportReport>;
export type CommandAnswer = Shape<typeof shapes.CommandAnswer>;
export type PreviewAnswer = Shape<typeof shapes.PreviewAnswer>;
export type CommandForm = Shape<typeof shapes.CommandForm>;
export type CommandForms = Shape<typeof shapes.CommandForms>;
export type RuleInfo = Shape<typeof shapes.RuleInfo>;

export interface PersonList {
  readonly builtFrom: BuiltFrom;
  readonly items: readonly PersonRow[];
  readonly nextCursor?: string;
  readonly total: number;
  readonly more: boolean;
}

export interface Account {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly personId: string;
  readonly disabled: boolean;
  readonly mustChangePassword?: boolean;
  readonly roles: readonly { readonly role: string; readonly unit: string }[];
}
