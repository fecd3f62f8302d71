/** The square for the phone's camera. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { QrPath } from './qr-path.ts';

/** From here on a module would be too small for a camera in the usual square. */
const DENSE_MODULES = 66;

/** `undefined` while it is being drawn; null if the text is too long for any QR code. */
export function useQr(text: string): QrPath | null | undefined {
  const [drawn, setDrawn] = useState<{ readonly text: string; readonly qr: QrPath | null }>();
  useEffect(() => {
    let current = true;
    void import('./qr-path.ts').then(({ qrPath }) => {
      if (current) setDrawn({ text, qr: qrPath(text) });
    });
    return () => {
      current = false;
    };
  }, [text]);
  return drawn?.text === text ? drawn.qr : undefined;
}

/** Black on white in every theme. Its place is kept while it is being drawn. */
export function Qr({ qr, label }: { readonly qr: QrPath | undefined; readonly label: string }) {
  const tile = useRef<HTMLDivElement>(null);
  const [side, setSide] = useState(0);
  const modules = qr?.modules;

  // A camera wants sharp edges: each module is a whole number of the screen's own pixels, at any zoom.
  useLayoutEffect(() => {
    const fit = () => {
      // What a page covers has no size.
      if (!tile.current?.clientWidth || !modules) return;
      const pixels = Math.max(1, Math.floor((tile.current.clientWidth * devicePixelRatio) / modules));
      setSide((pixels * modules) / devicePixelRatio);
    };
    fit();
    const sizes = new ResizeObserver(fit);
    if (tile.current) sizes.observe(tile.current);
    // Zoom changes the pixels, and maybe not the square.
    addEventListener('resize', fit);
    return () => {
      sizes.disconnect();
      removeEventListener('resize', fit);
    };
  }, [modules]);

  return (
    <div ref={tile} class={modules && modules > DENSE_MODULES ? 'qr qr--dense' : 'qr'} role="img" aria-label={label}>
      {qr && (
        <svg
          width={side}
          height={side}
          viewBox={`0 0 ${qr.modules} ${qr.modules}`}
          aria-hidden="true"
          focusable="false"
        >
          <path d={qr.path} />
        </svg>
      )}
    </div>
  );
}
