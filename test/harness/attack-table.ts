/** The attacks of a story and their results, printed as a table when the story ends. */

export interface Attacked {
  readonly attack: string;
  readonly tried: string;
  readonly happened: string;
}

/** Formats the rows in columns. */
export function attackTable(title: string, rows: readonly Attacked[]): string {
  const head: Attacked = { attack: 'attack', tried: 'tried', happened: 'what happened' };
  const width = (column: keyof Attacked) => Math.max(...[head, ...rows].map((row) => row[column].length));
  const [attack, tried] = [width('attack'), width('tried')];
  const lines = [head, ...rows].map(
    (row) => `${row.attack.padEnd(attack)}  ${row.tried.padEnd(tried)}  ${row.happened}`,
  );
  return ['', title, ...lines, `${rows.length} attacks`, ''].join('\n');
}
