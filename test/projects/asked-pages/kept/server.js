const express = require('express');
const { marked } = require('marked');
const Anthropic = require('@anthropic-ai/sdk');

const app = express();
const client = new Anthropic();

app.post('/page', async (req, res) => {
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: String(req.body.topic).slice(0, 200) }],
  });
  res.json({ page: message.content[0].text, took: 3 });
});

app.get('/events', (req, res) => {
  const stream = client.messages.stream({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: String(req.query.topic).slice(0, 200) }],
  });
  stream.on('text', (text) => res.write(`data: ${JSON.stringify({ text })}\n\n`));
});

app.get('/answer', async (req, res) => {
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: String(req.query.topic).slice(0, 200) }],
  });
  res.send(marked.parse(message.content[0].text)); // want reply-as-html "Claude’s reply is put into a page"
});
