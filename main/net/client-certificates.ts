/** Client certificates (TLS) are not sent. They often carry a person's legal name, and a smart card would ask for its PIN. */
import type { App } from 'electron';

/**
 * Continues without a certificate if a server requests one. Otherwise, since version 44, Electron sends the first that fits
 * from the system's store, to any server, also in requests without credentials. Call once, before the first request.
 */
export function sendNoClientCertificates(app: Pick<App, 'on'>): void {
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    event.preventDefault();
    callback();
  });
}
