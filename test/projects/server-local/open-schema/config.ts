import { z } from 'zod';

const schema = z.object({
  host: z.string().default('127.0.0.1'),
  publicHost: z.string().default('0.0.0.0'),
});

export const config = schema.parse(process.env);
