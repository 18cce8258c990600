import telebot
from llm import ask_claude
bot = telebot.TeleBot("x")

@bot.message_handler(func=lambda m: True)
def handle(msg):
    answer = ask_claude(msg.text)
    bot.reply_to(msg, answer)  # want leaked-error "written into the chat"
