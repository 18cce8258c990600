/** SARIF's own schema. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const schema = JSON.parse(readFileSync(join(__dirname, '../report/sarif-schema-2.1.0.json'), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv as unknown as Parameters<typeof addFormats>[0]);
const validate = ajv.compile(schema);

/** What is wrong with a log; empty where nothing is. */
export const validateSarif = (log: unknown): object[] => (validate(log) ? [] : (validate.errors ?? []).slice(0, 3));
