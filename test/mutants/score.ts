/** Estimates the score of all mutants from a sample. */

export interface Score {
  /** From 0 to 1; 1 if nothing counts. */
  readonly value: number;
  /** Wilson's interval at 95 % for the score of all mutants. */
  readonly low: number;
  readonly high: number;
}

/** The score of a sample in which `killed` of the `counted` mutants were killed. */
export function scoreOf(killed: number, counted: number): Score {
  if (counted === 0) return { value: 1, low: 0, high: 1 };
  const z = 1.96;
  const share = killed / counted;
  const scale = 1 + z ** 2 / counted;
  const middle = (share + z ** 2 / (2 * counted)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / counted + z ** 2 / (4 * counted ** 2));
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
