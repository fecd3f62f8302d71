/** Durations as administrators write them: `30m`, `12h`, `7d`. */

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** How long a sign-in may last. Only hours or days, because users need their phone to sign in again. */
export const AGE = /^[1-9]\d{0,3}[hd]$/;

/** How long a screen may be locked: minutes, hours or days. */
export const LOCKED = /^[1-9]\d{0,3}[mhd]$/;

/** Converts to milliseconds; null if not set. @param text matches one of the patterns above */
export function durationMs(text: string | undefined): number | null {
  if (text === undefined) return null;
  const unit = UNITS_MS[text.at(-1) as keyof typeof UNITS_MS];
  return Number.parseInt(text, 10) * unit;
}
