/** Periods in milliseconds, sorted and without overlaps. */

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The union of all periods. */
export function union(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last && span.fromMs <= last.toMs) joined[joined.length - 1] = { ...last, toMs: Math.max(last.toMs, span.toMs) };
    else if (span.toMs > span.fromMs) joined.push(span);
  }
  return joined;
}

/** The parts of `spans` outside of `others`. Both as returned by `union`. */
export function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const { fromMs, toMs } of spans) {
    let at = fromMs;
    while ((others[next]?.toMs ?? Number.POSITIVE_INFINITY) <= fromMs) next += 1;
    for (let n = next; ; n += 1) {
      const other = others[n];
      if (!other || other.fromMs >= toMs) break;
      if (other.fromMs > at) left.push({ fromMs: at, toMs: other.fromMs });
      at = Math.max(at, other.toMs);
    }
    if (at < toMs) left.push({ fromMs: at, toMs });
  }
  return left;
}

/** The intersection. Both as returned by `union`. */
export function both(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  return without(spans, without(spans, others));
}

export function totalMs(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

export function longestMs(spans: readonly Span[]): number {
  return spans.reduce((longest, { fromMs, toMs }) => Math.max(longest, toMs - fromMs), 0);
}

/** Whether a moment is in one of the periods, which are as returned by `union`. */
export function covers(spans: readonly Span[], atMs: number): boolean {
  return spans.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}
