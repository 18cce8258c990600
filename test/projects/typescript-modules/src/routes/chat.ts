import { exec, execFile } from 'node:child_process';
import express from 'express';
import { db } from '../database';
import { ask, askTeacher } from '../services/assistant.js';

export const router = express.Router();

router.post('/chat', async (req, res) => {
  try {
    const answer = await ask(req.body.role, req.body.question);
    exec(`notify ${answer}`); // want reply-as-command "Claude’s reply"
    await db.query(`INSERT INTO answers VALUES ('${answer}')`); // want reply-as-sql "Claude’s reply"
    res.json({ answer });
  } catch (error) {
    res.status(500).json({ message: error.message }); // want leaked-error "sent to the client"
  }
});

router.post('/teacher', async (req, res) => {
  try {
    const answer = await askTeacher(req.body.question);
    execFile('notify', ['--title', answer]);
    await db.query('INSERT INTO answers VALUES ($1)', [answer]);
    res.json({ answer });
  } catch (error) {
    console.error(error);
    res.status(502).json({ message: 'The assistant is not available.' });
  }
});
