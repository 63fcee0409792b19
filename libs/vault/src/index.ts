export { MAX_BLOB_BYTES } from './blob-refusals.js';
export { Blobs, type PutOptions, type StoredBlob } from './blobs.js';
export { COMMITMENT_LABEL, commitmentOf, type Disclosure, opens, saltOf } from './commitment.js';
export type { Field } from './disclosures.js';
export { createDurably } from './durable-file.js';
export { MEDIA_TYPES, type MediaType } from './media-type.js';
export type { NameHit } from './name-index.js';
export {
  type CommitmentStatus,
  type DisclosedField,
  type Erasure,
  type EventDisclosure,
  type MayRead,
  openVault,
  type SubjectRecord,
  type Vault,
} from './vault.js';
export type { VaultOptions } from './vault-database.js';
export { type UnavailableReason, VaultError, type VaultErrorCode } from './vault-error.js';
