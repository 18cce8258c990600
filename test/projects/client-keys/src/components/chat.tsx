'use client';
import Anthropic from '@anthropic-ai/sdk';
import { models, opening } from '../config';

const client = new Anthropic({
  apiKey: opening,
  dangerouslyAllowBrowser: true, // want client-exposed-credential "the key of ANTHROPIC_API_KEY"
});

export const ask = () => client.messages.create({ model: models.fast, max_tokens: 9, messages: [] });
