#!/usr/bin/env bash
# Writes docs/screen.svg: what a terminal shows of the command lines in the README, in colours. It takes the command as its argument.
set -euo pipefail
cd "$(dirname "$0")/.."
command=$(realpath "${1:-artifacts/bin/MapKit.Cli/release/MapKit.Cli}")
folder=/tmp/mkscrn0
rm -rf "$folder"
mkdir "$folder"
trap 'rm -rf "$folder"' EXIT
COMMAND=$command FOLDER=$folder python3 - <<'PYTHON'
import html, os, re, subprocess

folder, command = os.environ["FOLDER"], os.environ["COMMAND"]
shown = "/etc/postfix"
readme = open("README.md", encoding="utf-8").read()
for name in os.listdir("docs/example"):
    with open("docs/example/" + name, encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text.replace(shown, folder))

os.symlink(command, os.path.join(folder, "mapkit"))
environment = dict(os.environ, PATH=folder + ":" + os.environ["PATH"], MAIL_CONFIG=folder, TERM="xterm-256color", LC_ALL="C.UTF-8")
lines = []
for block in re.findall(r"^```console\n(.*?)^```$", readme, re.M | re.S):
    for line in re.findall(r"^\$ (.*)$", block, re.M):
        lines.append("\x1b[1m$ " + line + "\x1b[0m")
        run = subprocess.run(["script", "-qec", "stty cols 120; cd " + folder + "; " + line.replace(shown, folder), "/dev/null"], env=environment, capture_output=True)
        # A line of progress is erased by what follows it.
        text = re.sub("[^\n]*\r\x1b\\[K", "", re.sub("\x1b(\\[\\?1h|=)", "", run.stdout.decode()).replace("\r\n", "\n"))
        lines += text.replace(folder, shown).rstrip("\n").split("\n")

colors = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#76e3ea", "91": "#ff7b72", "92": "#7ee787", "93": "#e3b341", "94": "#79c0ff"}
width, height, left = 8.43, 19, 16
columns = max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines)
picture = ['<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">' % (columns * width + 2 * left, len(lines) * height + 28),
           '<rect width="100%" height="100%" rx="8" fill="#161b22"/>']
for row, line in enumerate(lines):
    style, column, spans = "", 0, []
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            codes = part[2:-1].split(";")
            if codes in ([""], ["0"]):
                style = ""
            else:
                code = next((code for code in codes if code in colors), "")
                style = ("" if code not in colors else ' fill="%s"' % colors[code]) + (' font-weight="bold"' if "1" in codes else "")
        elif part:
            text = part.lstrip(" ")
            column += len(part) - len(text)
            if text:
                spans.append('<tspan x="%.1f"%s>%s</tspan>' % (left + column * width, style, html.escape(text).replace(" ", "\u00a0")))
            column += len(text)
    picture.append('<text y="%d" fill="#c9d1d9">%s</text>' % (28 + row * height, "".join(spans)))
picture.append("</svg>")
with open("docs/screen.svg", "w", encoding="utf-8") as file:
    file.write("\n".join(picture) + "\n")
PYTHON
