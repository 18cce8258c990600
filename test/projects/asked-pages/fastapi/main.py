import anthropic
from fastapi import APIRouter, FastAPI
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

app = FastAPI()
router = APIRouter(prefix="/api")
client = anthropic.Anthropic()


class Question(BaseModel):
    text: str = Field(max_length=500)


@router.post("/ask")
def ask(question: Question):
    message = client.messages.create(
        model="claude-sonnet-5",
        max_tokens=1024,
        messages=[{"role": "user", "content": question.text}],
    )
    return {"answer": message.content[0].text, "count": 1}


@router.post("/stream")
def stream(question: Question):
    def parts():
        with client.messages.stream(
            model="claude-sonnet-5",
            max_tokens=1024,
            messages=[{"role": "user", "content": question.text}],
        ) as answer:
            for text in answer.text_stream:
                yield text

    return StreamingResponse(parts(), media_type="text/plain")


app.include_router(router)
