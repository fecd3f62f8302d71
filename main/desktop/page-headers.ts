/** The headers of the windows' pages: the content security policy, and what it doesn't cover. */

/**
 * @param scripts the hashes of the page's inline scripts
 * @param styles those of its inline styles
 */
export function pageHeaders(
  scripts: readonly string[] = [],
  styles: readonly string[] = [],
): Readonly<Record<string, string>> {
  // Scripts, styles or frames that an attacker injects don't run, and can't send anything anywhere.
  const policy = [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    ["style-src 'self'", ...styles].join(' '),
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return { ...HEADERS, 'Content-Security-Policy': policy.join('; ') };
}

const HEADERS = {
  // None of the directives above covers WebRTC. A lookup of a WebRTC server's name could carry data from the page to that name's
  // server. This header blocks WebRTC in all frames. It allows all addresses, which the policy and `will-navigate` restrict:
  // Chromium shows an error page instead of a window that navigates to an address not on this list.
  'Connection-Allowlist': '("*://*:*/*");webrtc=block',
  // Browsers must not guess a different type.
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // Prefetching a link would already look up a name.
  'X-DNS-Prefetch-Control': 'off',
  // Main refuses all permissions; with this header, no page even asks.
  'Permissions-Policy': [
    'camera',
    'clipboard-read',
    'clipboard-write',
    'display-capture',
    'geolocation',
    'hid',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-create',
    'publickey-credentials-get',
    'serial',
    'usb',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
};
