import Anthropic from '@anthropic-ai/sdk';

/** Others use the other one. */
export const unused = new Anthropic();
export const version = 'anthropic';
