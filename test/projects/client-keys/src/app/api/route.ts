import Anthropic from '@anthropic-ai/sdk';
import { opening } from '../../config';

const client = new Anthropic({ apiKey: opening });

export const isSet = Boolean(process.env.CLAUDE_API_KEY);
export const GET = async () => Response.json(await client.models.list());
