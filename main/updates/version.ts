/** Versions as semver 2.0 writes and orders them (semver.org §2, §9, §11). */

/** A version that was read. Build metadata orders nothing, and is dropped. */
export interface Version {
  readonly numbers: readonly [major: number, minor: number, patch: number];
  /** Identifiers of a prerelease (`beta`, `2`); none for a release. */
  readonly prerelease: readonly string[];
}

const IDENTIFIER = String.raw`(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)`;
const NUMBER = String.raw`(0|[1-9]\d{0,8})`;
const VERSION = new RegExp(
  String.raw`^${NUMBER}\.${NUMBER}\.${NUMBER}(?:-(${IDENTIFIER}(?:\.${IDENTIFIER})*))?(?:\+[\dA-Za-z.-]+)?$`,
);
/** Longer ones are no versions that could be shown. */
const LONGEST = 64;

/** Null: no version. */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch, prerelease] = (text.length <= LONGEST && VERSION.exec(text)) || [];
  if (major === undefined) return null;
  return { numbers: [Number(major), Number(minor), Number(patch)], prerelease: prerelease?.split('.') ?? [] };
}

/** Whether users of `running` may be offered `found`: a newer one, and no prerelease unless they run one. */
export function isUpdate(found: string, running: string): boolean {
  const [theirs, ours] = [parseVersion(found), parseVersion(running)];
  if (!theirs || !ours) return false;
  if (theirs.prerelease.length > 0 && ours.prerelease.length === 0) return false;
  return compare(theirs, ours) > 0;
}

function compare(a: Version, b: Version): number {
  const [major, minor, patch] = b.numbers;
  const [theirMajor, theirMinor, theirPatch] = a.numbers;
  return (
    theirMajor - major || theirMinor - minor || theirPatch - patch || comparePrereleases(a.prerelease, b.prerelease)
  );
}

/** A release comes after its prereleases; of those, the first identifier that differs decides. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [at, identifier] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    if (identifier !== other) return compareIdentifiers(identifier, other);
  }
  return a.length - b.length;
}

/** Numbers by their value, and before words. */
function compareIdentifiers(a: string, b: string): number {
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (first && second) return a.length - b.length || (a < b ? -1 : 1);
  if (first !== second) return first ? -1 : 1;
  return a < b ? -1 : 1;
}
