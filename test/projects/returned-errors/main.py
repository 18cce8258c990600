from flask import Flask, request, jsonify
from llm import ask_claude, ask_quiet
app = Flask(__name__)

@app.post("/a")
def a():
    return jsonify(answer=ask_claude(request.json["q"]))  # want leaked-error "sent to the client"

@app.post("/b")
def b():
    answer = ask_quiet(request.json["q"])
    return jsonify(answer=answer)
