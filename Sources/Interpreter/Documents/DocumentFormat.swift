import Expressions
import Safety
import WorkedExamples

/// The format of a document, by the name of its file.
enum DocumentFormat: String, CaseIterable {
  case html, tex, md

  /// - Parameter others: the endings of what else may be written to the file, for the message.
  init(_ file: Located<String>, or others: [String] = []) throws(Fault) {
    let name = file.value.lowercased()
    guard let format = Self.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else {
      let endings = (Self.allCases.map(\.rawValue) + others).map { ".\($0)" }
      let expected = "\(endings.dropLast().joined(separator: ", ")) or \(endings.last ?? "")"
      throw Fault("unknown kind of document: \(file.value)", at: file.range, label: "expected \(expected)")
    }
    self = format
  }

  func text(_ document: Document) -> String {
    switch self {
    case .html: HTMLDocument(document).text
    case .tex: LatexDocument(document).text
    case .md: MarkdownDocument(document).text
    }
  }
}

extension Interpreter {
  func write(_ document: Document, _ format: DocumentFormat, to file: Located<String>) throws {
    try write(Array(format.text(document).utf8), to: file, extensions: [format.rawValue])
  }

  /// The lines of the last step, as far as it went.
  var lastStep: [String] {
    guard let state = session.state, state.forward != nil else { return [] }
    let lines = StepLines(state, session.lineStyle())
    return lines.lines(.forward) + (state.backward == nil ? [] : lines.lines(.backward)) + lines.lines(.update)
  }

  /// The document with the network drawn at its end, if it has been computed.
  func withDrawing(_ document: Document) -> Document {
    guard let state = session.state, state.forward != nil,
      let drawing = NetworkDrawing(state, names: session.names, digits: session.settings.digits)
    else { return document }
    var drawn = document
    drawn.append(.drawing(drawing.svg, caption: "The network with its weights and outputs"))
    return drawn
  }
}
