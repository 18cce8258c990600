import { Router } from 'express';
import { ask } from '../claude';

export const chat = Router();

chat.post('/ask', async (req, res) => {
  res.json(await ask(req.body.question));
});
