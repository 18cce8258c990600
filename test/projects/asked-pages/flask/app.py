import anthropic
from flask import Flask, jsonify, request

app = Flask(__name__)
client = anthropic.Anthropic()


@app.route("/get_response", methods=["POST"])
def get_response():
    message = client.messages.create(
        model="claude-sonnet-5",
        max_tokens=1024,
        messages=[{"role": "user", "content": request.json["question"][:500]}],
    )
    return jsonify(response=message.content[0].text, took=3)


@app.route("/greeting")
def greeting():
    return jsonify(response="Hello")
