import Expressions
import NeuralNetwork
import Safety
import WorkedExamples

/// Runs a script in a session of its own and makes a document of it: its comments are the prose.
struct DocumentRun {
  private(set) var document: Document
  private let source: SourceText
  private let interpreter: Interpreter
  private let printed = Printed()

  private final class Printed { var bytes: [UInt8] = [] }

  /// - Throws: `Diagnostic` of the first command that fails; `Interrupted`.
  init(_ source: SourceText, files: any FileAccess, isInterrupted: @escaping @Sendable () -> Bool) throws {
    self.source = source
    let printed = printed
    interpreter = Interpreter(
      .nnsh, output: Output { printed.bytes += $0 }, files: UnwrittenFiles(base: files), isInterrupted: isInterrupted)
    let (statements, faults) = Parser(.nnsh).parse(source)
    if let fault = faults.first { throw Diagnostic(fault, in: source) }
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    document = Document(title: name)
    var position = 0
    for (index, statement) in statements.enumerated() {
      addProse(position..<statement.range.lower, isFirst: index == 0)
      let epoch = interpreter.session.lastEpoch
      try run(statement)
      position = statement.range.upper
      if interpreter.session.lastEpoch != epoch, let curve = interpreter.curveDrawing { document.append(.curve(curve)) }
      if index + 1 == statements.count || !(statements[index + 1].command.isStep) { addDrawing(after: statement) }
    }
    addProse(position..<source.bytes.count, isFirst: false)
  }

  private mutating func run(_ statement: Statement) throws {
    document.append(.commands([source.text(statement.range.lower, statement.range.upper)]))
    do {
      if let diagnostic = try interpreter.run(statement, of: source).first { throw diagnostic }
    } catch is Quit {
    } catch is Skip {
    }
    interpreter.output.flush()
    document.append(lines: String(decoding: printed.bytes, as: UTF8.self).split(separator: "\n"))
    printed.bytes = []
  }

  /// The comments between two commands: a paragraph for each run of lines; those before the first begin with the title.
  private mutating func addProse(_ range: Range<Int>, isFirst: Bool) {
    var paragraph: [String] = []
    var isTitled = !isFirst
    func text(_ line: Substring) -> String? {
      let line = line.drop { $0 == " " || $0 == "\t" || $0 == ";" }
      guard line.hasPrefix("#"), !line.hasPrefix("#!"), !line.hasPrefix("#>") else { return nil }
      return String(line.drop { $0 == "#" || $0 == " " })
    }
    func end(_ document: inout Document) {
      if !paragraph.isEmpty { document.append(.paragraph(paragraph.joined(separator: " "))) }
      paragraph = []
    }
    for line in source.text(range.lowerBound, range.upperBound).split(separator: "\n", omittingEmptySubsequences: false)
    {
      guard let text = text(line), !text.isEmpty else {
        end(&document)
        continue
      }
      if !isTitled {
        // Up to the first colon that is not in a quoted title.
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let title = parts.indices.lazy.map { parts[...$0].joined(separator: ":") }
          .first { $0.count { $0 == "\"" }.isMultiple(of: 2) }
        if let title, !title.isEmpty, title.count < 90 { document.title = title }
      }
      isTitled = true
      paragraph.append(text)
    }
    end(&document)
  }

  /// The network with its values, after the last of several commands of a step.
  private mutating func addDrawing(after statement: Statement) {
    if statement.command.isStep { document = interpreter.withDrawing(document) }
  }
}

extension Session {
  /// The last epoch of the loss curve.
  var lastEpoch: Int? { self.curve.measured.last?.epoch }
}

extension Interpreter {
  /// The loss curve drawn; nil if it is too short.
  var curveDrawing: CurveDrawing? {
    CurveDrawing(session.curve.all(interrupted: isInterrupted), digits: session.settings.digits)
  }
}

extension Command {
  /// Whether it is part of a step by hand.
  fileprivate var isStep: Bool { ["forward", "backward", "update", "step"].contains(Self.synopsis.name) }
}
