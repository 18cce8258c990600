import express from 'express';
import multer from 'multer';
import fs from 'fs';
import path from 'path';
import Anthropic from '@anthropic-ai/sdk';
import { extract } from './extract';
const app = express();
const client = new Anthropic();
const ask = (text: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 10, messages: [{ role: 'user', content: text }] }); // want untrusted-context "Text from a document"
const upload = multer({ dest: 'uploads/' });
const limited = multer({ storage: multer.memoryStorage(), limits: { fileSize: 1024 * 1024 } });
const filtered = multer({ storage: multer.memoryStorage(), fileFilter: (req, file, cb) => cb(null, file.mimetype === 'application/pdf') });
app.post('/a', upload.single('file'), async (req, res) => {
  const text = await extract(req.file!.path);
  res.json(await ask(text)); // want unvalidated-input "What the caller"
});
app.post('/b', limited.single('file'), async (req, res) => {
  res.json(await ask(req.file!.buffer.toString()));
});
app.post('/c', filtered.single('file'), async (req, res) => {
  res.json(await ask(req.file!.buffer.toString()));
});
app.get('/d/:name', async (req, res) => {
  const text = fs.readFileSync(path.join('docs', req.params.name), 'utf8');
  res.json(await ask(text));
});
app.get('/e/:name', async (req, res) => {
  res.json(await ask(fs.readFileSync(`docs/${req.params.name}`, 'utf8')));
});
app.listen(3000);
