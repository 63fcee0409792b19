import { electionCommands, electionEvents } from '#elections';
import { accessEvents } from '#identity';
import { catalogueOf, logEvents } from '#kernel';

/** Every event type that this build can read, of all three logs. */
export const catalogue = catalogueOf(logEvents, electionEvents, accessEvents);

/** Every command that the API mounts. */
export const commands = [...electionCommands];
