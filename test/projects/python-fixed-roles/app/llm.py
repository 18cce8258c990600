import anthropic

client = anthropic.AsyncAnthropic()


async def ask(role, question):
    message = await client.messages.create(
        model="claude-sonnet-5",
        max_tokens=1024,
        system="You are " + role,
        messages=[{"role": "user", "content": question}],
    )
    return message.content[0].text
