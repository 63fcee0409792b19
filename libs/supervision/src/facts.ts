import type { Journal } from '#kernel';
import type { UnreadableStream } from './unreadable.js';

/** What rules may know of a person: pseudonymous, never from the vault. */
export interface PersonFacts {
  readonly personId: string;
  readonly gender: 'male' | 'female';
  /** `YYYY-MM` */
  readonly birthMonth: string;
  readonly education: string;
  readonly membership: 'member' | 'probationary' | 'none';
  readonly memberSince?: string;
  readonly community?: string;
  /** Posts now held, or held until `until`. */
  readonly posts: readonly {
    readonly body: string;
    readonly post: string;
    readonly unit: string;
    readonly from?: string;
    readonly until?: string;
    readonly postedFromAbove?: boolean;
    readonly event: string;
  }[];
  readonly sanctions: readonly {
    readonly kind: string;
    readonly workRelated: boolean;
    readonly imposedOn: string;
    readonly barUntil?: string;
    readonly number: string;
    readonly event: string;
  }[];
  readonly conductFindings: readonly {
    readonly kind: string;
    readonly number: string;
    readonly decidedOn: string;
    readonly event: string;
  }[];
  /** Event that registered the person (a chunk of an import, or PersonRegistered). */
  readonly event: string;
}

export interface KinshipFacts {
  readonly a: string;
  readonly b: string;
  readonly kind: string;
  readonly source: string;
  readonly on?: string;
  readonly event: string;
}

/** Everything that is recorded of one community's term, folded; missing streams are empty journals. */
export interface CommunityFacts {
  readonly community: string;
  /** Stream of the term, `term-C01-2021-1`; undefined before a term is opened. */
  readonly termStream?: string;
  readonly term: Journal;
  readonly party: Journal;
  readonly residents: Journal;
  /** Postings of this term, in order of recording. */
  readonly notices: readonly Journal[];
  /** The street's own stream. */
  readonly street: Journal;
  readonly person: (personId: string) => PersonFacts | undefined;
  readonly kinshipsOf: (personId: string) => readonly KinshipFacts[];
  /** Streams with records of this term that could not be folded; absent where all could. */
  readonly unreadable?: readonly UnreadableStream[];
}

/** The street with all its communities. */
export interface StreetFacts {
  readonly unit: string;
  readonly street: Journal;
  readonly communities: readonly CommunityFacts[];
  /** Streams of the street or of its communities that could not be folded. */
  readonly unreadable?: readonly UnreadableStream[];
  readonly person: (personId: string) => PersonFacts | undefined;
}
