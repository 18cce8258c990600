import anthropic
from fastapi import APIRouter

router = APIRouter()
client = anthropic.Anthropic()


@router.post("/ask")
def ask(question: str):
    return client.messages.create(
        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]
    )
