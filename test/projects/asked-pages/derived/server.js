import Anthropic from '@anthropic-ai/sdk';
import express from 'express';

const app = express();
const client = new Anthropic();

app.post('/derive', requireLogin, limiter, async (req, res, next) => {
  try {
    const message = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      messages: [{ role: 'user', content: String(req.body.question).slice(0, 500) }],
    });
    res.json({ answer: message.content[0].text, tokens: message.usage.output_tokens });
  } catch (error) {
    next(error);
  }
});
