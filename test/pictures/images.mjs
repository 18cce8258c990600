// @ts-check
/** Pictures as PNG, still or moving. The same pixels give the same file. */
import { createRequire } from 'node:module';

const UPNG = createRequire(import.meta.url)('upng-js');

/** @typedef {{ width: number, height: number, pixels: ArrayBuffer }} Picture RGBA, from the top left */
/** @typedef {{ picture: Picture, ms: number }} Frame shown for so long */

/** Numbers of colours. With a palette a window's picture is half as large, and nobody sees the difference. */
const ALL = 0;
const PALETTE = 256;

/** @param {Buffer} png @returns {Picture} */
export function decode(png) {
  const image = UPNG.decode(png);
  return { width: image.width, height: image.height, pixels: UPNG.toRGBA8(image)[0] };
}

/** @param {Picture} picture @param {number} [colours] @returns {Buffer} */
export const encode = ({ width, height, pixels }, colours = PALETTE) =>
  Buffer.from(UPNG.encode([pixels], width, height, colours));

/** @param {Picture} picture @returns {Buffer} */
export const encodeExactly = (picture) => encode(picture, ALL);

/** An animated PNG that starts over at its end. @param {Frame[]} frames of one size @returns {Buffer} */
export function animate(frames) {
  const first = frames[0]?.picture;
  if (!first) throw new Error('A moving picture needs a frame.');
  const pixels = frames.map(({ picture }) => picture.pixels);
  return Buffer.from(
    UPNG.encode(
      pixels,
      first.width,
      first.height,
      PALETTE,
      frames.map(({ ms }) => ms),
    ),
  );
}
