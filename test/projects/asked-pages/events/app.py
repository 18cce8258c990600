import anthropic
from flask import Flask
from flask_socketio import SocketIO, emit

app = Flask(__name__)
socketio = SocketIO(app)
client = anthropic.Anthropic()


@socketio.on("question")
def answer(data):
    emit("thinking", {"since": 0})
    with client.messages.stream(
        model="claude-sonnet-5",
        max_tokens=1024,
        messages=[{"role": "user", "content": data["text"][:500]}],
    ) as stream:
        for text in stream.text_stream:
            emit("answer", {"text": text, "count": len(text)})
