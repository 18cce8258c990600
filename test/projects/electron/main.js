const { app, BrowserWindow, ipcMain } = require('electron');
const Anthropic = require('@anthropic-ai/sdk');
const client = new Anthropic();
ipcMain.handle('ask-claude', async (event, question, persona) => {
  const message = await client.messages.create({
    model: 'claude-sonnet-5', max_tokens: 1024,
    system: `You are ${persona}`, // want untrusted-system-prompt ""
    messages: [{ role: 'user', content: question }],
  });
  return message.content[0].text;
});
ipcMain.handle('ask-object', async (_event, { question }) => {
  try {
    const message = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content: question }] });
    return { success: true, text: message.content[0].text };
  } catch (error) {
    return { success: false, error: error.message };
  }
});
ipcMain.handle('version', () => app.getVersion());
