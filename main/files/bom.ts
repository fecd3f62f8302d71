/** A file's text without the byte order mark that some editors put first. */
export function withoutBom(text: string): string {
  return text.replace(/^\ufeff/, '');
}
