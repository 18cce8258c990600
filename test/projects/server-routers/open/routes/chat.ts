import { Router } from 'express';
import { ask } from '../claude';

export const chat = Router();

chat.post('/ask', async (req, res) => { // want open-proxy "Anyone who finds this endpoint"
  res.json(await ask(req.body.question));
});
