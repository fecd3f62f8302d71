/** `node device-flow.mjs ISSUER CLIENT SCOPE`: a minimal program that shows a code with openid-client. */
import { allowInsecureRequests, discovery, initiateDeviceAuthorization, None } from 'openid-client';

const [issuer = '', clientId = '', scope = ''] = process.argv.slice(2);
const config = await discovery(new URL(issuer), clientId, undefined, None(), { execute: [allowInsecureRequests] });
const { user_code: userCode } = await initiateDeviceAuthorization(config, { scope });
console.log(`Code ${userCode}`);
