from flask import Flask, request, jsonify
from several import answer
from llm import ask_claude, ask_quiet
app = Flask(__name__)

@app.post("/a")
def a():
    return jsonify(answer=ask_claude(request.json["q"]))  # want leaked-error "sent to the client"

@app.post("/b")
def b():
    answer = ask_quiet(request.json["q"])
    return jsonify(answer=answer)


@app.post("/c")
def c():
    return jsonify(answer=answer(request.json["q"]))  # want leaked-error "sent to the client"
