import WorkedExamples

/// A document as Markdown: commands and their output in blocks that `nnsh test` accepts, drawings left out.
struct MarkdownDocument {
  let text: String

  init(_ document: Document) {
    var lines = ["# \(document.title)"]
    var isInFence = false
    func fence(_ opens: Bool) {
      guard opens != isInFence else { return }
      lines += opens ? ["", "```nn"] : ["```"]
      isInFence = opens
    }
    for block in document.blocks {
      switch block {
      case .heading(let text):
        fence(false)
        lines += ["", "## \(text)"]
      case .paragraph(let text):
        fence(false)
        lines += ["", text]
      case .commands(let commands):
        fence(true)
        lines += commands.map { "nn> " + $0.split(separator: "\n").joined(separator: "\n...> ") }
      case .output(let output):
        fence(true)
        lines += output.map(Recording.expected)
      case .equation(_, let line):
        fence(true)
        lines.append(Recording.expected(line))
      case .drawing: break
      case .curve(let curve):
        fence(false)
        lines += ["", "\(curve.caption)."]
      }
    }
    fence(false)
    text = lines.joined(separator: "\n") + "\n"
  }
}
