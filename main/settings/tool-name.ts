/**
 * A valid name for a local tool: 1 to 64 characters that are safe in file names, terminals and sentences. Only ASCII, and no
 * leading, trailing or double spaces, so that different names look different.
 */
export const TOOL_NAME = /^(?!.* {2})[A-Za-z0-9](?:[A-Za-z0-9 ._+@-]{0,62}[A-Za-z0-9._+@-])?$/;
