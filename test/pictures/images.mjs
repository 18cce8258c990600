// @ts-check
/** Pictures as PNG, still or moving. Lossless: text stays sharp, and the same pixels give the same file. */
import { createRequire } from 'node:module';

const UPNG = createRequire(import.meta.url)('upng-js');

/** @typedef {{ width: number, height: number, pixels: ArrayBuffer }} Picture RGBA, from the top left */
/** @typedef {{ picture: Picture, ms: number }} Frame shown for so long */

/** All colours; a palette would tint the edges of letters. */
const ALL_COLOURS = 0;

/** @param {Buffer} png @returns {Picture} */
export function decode(png) {
  const image = UPNG.decode(png);
  return { width: image.width, height: image.height, pixels: UPNG.toRGBA8(image)[0] };
}

/** @param {Picture} picture @returns {Buffer} */
export const encode = ({ width, height, pixels }) => Buffer.from(UPNG.encode([pixels], width, height, ALL_COLOURS));

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
      ALL_COLOURS,
      frames.map(({ ms }) => ms),
    ),
  );
}
