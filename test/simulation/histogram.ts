/** A histogram of events in equal periods, as one line of text. */

export interface Histogram {
  readonly total: number;
  readonly peak: number;
  readonly mean: number;
  /** One block for each bin; the highest is the peak. */
  readonly drawn: string;
}

const BLOCKS = ' ▁▂▃▄▅▆▇█';

export function histogram(moments: readonly number[], fromMs: number, toMs: number, binMs: number): Histogram {
  const bins = Array.from({ length: Math.ceil((toMs - fromMs) / binMs) }, () => 0);
  for (const atMs of moments) {
    const bin = Math.floor((atMs - fromMs) / binMs);
    if (atMs >= fromMs && atMs < toMs) bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const total = bins.reduce((sum, count) => sum + count, 0);
  const peak = Math.max(...bins);
  const drawn = bins.map((count) => BLOCKS[Math.ceil((count / peak) * (BLOCKS.length - 1))] ?? ' ').join('');
  return { total, peak, mean: total / bins.length, drawn };
}
