/** What a token is for, by the capabilities that the commands of this program need. */
export const TOKEN_USES = {
  import: ['import', 'elections.record'],
  events: ['events.read', 'people.read'],
  findings: ['findings.read', 'people.read'],
  users: ['accounts.manage'],
  views: ['system.operate'],
} as const;
export type TokenUse = keyof typeof TOKEN_USES;
