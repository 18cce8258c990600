import anthropic
client = anthropic.Anthropic()

def ask_claude(q):
    try:
        r = client.messages.create(model="claude-sonnet-5", max_tokens=100, messages=[{"role": "user", "content": q}])
        return r.content[0].text
    except Exception as e:
        return f"Error: {e}"

def ask_quiet(q):
    try:
        r = client.messages.create(model="claude-sonnet-5", max_tokens=100, messages=[{"role": "user", "content": q}])
        return r.content[0].text
    except Exception as e:
        print(e)
        return "Sorry"
