import DataFormats
import Expressions
import Glibc
import Interpreter
import NeuralNetwork
import Safety
import Synchronization

/// Something that takes any bytes and must neither crash nor hang.
struct FuzzTarget: Sendable {
  let name: String
  /// The extensions of the files that inputs are made from.
  let seeds: [String]
  /// Inputs that are no text.
  var examples: [[UInt8]] = []
  let run: @Sendable ([UInt8]) -> Void

  static let all = [
    FuzzTarget(name: "reader", seeds: ["nn"], run: read),
    FuzzTarget(name: "article", seeds: ["md"]) { bytes in
      _ = try? FileTest(SourceText(name: "a.md", bytes: bytes), files: FewFiles(), isInterrupted: patience())
    },
    FuzzTarget(name: "check", seeds: ["nn"], run: check),
    FuzzTarget(name: "session", seeds: ["nn"]) { runSession($0) },
    FuzzTarget(name: "csv", seeds: ["csv"]) { load($0, CSV.self) },
    FuzzTarget(name: "tsv", seeds: ["csv"]) { load($0, TSV.self) },
    FuzzTarget(name: "idx", seeds: ["idx"], examples: [idx]) { load($0, IDX.self) },
    FuzzTarget(name: "npy", seeds: ["npy"], examples: [npy]) { load($0, NPY.self) },
  ]

  private static let idx: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2] + Array("abcd".utf8)

  private static let npy: [UInt8] = {
    let header = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }\n".utf8)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header + [UInt8](repeating: 1, count: 16)
  }()

  /// What the prompt does with a line while it is typed.
  private static func read(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for statement in Parser(.nnsh).parse(SourceText(name: "a.nn", bytes: bytes)).statements { _ = statement.range }
    _ = Parser(.nnsh, abbreviations: true).isIncomplete(text)
    _ = wordKinds(text, .nnsh)
    _ = operandHint(text, .nnsh)
    _ = Completion(text, cursor: text.utf8.count, commands: .nnsh, session: Session(), list: { _ in [] })
  }

  /// Every line is a line of an article.
  private static func check(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: Ascii.newline).prefix(50).map { line -> [UInt8] in
      line.starts(with: "check".utf8) ? Array(line) : Array("check ".utf8) + line
    }
    runSession(Array(lines.joined(separator: [Ascii.newline])))
  }

  private static func runSession(_ bytes: [UInt8]) {
    var options = Interpreter.Options()
    options.keepsGoing = true
    let interpreter = Interpreter(
      .nnsh, output: Output { _ in }, files: FewFiles(), options: options, isInterrupted: patience())
    let source = SourceText(name: "a.nn", bytes: bytes)
    do {
      try interpreter.run(source) { _ = $0.rendered() }
    } catch is Interrupted {
      return
    } catch {
      fatalError("\(error)")
    }
  }

  /// Interrupts what takes too many steps or too long.
  private static func patience() -> @Sendable () -> Bool {
    let patience = Patience()
    return { patience.isAtAnEnd() }
  }

  private static func load<Format: DataFormat>(_ bytes: [UInt8], _ format: Format.Type) {
    bytes.withUnsafeBytes { bytes in
      _ = FormatTable.format(of: bytes, path: "a.\(format.extensions[0])")
      for header in [nil, true, false] {
        var options = ReadingOptions()
        options.hasHeader = header
        guard let samples = try? format.readSamples(bytes, options, progress: { _ in true }) else { continue }
        // What has been read can be written, and is the same when read again.
        var written: [UInt8] = []
        guard (try? CSV.write(samples) { written += $0 }) != nil else { continue }
        let again = written.withUnsafeBytes { bytes in
          try? CSV.readSamples(bytes, ReadingOptions(), progress: { _ in true })
        }
        precondition(again?.count == samples.count, "written data are not read again")
      }
      _ = try? format.readArray(bytes)
    }
  }
}

/// Lasts for so many questions whether to stop, and so many seconds.
private final class Patience: Sendable {
  private let questions = Atomic(0)
  private let end = clock() + CLOCKS_PER_SEC

  func isAtAnEnd() -> Bool {
    questions.add(1, ordering: .relaxed).newValue > 2000 || clock() > end
  }
}

/// Two small files that can be read; what is written is dropped.
private struct FewFiles: FileAccess {
  private static let contents = [
    "data.csv": "a,b,class\n0.5,1,x\n\"1\",2e3,y\n", "other.nn": "let x = 2\nrate 0.1\nexpect x = 2\n",
  ]

  func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let content = Self.contents[path] else { throw FileError(path: path, reason: "no such file") }
    return Array(content.utf8)
  }

  func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8] { try read(path) }

  func readStandardInput() throws(FileError) -> [UInt8] { [] }

  func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    try body { _ in }
  }

  func append(_ lines: String, to path: String, extensions: [String]) throws(FileError) {}

  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    try read(path).withUnsafeBytes { try body($0) { _ in } }
  }
}
