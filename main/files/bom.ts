/** Removes the byte order mark that some editors put at the start of a file. */
export function withoutBom(text: string): string {
  return text.replace(/^\ufeff/, '');
}
