const Anthropic = require('@anthropic-ai/sdk');

const client = new Anthropic();

async function ask(system, question) {
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    system, // want untrusted-system-prompt "Text from a request"
    messages: [{ role: 'user', content: question }],
  });
  return message.content[0].text;
}

module.exports = { ask, client };
