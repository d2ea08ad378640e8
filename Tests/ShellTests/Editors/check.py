"""check.py NNSH: opens documents with pygls's client of the language server protocol."""
import asyncio
import sys

from lsprotocol import types
from pygls.lsp.client import BaseLanguageClient

URI = "file:///tmp/lesson%201.nn"
DOCUMENT = "net 2 4 1\nforward 0 1 1\nlet δ𝛿 = 1\nprint \"𝛿é\"; frobnicate\noptimizer ada\n"


async def main():
    client = BaseLanguageClient("test", "1")
    published = asyncio.Queue()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def diagnostics(parameters):
        published.put_nowait(parameters.diagnostics)

    await client.start_io(sys.argv[1], "lsp")
    initialized = await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
    assert initialized.server_info.name == "nnsh"
    client.initialized(types.InitializedParams())

    def change(text, version):
        client.text_document_did_change(types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version, URI),
            [types.TextDocumentContentChangeWholeDocument(text)]))

    async def found():
        diagnostics = await asyncio.wait_for(published.get(), 60)
        return [(d.range.start.line, d.range.start.character, d.range.end.character, d.message) for d in diagnostics]

    client.text_document_did_open(types.DidOpenTextDocumentParams(
        types.TextDocumentItem(URI, "nn", 1, DOCUMENT)))
    three = await found()
    assert [place[:3] for place in three] == [(1, 12, 13), (3, 13, 23), (4, 10, 13)], three
    print("ok: three mistakes, three diagnostics")
    for place in three:
        print(f"  {place}")
    document = types.TextDocumentIdentifier(URI)
    hover = await client.text_document_hover_async(types.HoverParams(document, types.Position(4, 3)))
    assert "optimizer" in hover.contents.value and hover.range.end.character == 9, hover
    print("ok: hover")
    completion = await client.text_document_completion_async(
        types.CompletionParams(document, types.Position(4, 13)))
    labels = [item.label for item in completion]
    assert labels == ["adagrad", "adadelta", "adam", "adamw"] or set(labels) >= {"adam", "adagrad"}, labels
    print(f"ok: completion: {', '.join(labels)}")
    change("net 2 4 1\nforward 0 1\n", 2)
    assert await found() == []
    print("ok: a change that mends them")
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.sleep(0.5)
    await client.stop()


asyncio.run(main())
