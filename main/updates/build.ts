/** The update settings of a build. They are validated during the build and can't be changed at run time. */

export interface UpdateBuild {
  /** The https URL of the feed's folder, with a trailing slash. */
  readonly feed: string;
  /** The https URL of the page where users can get new versions. */
  readonly page: string;
  /** Who must have signed updates for Windows; null: none are installed there. */
  readonly publisher: string | null;
}

/**
 * Reads the build's environment: `UPDATE_FEED`, `UPDATE_PAGE` (default: `homepage`) and `UPDATE_PUBLISHER`. Null if there is no
 * feed, and so no updates. Throws an error with a readable message, so that an invalid setting fails the build.
 */
export function parseUpdateBuild(environment: Readonly<NodeJS.ProcessEnv>, homepage: string): UpdateBuild | null {
  const feed = environment['UPDATE_FEED'];
  if (!feed) return null;
  const { UPDATE_PAGE: page, UPDATE_PUBLISHER: publisher } = environment;
  return {
    feed: httpsOf('UPDATE_FEED', feed).replace(/\/*$/, '/'),
    page: httpsOf('UPDATE_PAGE', page || homepage),
    publisher: publisher || null,
  };
}

/** Requires https, even for localhost, because a feed determines what gets installed. */
function httpsOf(name: string, text: string): string {
  const url = URL.canParse(text) && !/[\s\p{C}\\]/u.test(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:') throw new Error(`${name} must be an address that starts with https://`);
  if (url.username || url.password || url.search || url.hash)
    throw new Error(`${name} must have no user, password, query or fragment in it`);
  return url.href;
}
