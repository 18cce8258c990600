import subprocess


def run(command):
    return subprocess.run(command, shell=True, capture_output=True)  # want reply-as-command "shell"


def show_version(program):
    return subprocess.run(f"{program} --version", shell=True)
