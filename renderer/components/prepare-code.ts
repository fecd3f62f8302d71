import { loadQr } from './qr.tsx';

/** Loads what only the code's view needs, while the server is still being asked for the code or the words are being read. */
export function prepareCode(): void {
  void loadQr();
  void document.fonts.load('400 1em "Atkinson Hyperlegible Mono"');
}
