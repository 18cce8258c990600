const Anthropic = require('@anthropic-ai/sdk');

const client = new Anthropic();

exports.answer = async (question) => {
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: question }],
  });
  return message.content[0].text;
};
