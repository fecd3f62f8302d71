/** A measured figure and its promised limit. */

export interface Figure {
  readonly name: string;
  readonly unit: 'ratio' | 'ms' | 'kB' | 'MB' | 'count';
  /** One sample for each pair or round, in their order. */
  readonly samples: readonly number[];
  /** The limit for the median; with `every`, for each sample. */
  readonly atMost: number;
  readonly every?: boolean;
  /** The values behind the figure, such as the two medians of a ratio. */
  readonly note?: string;
}

export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The median and the quartiles. */
export function spread(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const [below, above] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** The 95 % confidence interval of the median, for any distribution; null if there are too few samples. */
export function confidence(samples: readonly number[]): { readonly low: number; readonly high: number } | null {
  const sorted = [...samples].sort((a, b) => a - b);
  const half = 0.98 * Math.sqrt(sorted.length);
  const low = sorted[Math.floor(sorted.length / 2 - half) - 1];
  const high = sorted[Math.ceil(sorted.length / 2 + half)];
  return low === undefined || high === undefined ? null : { low, high };
}

/** The value that is compared with the limit. */
export function value({ samples, every }: Figure): number {
  return every ? Math.max(...samples) : spread(samples).median;
}

export function isMet(figure: Figure): boolean {
  return value(figure) <= figure.atMost;
}
