from fastapi import HTTPException, Request


def person(request: Request):
    if "user" not in request.session:
        raise HTTPException(status_code=401)


def rarely(request: Request):
    if request.session["requests"] > 100:
        raise HTTPException(status_code=429)
