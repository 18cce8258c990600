import anthropic

client = anthropic.AsyncAnthropic()


async def ask(prompt):
    message = await client.messages.create(
        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": prompt}]
    )
    return message.content[0].text
