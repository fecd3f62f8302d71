import { fabricateElectronDist } from './fabricated-dist.ts'; import { pack } from './pack.ts';
await fabricateElectronDist('/tmp/t-tools/pk/electron');
console.log(await pack({ electronDist:'/tmp/t-tools/pk/electron', output:'/tmp/t-tools/pk/dist', targets:['deb','rpm'], env:{CUSTOM_FPM_PATH:'/tmp/t-tools/pk/fpm'} }));
