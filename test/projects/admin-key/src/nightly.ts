import { report } from './report';

console.log(await (await report()).json());
