import express from 'express';
import { answer, teach } from './answer';

const app = express();
const roles = ['teacher', 'critic'];

app.post('/answer', async (req, res) => {
  res.json(await answer(req)); // want unvalidated-input "What the caller of this endpoint sends"
});

app.post('/teach', async (req, res) => {
  if (!roles.includes(req.body.role)) {
    res.status(400).json({ error: 'Unknown role' });
    return;
  }
  res.json(await teach(req));
});
