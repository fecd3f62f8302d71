/** Reads tables in the documents. */

/** The rows of the table with this header, as cells. */
export function rowsUnder(text: string, head: string): readonly (readonly string[])[] {
  const rows = text.slice(text.indexOf(`\n| ${head} |`) + 1).split('\n\n')[0] ?? '';
  return rows
    .split('\n')
    .slice(2)
    .filter(Boolean)
    .map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));
}
