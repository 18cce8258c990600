import os

import anthropic

API_KEY = os.environ["ANTHROPIC_API_KEY"]
client = anthropic.Anthropic(api_key=API_KEY)


def ask(role, question):
    message = client.messages.create(
        model="claude-sonnet-5",
        max_tokens=1024,
        system="You are " + role,  # want untrusted-system-prompt "Text from a request"
        messages=[{"role": "user", "content": question}],
    )
    return message.content[0].text
