import { canonicalBytes } from '#kernel';
import { PackManifest, type RulePack } from './pack.js';

/** How a term pins a pack: a pack of the same id and version with other contents is another pack. */
export interface PackPin {
  readonly id: string;
  readonly version: string;
  /** SHA-256 of {@link manifestBytes}, lower-case hex. */
  readonly digest: string;
}

/** The bytes that are hashed: the canonical JSON of the manifest (metadata, rule ids, parameters), as UTF-8. */
export function manifestBytes(manifest: PackManifest): Uint8Array {
  return canonicalBytes(PackManifest.parse(manifest));
}

/** The pin of a pack; the hash comes from the caller. */
export function pinOf({ manifest }: RulePack, sha256Hex: (bytes: Uint8Array) => string): PackPin {
  return { id: manifest.id, version: manifest.version, digest: sha256Hex(manifestBytes(manifest)) };
}

/** The packs that are pinned, in the order of the pins; undefined in the place of one that is not on board as pinned. */
export function pinnedPacks(
  packs: readonly RulePack[],
  pins: readonly PackPin[],
  sha256Hex: (bytes: Uint8Array) => string,
): readonly (RulePack | undefined)[] {
  return pins.map((pin) =>
    packs.find((pack) => {
      const own = pinOf(pack, sha256Hex);
      return own.id === pin.id && own.version === pin.version && own.digest === pin.digest;
    }),
  );
}
