/**
 * What a local tool may call itself: 1 to 64 characters that a file name, a terminal and a sentence can carry. No two names
 * look alike: ASCII alone, and no spaces that could not be seen.
 */
export const TOOL_NAME = /^(?!.* {2})[A-Za-z0-9](?:[A-Za-z0-9 ._+@-]{0,62}[A-Za-z0-9._+@-])?$/;
