import express from 'express';
import { ask } from './llm';

const app = express();

app.post('/chat', async (req, res) => {
  try {
    const text = await ask(String(req.body.question));
    console.info(text); // want conversation-logged "whole reply is written by info()"
    console.info(text.length);
    res.json({ text });
  } catch {
    res.status(502).json({ error: 'No answer' });
  }
});
