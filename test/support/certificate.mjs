// @ts-check
/**
 * A certificate that signs itself, made at test time: Node can sign but not write certificates, and no key belongs into a
 * repository, not even this one.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** @param {number} tag @param {...Buffer} contents @returns {Buffer} one value of DER (X.690) */
function der(tag, ...contents) {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = Buffer.from(length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]);
  return Buffer.concat([Buffer.from([tag]), bytes, content]);
}

/** @param {...Buffer} parts */
const sequence = (...parts) => der(0x30, ...parts);
/** @param {string} hex of an object identifier's content */
const oid = (hex) => der(0x06, Buffer.from(hex, 'hex'));
/** @param {Buffer} content */
const bits = (content) => der(0x03, Buffer.from([0]), content);
/** @param {Date} date */
const time = (date) => der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
/** @param {string} name */
const commonName = (name) => sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));
/** @param {string} id @param {Buffer} value */
const extension = (id, value) => sequence(oid(id), der(0x04, value));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const DAY_MS = 86_400_000;

/**
 * @param {string[]} hosts names that it is for; 127.0.0.1 as well
 * @returns {{ key: string, cert: string }} PEM
 */
export function makeCertificate(hosts = ['localhost']) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const names = [...hosts.map((host) => der(0x82, Buffer.from(host))), der(0x87, Buffer.from([127, 0, 0, 1]))];
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    commonName('Claude Guard test'),
    sequence(time(new Date(Date.now() - DAY_MS)), time(new Date(Date.now() + DAY_MS))),
    commonName('Claude Guard test'),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(extension('551d13', sequence(der(0x01, Buffer.from([255])))), extension('551d11', sequence(...names))),
    ),
  );
  const whole = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trim();
  const cert = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
