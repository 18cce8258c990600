from typing import Annotated

from anthropic import AsyncAnthropic
from fastapi import Depends, FastAPI
from pydantic import BaseModel

from .dependencies import Chat, Client, get_chat, get_client
from .services.chat import ChatService

app = FastAPI()


class Body(BaseModel):
    persona: str
    question: str


@app.post("/renamed")
async def renamed(body: Body, chat: Chat):
    return await chat.renamed(body.persona, body.question)


@app.post("/default")
async def default(body: Body, chat=Depends(get_chat)):
    return await chat.default(body.persona, body.question)


@app.post("/quoted")
async def quoted(body: Body, chat: "ChatService" = Depends(get_chat)):
    return await chat.quoted(body.persona, body.question)


@app.post("/annotated")
async def annotated(body: Body, chat: Annotated[ChatService, Depends(get_chat)]):
    return await chat.annotated(body.persona, body.question)


@app.post("/typed")
async def typed(body: Body, chat: ChatService = Depends()):
    return await chat.typed(body.persona, body.question)


@app.post("/client")
async def with_client(body: Body, client: Client, other: Annotated[AsyncAnthropic, Depends(get_client)]):
    await client.messages.create(
        model="claude-sonnet-5",
        max_tokens=9,
        system=body.persona,  # want untrusted-system-prompt "Text from a request"
        messages=[],
    )
    return await other.messages.create(model="claude-sonnet-5", max_tokens=9, system="Be brief.", messages=[])


@app.post("/safe")
async def safe(body: Body, chat: Chat):
    return await chat.safe("kind", body.question)
