import shlex
import subprocess

from flask import Flask, jsonify, request

from .services.answers import answer

app = Flask(__name__)


@app.post("/ask")
def ask():
    data = request.get_json()
    try:
        text = answer(data["role"], data["question"])
    except Exception as error:
        return jsonify({"error": str(error)}), 500  # want leaked-error "sent to the client"
    subprocess.run(f"notify {text}", shell=True)  # want reply-as-command "Claude’s reply"
    subprocess.run(f"notify {shlex.quote(text)}", shell=True)
    return jsonify({"answer": text})


@app.post("/compute")
def compute():
    return jsonify({"value": eval(answer("a calculator", request.get_json()["sum"]))})  # want reply-as-code "Claude’s reply"
