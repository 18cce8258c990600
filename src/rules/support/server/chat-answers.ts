/** What a bot writes into a chat, as data. Sources: the libraries' own documentation, read in November 2026. */
import type { Call, Range, Value } from '../../../engine/facts';
import type { Document } from '../../../engine/types';
import { callsByName } from '../traces';

interface ChatAnswers {
  /** What the document imports. */
  library: RegExp;
  /** Methods that write into a chat, or put text into what is written there. */
  methods?: RegExp;
  /** Calls by their name, and functions that handlers are given. */
  calls?: RegExp;
}

const rows: readonly ChatAnswers[] = [
  {
    library: /^(?:discord\.js|eris|oceanic\.js|@discordjs\/)/,
    methods:
      /^(?:reply|editReply|followUp|edit|send|update|createMessage|createFollowup|editOriginal|setDescription|addFields?)$/,
  },
  {
    library: /^(?:discord|nextcord|disnake|interactions)(?:$|\.)/,
    methods:
      /^(?:send|reply|respond|edit|send_message|edit_message|send_followup|edit_original_(?:response|message)|add_field)$/,
    calls: /^(?:discord|nextcord|disnake|interactions)\.Embed$/,
  },
  {
    library: /^(?:telegram|telebot|aiogram|pyrogram|telethon)(?:$|\.)/,
    methods:
      /^(?:reply_(?:text|html|markdown\w*|to)|reply|answer|respond|edit|edit_text|edit_message_text|send_message|answer_callback_query)$/,
  },
  {
    library: /^(?:telegraf|grammy|node-telegram-bot-api|telegram|gramio)(?:$|\/)/,
    methods: /^(?:reply|replyWith\w+|sendMessage|editMessageText|answerCbQuery|answerCallbackQuery)$/,
  },
  {
    library: /^@slack\/(?:bolt|web-api)$/,
    methods: /^(?:postMessage|postEphemeral|say|respond)$/,
    calls: /^(?:say|respond)$/,
  },
  {
    library: /^slack_(?:bolt|sdk)(?:$|\.)/,
    methods: /^(?:chat_(?:postMessage|postEphemeral|update)|say|respond)$/,
    calls: /^(?:say|respond)$/,
  },
  { library: /^(?:whatsapp-web\.js|@whiskeysockets\/baileys)$/, methods: /^(?:reply|sendMessage)$/ },
  {
    library: /^(?:@line\/bot-sdk|linebot)(?:$|\.)/,
    methods: /^(?:reply|push)(?:Message|_message)(?:_with_http_info)?$/,
  },
  { library: /^botbuilder(?:$|\.)/, methods: /^(?:sendActivity|send_activity)$/ },
  { library: /^tmi\.js$/, methods: /^(?:say|reply)$/ },
  { library: /^chainlit$/, calls: /^chainlit\.(?:Error)?Message$/ },
];

/** A server’s response; places where those who run the bot read, rather than those who use it. */
const elsewhere = /^(?:res|resp|response|reply|c)\b|log|admin|owner|webhook|error|debug|staff|\bdev|alert|monitor/i;
/** Who may talk to the bot is asked. */
const ownUsers =
  /allow(?:ed)?_?(?:list|users?|chats?|ids?)|allowed\b|white_?list|authori[sz]ed|\b(?:is_?)?(?:owner|admin)s?_?(?:id|only)?\b|permitted/i;

const toldInChat = ({ facts }: Document): readonly ChatAnswers[] =>
  rows.filter(({ library }) => facts.imports.some(({ module }) => library.test(module)));

/** Values that are written into a chat. */
export function chatAnswers(document: Document): Value[] {
  const known = toldInChat(document);
  if (known.length === 0) return [];
  const isAnswer = (name: string, { callee }: Call): boolean => {
    const method = callee.kind === 'member' ? (callee.property ?? '') : undefined;
    const called = callee.kind === 'name' ? callee.name : name;
    if (method !== undefined && known.some(({ methods }) => methods?.test(method)))
      return callee.kind === 'member' && !elsewhere.test(objectText(callee.object, document));
    return known.some(({ calls }) => calls?.test(name) || calls?.test(called));
  };
  return [...callsByName(document)].flatMap(([name, calls]) =>
    calls.filter((call) => isAnswer(name, call)).flatMap(({ args }) => args.map(({ value }) => value)),
  );
}

const objectText = ({ range }: Value, { text }: Document): string => text.slice(range.start, range.end);

/** Only people that the bot's owner has named get an answer of it. */
export const isForOwnUsers = ({ start }: Range, { facts, text }: Document): boolean => {
  const around = facts.functions.filter(({ range }) => range.start <= start && start < range.end);
  return around.some(({ range, decorators }) => {
    const from = Math.min(range.start, ...decorators.map((one) => one.range.start));
    return ownUsers.test(text.slice(from, range.end));
  });
};
