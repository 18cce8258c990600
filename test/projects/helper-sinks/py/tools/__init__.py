from .shell import run, show_version


def run_tool(name, given):
    if name == "bash":
        return run(given["command"])
    return show_version("git")
