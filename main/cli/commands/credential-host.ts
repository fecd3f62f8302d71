/** What the credential helpers have in common. */

/** The user name to send with a token as the password. Servers that accept tokens as Basic credentials ignore it. */
export const TOKEN_USER = 'oauth2';

/**
 * The host that a token may be sent to, with its port unless that is 443; null if the URL isn't https.
 * An address without a scheme counts as https, as in git and docker.
 */
export function httpsHost(address: string): string | null {
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return protocol === 'https:' ? host : null;
}
