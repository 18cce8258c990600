from typing import Annotated

from anthropic import AsyncAnthropic
from fastapi import Depends

from .services.chat import ChatService


def get_client() -> AsyncAnthropic:
    return AsyncAnthropic()


async def get_chat():
    service = ChatService(get_client())
    yield service


Chat = Annotated["ChatProtocol", Depends(get_chat)]
Client = Annotated[AsyncAnthropic, Depends(get_client)]
