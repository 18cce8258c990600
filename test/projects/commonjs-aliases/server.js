const express = require('express');
const llm = require('#lib/claude');
const { fixed, systemFor } = require('@prompts');

const app = express();
app.use(express.json());

app.post('/ask', async (req, res) => {
  const reply = await llm.ask(systemFor(req.body.topic), req.body.question);
  res.send(reply);
});

app.post('/fixed', async (req, res) => {
  res.send(await llm.ask(fixed, req.body.question));
});
