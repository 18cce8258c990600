import anthropic

client = anthropic.Anthropic()


def generate(question):
    if not question:
        return {"error": "A question is needed."}
    try:
        return client.messages.create(
            model="claude-sonnet-5", max_tokens=100, messages=[{"role": "user", "content": question}]
        )
    except Exception as error:
        return {"error": str(error)}


def answer(question):
    message = generate(question)
    if "error" in message:
        return f"Failed: {message['error']}"
    return message.content[0].text
