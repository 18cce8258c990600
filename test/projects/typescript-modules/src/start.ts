import { apiKey } from './claude';

console.log(`Starting with ${apiKey}`); // want credential-logged "A Claude credential is written by log()"
console.log(`Key ends with ${apiKey?.slice(-4)}, is set: ${Boolean(apiKey)}`);
