import anthropic

client = anthropic.Anthropic()


def answer(asked):
    message = client.messages.create(
        model="claude-sonnet-5",
        max_tokens=1024,
        system="You are " + asked.data["persona"],  # want untrusted-system-prompt "a request"
        messages=[{"role": "user", "content": asked.data["question"]}],
    )
    return message.content[0].text


def teach(asked):
    role = asked.data["role"]
    message = client.messages.create(
        model="claude-sonnet-5", max_tokens=1024, system=f"You are a {role}.", messages=[]
    )
    return message.content[0].text
