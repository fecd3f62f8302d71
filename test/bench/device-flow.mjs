/** `node device-flow.mjs ISSUER CLIENT SCOPE`: the least that a program does with openid-client to show a code. */
import { allowInsecureRequests, discovery, initiateDeviceAuthorization, None } from 'openid-client';

const [issuer = '', clientId = '', scope = ''] = process.argv.slice(2);
const config = await discovery(new URL(issuer), clientId, undefined, None(), { execute: [allowInsecureRequests] });
const { user_code: userCode } = await initiateDeviceAuthorization(config, { scope });
console.log(`Code ${userCode}`);
