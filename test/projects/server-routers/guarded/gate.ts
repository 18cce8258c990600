import type { RequestHandler } from 'express';
import { verify } from 'jsonwebtoken';

export const gate: RequestHandler = (req, _res, next) => {
  verify(req.headers.authorization ?? '', process.env.SECRET ?? '');
  next();
};
export const slow: RequestHandler = (_req, _res, next) => next();
