from shop import claude
from shop.claude.client import API_KEY


def answer(role, question):
    print("Asking with", API_KEY)  # want credential-logged "A Claude credential is written by print()"
    print("Asking with", "…" + API_KEY[-4:])
    return claude.ask(role, question)
