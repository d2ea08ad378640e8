"""check.py [HTML]: runs a notebook of nnsh by nbclient and checks its cells; HTML is where its page goes."""
import asyncio
import random
import sys

import nbformat
from nbclient import NotebookClient

EXAMPLE = "net 2 2 1 no-bias\nweights h 0.2 0.6 / 0.5 0.7; weights o 0.6 0.7\nforward 0 1\nbackward 1"
PICTURES = "seed 1\nnet 2 4 1; init normal 0 1\ntrain 4000\nplot loss\nplot boundary"
ERROR = "# an error\nforward 0 1 1"
ENDLESS = "let before = 5\nrepeat 1e12 { let y = 2 }"
AFTER = "print before, loss < 0.01"
DOTS = ".5"
CELLS = [EXAMPLE, PICTURES, ERROR, ENDLESS, AFTER, DOTS, "quit", "print 1 + 1"]


def outputs(cell, kind):
    return [output for output in cell.outputs if output.output_type == kind]


def text(cell):
    return "".join(output.text for output in outputs(cell, "stream"))


async def interrupt_often(client):
    """Interrupts cells that print much, at random times; what comes after has answers of its own only."""
    rest = []
    for number in range(12):
        identifier = client.kc.execute("repeat 20000 { print 7 }")
        await asyncio.sleep(random.random() / 4)
        await client.km.interrupt_kernel()
        await client.kc._async_recv_reply(identifier, timeout=60)
        rest.append((await client.kc.complete(f"print {number}; optimizer ada", 24, reply=True, timeout=60))["content"])
    return rest


async def run(notebook):
    client = NotebookClient(notebook, kernel_name="nnsh", allow_errors=True, timeout=300, startup_timeout=300)
    async with client.async_setup_kernel():
        for index, cell in enumerate(notebook.cells):
            running = asyncio.ensure_future(client.async_execute_cell(cell, index))
            if cell.source == ENDLESS:
                await asyncio.sleep(4)
                await client.km.interrupt_kernel()
            await running
        completed = await client.kc.complete("net 2 4 1\noptimizer ada", 23, reply=True, timeout=60)
        await client.kc.execute("net 2 4 1", reply=True, timeout=60)
        named = await client.kc.complete("let δ = 1; print h2.", 20, reply=True, timeout=60)
        explained = await client.kc.inspect("forward 0 1", 3, reply=True, timeout=60)
        often = await interrupt_often(client)
    return completed["content"], named["content"], explained["content"], often


def main():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("# A lesson\nA step by hand, a training, and what goes wrong."))
    notebook.metadata.kernelspec = {"name": "nnsh", "display_name": "nnsh", "language": "nn"}
    for cell in notebook.cells:
        cell.pop("id", None)
    notebook.nbformat_minor = 4
    code = notebook.cells
    notebook.cells = [cell for cell in code if cell.cell_type == "code"]
    completed, named, explained, often = asyncio.run(run(notebook))
    by_source = {cell.source: cell for cell in notebook.cells}
    assert "o1.out = sigmoid(o1.net) = sigmoid(0.855125) = 0.701641\n" in text(by_source[EXAMPLE])
    print("ok: a worked example")
    pictures = [output.data for output in outputs(by_source[PICTURES], "display_data")]
    assert len(pictures) == 2 and all(data["image/svg+xml"].startswith("<svg") for data in pictures), by_source[PICTURES]
    print("ok: two pictures")
    error = outputs(by_source[ERROR], "error")[0]
    assert error.evalue == "forward needs 2 inputs, got 3" and "2:13: error: " in error.traceback[0], error
    print("ok: an error")
    assert outputs(by_source[ENDLESS], "error")[0].ename == "Interrupted", by_source[ENDLESS]
    assert text(by_source[AFTER]) == "5 true\n", text(by_source[AFTER])
    print("ok: an interrupt, and the session goes on")
    assert outputs(by_source[DOTS], "error") and text(by_source["print 1 + 1"]) == "2\n"
    assert completed["cursor_start"] == 20 and "adam" in completed["matches"], completed
    assert named["cursor_start"] == 17 and "h2.out" in named["matches"], named
    assert explained["found"] and explained["data"]["text/plain"].startswith("forward"), explained
    print("ok: Tab completes, Shift-Tab explains")
    assert all("adam" in answer["matches"] for answer in often), often
    print("ok: interrupts while a cell prints")
    if len(sys.argv) > 1:
        from nbconvert import HTMLExporter

        notebook.cells = code
        with open(sys.argv[1], "w", encoding="utf-8") as file:
            file.write(HTMLExporter().from_notebook_node(notebook)[0])


main()
