'use client';
import { headers } from '../lib/headers';

export const models = () => fetch('https://api.anthropic.com/v1/models', { headers: headers() });
