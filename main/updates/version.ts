/** Parses and compares versions by semver 2.0 (semver.org §2, §9, §11). */

/** A parsed version. Build metadata is dropped, because it doesn't affect the order. */
interface Version {
  readonly numbers: readonly [major: number, minor: number, patch: number];
  /** The identifiers of a prerelease (`beta`, `2`); empty for a release. */
  readonly prerelease: readonly string[];
}

const IDENTIFIER = String.raw`(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)`;
const NUMBER = String.raw`(0|[1-9]\d{0,8})`;
const VERSION = new RegExp(
  String.raw`^${NUMBER}\.${NUMBER}\.${NUMBER}(?:-(${IDENTIFIER}(?:\.${IDENTIFIER})*))?(?:\+[\dA-Za-z.-]+)?$`,
);
/** The longest version that is accepted. */
const LONGEST = 64;

/** Null if it isn't a version. */
export function parseVersion(text: string): Version | null {
  const [, major, minor, patch, prerelease] = (text.length <= LONGEST && VERSION.exec(text)) || [];
  if (major === undefined) return null;
  return { numbers: [Number(major), Number(minor), Number(patch)], prerelease: prerelease?.split('.') ?? [] };
}

/** Whether to offer `found` to users of `running`: if it's newer, and a prerelease only if they run one. */
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

/** A release comes after its prereleases. Between those, the first different identifier decides. */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [at, identifier] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    if (identifier !== other) return compareIdentifiers(identifier, other);
  }
  return a.length - b.length;
}

/** Numbers compare by value, and come before words. */
function compareIdentifiers(a: string, b: string): number {
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (first && second) return a.length - b.length || (a < b ? -1 : 1);
  if (first !== second) return first ? -1 : 1;
  return a < b ? -1 : 1;
}
