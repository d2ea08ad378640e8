"""A Jupyter kernel for nnsh, on `nnsh serve`.

A cell is an entry of the session. Pictures that `plot` draws are shown as SVG where gnuplot is installed, and as text
elsewhere. Tab completes and Shift-Tab explains, as at the prompt; an interrupt ends the cell and keeps the session.
"""
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile

from ipykernel.kernelbase import Kernel

# A command that draws a picture, up to the end of the command.
PLOT = re.compile(r"(?P<start>(?:^|[;{])[ \t]*)(?P<plot>plot[ \t]+[^;#}\"'\n]+)", re.MULTILINE)


class NnshKernel(Kernel):
    implementation = "nnsh"
    implementation_version = "0.1.0"
    banner = "nnsh: a shell for neural networks"
    language_info = {"name": "nn", "mimetype": "text/x-nn", "file_extension": ".nn", "pygments_lexer": "text"}
    help_links = []

    def __init__(self, **options):
        super().__init__(**options)
        self.pictures = tempfile.TemporaryDirectory(prefix="nnsh-pictures-")
        self.server = None
        self.start_server()

    def start_server(self):
        # A file takes any amount, where nobody reads it; a pipe would stop the server.
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        # Jupyter's interrupt goes to this process; what it means for the cell is decided here.
        self.server = subprocess.Popen(
            [os.environ.get("NNSH", "nnsh"), "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors, text=True, encoding="utf-8", errors="replace", start_new_session=True)

    # An interrupt ends the cell, not what reads its answer: the next cell would get the rest of it.

    def pre_handler_hook(self):
        signal.signal(signal.SIGINT, lambda *_: self.server.send_signal(signal.SIGINT))

    def post_handler_hook(self):
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    # Entries

    def ask(self, text, end="."):
        """Sends an entry, and yields the objects of its answer."""
        if self.server.poll() is not None:
            self.start_server()
        server, ended = self.server, False
        lines = ["." + line if line.startswith(".") else line for line in text.split("\n")]
        try:
            try:
                server.stdin.write("\n".join(lines + [end]) + "\n")
                server.stdin.flush()
            except BrokenPipeError:
                pass
            while not ended:
                line = server.stdout.readline()
                answer = json.loads(line) if line else {"end": True, "code": server.wait(), "died": True}
                ended = answer.get("end", False)
                yield answer
        finally:
            while not ended:
                line = server.stdout.readline()
                ended = not line or json.loads(line).get("end", False)

    def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, **_):
        text, pictures = self.with_pictures(code)
        error = None
        for answer in self.ask(text):
            if answer.get("output"):
                self.print("stdout", "\n".join(answer["output"]) + "\n", silent)
            for diagnostic in answer.get("diagnostics", []):
                error = error or ("Error", diagnostic["message"], [])
                shown = rendered(diagnostic, text.split("\n"))
                error[2].extend(shown)
            self.show(pictures, silent)
            status = answer.get("status")
            if status == "interrupted":
                error = ("Interrupted", "the session keeps what came before", ["interrupted"])
            elif status == "quit":
                self.print("stdout", "# the session has ended: the next cell begins a new one\n", silent)
            elif answer.get("died") and answer["code"] != 0 and not error:
                self.errors.seek(0)
                what = self.errors.read().strip() or f"nnsh ended with code {answer['code']}"
                error = ("Ended", what, [what])
        if error is None:
            return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}
        content = {"ename": error[0], "evalue": error[1], "traceback": error[2]}
        if not silent:
            self.send_response(self.iopub_socket, "error", content)
        return {"status": "error", "execution_count": self.execution_count, **content}

    def print(self, stream, text, silent):
        if not silent:
            self.send_response(self.iopub_socket, "stream", {"name": stream, "text": text})

    # Pictures

    def with_pictures(self, code):
        """The cell with a file for each of its pictures, and these files."""
        files = []
        if shutil.which("gnuplot") is None:
            return code, files

        def to_file(found):
            plot = found["plot"].rstrip()
            if " to " in plot:
                return found[0]
            files.append(os.path.join(self.pictures.name, f"{self.execution_count}-{len(files)}.svg"))
            return f'{found["start"]}{plot} to "{files[-1]}"{found["plot"][len(plot):]}'

        return PLOT.sub(to_file, code), files

    def show(self, files, silent):
        """Shows the pictures that have been drawn by now."""
        for path in list(files):
            if not os.path.exists(path):
                continue
            with open(path, encoding="utf-8") as file:
                picture = file.read()
            os.remove(path)
            if not silent:
                data = {"image/svg+xml": picture[picture.index("<svg"):], "text/plain": "a picture"}
                self.send_response(self.iopub_socket, "display_data", {"data": data, "metadata": {}})

    # Words

    def question(self, kind, code, cursor_pos):
        """The answer about a place, with that place in characters."""
        offset = len(code[:cursor_pos].encode(errors="replace"))
        answers = [answer for answer in self.ask(code, f".{kind} {offset}") if "from" in answer]
        for answer in answers:
            for end in ("from", "to"):
                answer[end] = len(code.encode(errors="replace")[:answer[end]].decode(errors="ignore"))
        return answers[0] if answers else None

    def do_complete(self, code, cursor_pos):
        answer = self.question("complete", code, cursor_pos)
        found = answer["completions"] if answer else []
        start, end = (answer["from"], answer["to"]) if answer else (cursor_pos, cursor_pos)
        types = [{"start": start, "end": end, "text": one["name"], "type": one["meaning"]} for one in found]
        return {"status": "ok", "matches": [one["name"] for one in found], "cursor_start": start, "cursor_end": end,
                "metadata": {"_jupyter_types_experimental": types}}

    def do_inspect(self, code, cursor_pos, detail_level=0, omit_sections=()):
        answer = self.question("help", code, cursor_pos)
        data = {"text/plain": "\n".join(answer["help"])} if answer else {}
        return {"status": "ok", "found": bool(answer), "data": data, "metadata": {}}

    def do_shutdown(self, restart):
        self.server.stdin.close()
        try:
            self.server.wait(2)
        except subprocess.TimeoutExpired:
            self.server.kill()
        self.pictures.cleanup()
        return {"status": "ok", "restart": restart}


def rendered(diagnostic, lines):
    """A message as nnsh prints it: where it is, the line, a mark below it, what to type instead."""
    line, column = diagnostic["line"], diagnostic["column"]
    shown = [f"{line}:{column}: error: {diagnostic['message']}"]
    if diagnostic["file"].startswith("<entry") and line <= len(lines):
        text = lines[line - 1]
        shown.append(f"{line:3} | {text}")
        mark = "^" + (" " + diagnostic["label"] if "label" in diagnostic else "")
        shown.append(f"    | {' ' * (column - 1)}{mark}")
    elif "label" in diagnostic:
        shown[0] += f": {diagnostic['label']}"
    if "help" in diagnostic:
        shown.append(f"help: {diagnostic['help']}")
    return shown


if __name__ == "__main__":
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(kernel_class=NnshKernel)
