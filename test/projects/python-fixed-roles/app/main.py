from fastapi import FastAPI, HTTPException

from app.llm import ask
from app.roles import ROLES, role_of

api = FastAPI()


@api.post("/ask")
async def answer(role: str, question: str):
    return {"answer": await ask(role_of(role), question)}


@api.post("/strict")
async def strict(role: str, question: str):
    if role not in ROLES:
        raise HTTPException(status_code=400, detail="No such role")
    return {"answer": await ask(role, question)}
