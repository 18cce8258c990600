import anthropic
from fastapi import FastAPI, WebSocket

app = FastAPI()
client = anthropic.AsyncAnthropic()


@app.websocket("/ws")
async def answer(websocket: WebSocket):
    await websocket.accept()
    question = await websocket.receive_text()
    async with client.messages.stream(
        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question[:500]}]
    ) as stream:
        async for text in stream.text_stream:
            await websocket.send_text(text)


@app.websocket("/clock")
async def clock(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_text("12:00")
