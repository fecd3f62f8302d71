import type { Owner } from '../../../build/release/owner.ts';

/** Every value of owner.json, filled in. */
export const FILLED: Owner = {
  manufacturer: 'Ada & Co.',
  address: '1 Street, Town',
  email: 'hello@ada.org',
  homepage: 'https://ada.org/companion',
  repository: 'https://github.com/ada/companion',
  securityContact: 'security@ada.org',
  responseTime: 'a week',
  supportEnds: '2032-01',
  coordinator: 'CERT of the country',
  productClass: 'default',
  applicationId: 'com.transparenc.companion',
  wingetId: 'Ada.Companion',
};
