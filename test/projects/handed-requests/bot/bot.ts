import { Client } from 'discord.js';
import { reply } from './reply';

const bot = new Client({ intents: [] });

bot.on('messageCreate', async (message) => {
  await message.reply(await reply(message));
});
