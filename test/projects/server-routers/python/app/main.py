from fastapi import Depends, FastAPI

from app import chat, desk
from app.people import person, rarely

app = FastAPI()
app.include_router(chat.router, prefix="/chat")
app.include_router(desk.router, prefix="/desk", dependencies=[Depends(person), Depends(rarely)])
