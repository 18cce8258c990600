import Anthropic from '@anthropic-ai/sdk';
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const io = new Server(createServer());
const client = new Anthropic();

io.on('connection', (socket) => {
  socket.on('ask', async (question) => {
    const message = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      messages: [{ role: 'user', content: String(question).slice(0, 500) }],
    });
    socket.emit('told', 'Claude', message.content[0].text);
    io.to('all').emit('counted', message.usage.output_tokens);
  });
});
