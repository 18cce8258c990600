/**
 * The token of a terminal never goes over the socket: whoever asks shows by a code over the question that it has the token, and
 * whoever answers shows the same by one over the answer. So a stranger that listens where a window has listened before (on Windows
 * anybody can see the names of pipes, and take one that is free again) learns nothing, and can hand no key of its own to a program.
 * Pure.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { GivenKey, KeyRequest } from './protocol';

/** Another one for each request, in hexadecimal digits and dashes. */
type Nonce = string;

const codeOf = (token: string, parts: readonly unknown[]): string =>
  bytesToHex(hmac(sha256, utf8ToBytes(token), utf8ToBytes(JSON.stringify(parts))));

/** How long it takes says nothing of how much of it is right. */
const isSame = (token: string, given: string, expected: string): boolean =>
  codeOf(token, [given]) === codeOf(token, [expected]);

type Asked = Pick<KeyRequest, 'mode' | 'ancestors'>;

const codeOfRequest = (token: string, { nonce, mode, ancestors }: Asked & { nonce: Nonce }): string =>
  codeOf(token, ['request', nonce, mode, ancestors]);

const codeOfReply = (token: string, nonce: Nonce, { key, variable }: Omit<GivenKey, 'proof'>): string =>
  codeOf(token, ['reply', nonce, variable, key]);

/** @param nonce nobody has used it before */
export const requestWith = (token: string, nonce: Nonce, { mode, ancestors }: Asked): KeyRequest => ({
  ...{ version: 2, nonce, mode, ancestors },
  proof: codeOfRequest(token, { nonce, mode, ancestors }),
});

export const isAskedWith = (token: string, request: KeyRequest): boolean =>
  isSame(token, request.proof, codeOfRequest(token, request));

export const replyWith = (token: string, { nonce }: KeyRequest, key: string, variable: string): GivenKey => ({
  ...{ key, variable },
  proof: codeOfReply(token, nonce, { key, variable }),
});

export const isAnsweredWith = (token: string, { nonce }: KeyRequest, reply: GivenKey): boolean =>
  isSame(token, reply.proof, codeOfReply(token, nonce, reply));
