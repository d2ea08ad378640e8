import Expressions
import WorkedExamples

/// A worked example as a document: prose, commands, and what they print.
struct Document {
  enum Block {
    case heading(String)
    case paragraph(String)
    case commands([String])
    /// A printed line `A = B = C`: its parts, and the line.
    case equation([Expression], String)
    /// Other printed lines.
    case output([String])
    /// An SVG drawing, and what it shows.
    case drawing(String, caption: String)
    /// The loss of a training, by epoch.
    case curve(CurveDrawing)
  }

  var title: String
  private(set) var blocks: [Block] = []

  init(title: String) { self.title = title }

  mutating func append(_ block: Block) {
    switch (blocks.last, block) {
    case (.commands(let earlier), .commands(let more)): blocks[blocks.count - 1] = .commands(earlier + more)
    case (.output(let earlier), .output(let more)): blocks[blocks.count - 1] = .output(earlier + more)
    default: blocks.append(block)
    }
  }

  /// Appends printed lines: equations where they are, else as they stand.
  mutating func append(lines: some Sequence<Substring>) {
    for line in lines {
      if let parts = Document.equation(line) {
        append(.equation(parts, String(line)))
      } else if !line.isEmpty {
        append(.output([String(line)]))
      }
    }
  }

  /// The parts of `A = B = C`; nil if the line is not an equation.
  private static func equation(_ line: Substring) -> [Expression]? {
    guard line.contains(" = "), !line.hasPrefix("#") else { return nil }
    var cursor = Cursor(String(line), dialect: .article)
    guard let read = try? CheckLine.read(&cursor), cursor.position >= cursor.end else { return nil }
    return read.inPlainForm.parts
  }
}
