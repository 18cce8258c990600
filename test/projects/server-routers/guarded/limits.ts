import { rateLimit } from 'express-rate-limit';

export const often = rateLimit({ windowMs: 60_000, limit: 10 });
