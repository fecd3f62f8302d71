/** Loads what only the code's view needs, while the server is still being asked for the code. */
export function prepareCode(): void {
  void import('../qr-path.ts');
  void document.fonts.load('400 1em "Atkinson Hyperlegible Mono"');
}
