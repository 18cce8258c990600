import anthropic
from fastapi import FastAPI

app = FastAPI()
client = anthropic.Anthropic()


@app.post("/ask")  # want open-proxy "Anyone who finds this endpoint"
def ask(question: str):
    message = client.messages.create(
        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]
    )
    return {"answer": message.content[0].text}
