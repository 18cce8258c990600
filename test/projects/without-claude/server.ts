import { exec } from 'node:child_process';
import express from 'express';
import { version } from './claude';
import { ask } from './llm';

const app = express();
app.post('/ask', async (req, res) => {
  try {
    exec(await ask(req.body.system, version));
    res.end();
  } catch (error) {
    res.status(500).send(error.message);
  }
});
