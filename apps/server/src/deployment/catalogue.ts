import { electionCommands, electionEvents } from '#elections';
import { accessEvents } from '#identity';
import { catalogueOf, logEvents } from '#kernel';
import { findingCommands, findingEvents } from '#supervision';

/** Every event type that this build can read, of all three logs. */
export const catalogue = catalogueOf(logEvents, electionEvents, findingEvents, accessEvents);

/** Every command that the API mounts. */
export const commands = [...electionCommands, ...findingCommands];
