/** What a build may know of updates. Validated during the build, and fixed from then on: nothing at run time names another feed. */

export interface UpdateBuild {
  /** The folder of the feed, by its URL, which is https and ends in a slash. */
  readonly feed: string;
  /** The page on which users get a new version themselves: https. */
  readonly page: string;
  /** Whose signature an update for Windows must have; null: none is installed there. */
  readonly publisher: string | null;
}

/**
 * From the environment of the build: `UPDATE_FEED`, `UPDATE_PAGE` (without it `homepage`) and `UPDATE_PUBLISHER`.
 * Null: no feed, no updates. Throws what is wrong, in a sentence: a build that would look elsewhere must not come to be.
 */
export function parseUpdateBuild(
  environment: Readonly<Record<string, string | undefined>>,
  homepage: string,
): UpdateBuild | null {
  const feed = environment['UPDATE_FEED'];
  if (!feed) return null;
  const { UPDATE_PAGE: page, UPDATE_PUBLISHER: publisher } = environment;
  return {
    feed: httpsOf('UPDATE_FEED', feed).replace(/\/*$/, '/'),
    page: httpsOf('UPDATE_PAGE', page || homepage),
    publisher: publisher || null,
  };
}

/** No exception for this computer itself: a feed decides what is installed. */
function httpsOf(name: string, text: string): string {
  const url = URL.canParse(text) && !/[\s\p{C}\\]/u.test(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:') throw new Error(`${name} must be an address that starts with https://`);
  if (url.username || url.password || url.search || url.hash)
    throw new Error(`${name} must have no user, password, query or fragment in it`);
  return url.href;
}
