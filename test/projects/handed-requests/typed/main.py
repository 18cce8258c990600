from fastapi import FastAPI, Request
from pydantic import BaseModel

from .claude import ask

app = FastAPI()


class Question(BaseModel):
    text: str


@app.post("/typed")
async def typed(question: Question):
    return await ask(f"Answer: {question.text}")


@app.post("/raw")
async def raw(request: Request):
    data = await request.json()
    return await ask(f"Answer: {data['text']}")  # want unvalidated-input "What the caller of this endpoint sends"
