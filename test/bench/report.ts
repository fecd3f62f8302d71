/** The figures as a table, and as JSON. */
import { confidence, type Figure, isMet, spread, value } from './figure.ts';

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { low, high } = spread(figure.samples);
    const some = figure.samples.length > 1 ? `${number(low)} to ${number(high)}` : '';
    const sure = confidence(figure.samples);
    const median = sure && !figure.every ? `${number(sure.low)} to ${number(sure.high)}` : '';
    const cells = [figure.name, number(value(figure)), `≤ ${figure.atMost}`, figure.unit, median, some];
    return [isMet(figure) ? '✓' : '✗', ...cells, figure.samples.length, figure.note ?? ''].map(String);
  });
  const head = ['', 'figure', 'measured', 'promised', 'unit', 'median at 95 %', 'middle half', 'n', 'behind it'];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function json(figures: readonly Figure[], about: Readonly<Record<string, string>>): string {
  const all = figures.map((figure) => ({
    ...figure,
    ...spread(figure.samples),
    confidence: confidence(figure.samples),
    met: isMet(figure),
  }));
  return `${JSON.stringify({ ...about, figures: all }, null, 2)}\n`;
}

function number(amount: number): string {
  return Math.abs(amount) >= 100 ? amount.toFixed(0) : amount.toFixed(2);
}
