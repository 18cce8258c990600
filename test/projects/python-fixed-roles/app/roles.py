ROLES = {"teacher": "a patient teacher", "critic": "a strict critic"}


def role_of(name):
    return ROLES.get(name, "an assistant")
