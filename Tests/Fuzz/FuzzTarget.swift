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
  /// Inputs that no file has.
  var examples: [[UInt8]] = []
  let run: @Sendable ([UInt8]) -> Void

  static let all =
    [
      FuzzTarget(name: "reader", seeds: ["nn"], run: read),
      FuzzTarget(name: "article", seeds: ["md"]) { bytes in
        _ = try? FileTest(SourceText(name: "a.md", bytes: bytes), files: FewFiles(), isInterrupted: patience())
      },
      FuzzTarget(name: "audit", seeds: ["md", "tex", "html"], run: audit),
      FuzzTarget(name: "lint", seeds: ["nn", "md"], run: lint),
      FuzzTarget(name: "check", seeds: ["nn"], run: check),
      FuzzTarget(name: "session", seeds: ["nn"]) { runSession($0) },
      FuzzTarget(name: "json", seeds: ["json"], examples: saved("save a.json")) { load($0, as: "a.json") },
    ] + FormatTable.all.map(of)

  private static func of(_ format: any DataFormat.Type) -> FuzzTarget {
    // Formats of networks share an extension.
    let name = format.hasNetworks ? format.name.lowercased() : format.extensions[0]
    let file = "a.\(format.extensions[0])"
    let commands =
      format.hasNetworks
      ? ["save \(name == "onnx" ? "" : name) \(file)"] : ["data save \(file)", "save parameters \(file)"]
    let networks = format.hasNetworks ? ["", "precision single; ", "activation h tanh; activation o identity; "] : [""]
    let examples = networks.flatMap { network in commands.flatMap { saved("\(network)\($0)") } }
    return FuzzTarget(
      name: name, seeds: format.extensions, examples: examples + (format == IDX.self ? [idx] : [])
    ) { bytes in
      format.hasNetworks ? loadNetwork(bytes, format) : load(bytes, format)
      if format.hasNamedArrays || format.hasNetworks { load(bytes, as: file) }
    }
  }

  /// The format that cannot be written.
  private static let idx: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2] + Array("abcd".utf8)

  /// The files that a command writes.
  private static func saved(_ command: String) -> [[UInt8]] {
    let files = FewFiles()
    run("net 2 2 1; init constant 0.5; data xor; let x = [1, 2]; train 1; \(command)", files)
    return files.written.withLock { $0 }
  }

  /// What the prompt does with a line while it is typed.
  private static func read(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for statement in Parser(.nnsh).parse(SourceText(name: "a.nn", bytes: bytes)).statements { _ = statement.range }
    _ = Parser(.nnsh, abbreviations: true).isIncomplete(text)
    _ = wordKinds(text, .nnsh)
    _ = operandHint(text, .nnsh)
    _ = Completion(text, cursor: text.utf8.count, commands: .nnsh, session: Session(), list: { _ in [] })
  }

  /// A document of any kind.
  private static func audit(_ bytes: [UInt8]) {
    for kind in ["md", "tex", "html"] {
      let audit = ArticleAudit(SourceText(name: "a.\(kind)", bytes: bytes))
      for (_, diagnostic) in audit.problems { _ = diagnostic.rendered() }
      _ = audit.listing
    }
  }

  /// A dry run, and the canonical form, which is its own canonical form.
  private static func lint(_ bytes: [UInt8]) {
    for kind in ["nn", "md"] {
      let source = SourceText(name: "a.\(kind)", bytes: bytes)
      _ = try? Lint(source, files: FewFiles(), isInterrupted: patience())
      func formatted(_ source: SourceText) -> SourceText? {
        source.isArticle ? ArticleFormat.formatted(source) : ScriptFormat.formatted(source)
      }
      guard let once = formatted(source) else { continue }
      precondition(formatted(once)?.bytes == once.bytes, "what is formatted is formatted otherwise")
    }
  }

  /// Every line is a line of an article.
  private static func check(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: Ascii.newline).prefix(50).map { line -> [UInt8] in
      line.starts(with: "check".utf8) ? Array(line) : Array("check ".utf8) + line
    }
    runSession(Array(lines.joined(separator: [Ascii.newline])))
  }

  private static func runSession(_ bytes: [UInt8]) { run(SourceText(name: "a.nn", bytes: bytes), FewFiles()) }

  /// A network that has been read is read again from whatever format it can be written in.
  private static func loadNetwork<Format: DataFormat>(_ bytes: [UInt8], _ format: Format.Type) {
    guard let network = try? bytes.withUnsafeBytes({ try format.readNetwork($0) }) else { return }
    for format in FormatTable.all where format.hasNetworks {
      for precision in [Precision.double, .single] {
        var written: [UInt8] = []
        guard (try? format.write(network, precision) { written += $0 }) != nil else { continue }
        let again = try? written.withUnsafeBytes { try format.readNetwork($0) }
        precondition(
          again?.topology.sizes == network.topology.sizes, "a network written for \(format.name) is not read again")
      }
    }
  }

  /// Into a session with a network and into one without.
  private static func load(_ bytes: [UInt8], as file: String) {
    for before in ["", "net 2 2 1; "] {
      run("\(before)load \(file); digest; undo", FewFiles(contents: [file: bytes]))
    }
  }

  private static func run(_ commands: String, _ files: FewFiles) { run(SourceText(name: "a.nn", commands), files) }

  private static func run(_ source: SourceText, _ files: FewFiles) {
    var options = Interpreter.Options()
    options.keepsGoing = true
    let interpreter = Interpreter(
      .nnsh, output: Output { _ in }, files: files, options: options, isInterrupted: patience())
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
      _ = try? format.readArrays(bytes)
    }
  }
}

/// Allows a number of questions whether to stop, and a number of seconds.
private final class Patience: Sendable {
  private let questions = Atomic(0)
  private let end = clock() + CLOCKS_PER_SEC

  func isAtAnEnd() -> Bool {
    questions.add(1, ordering: .relaxed).newValue > 2000 || clock() > end
  }
}

/// Small files that can be read; what is written is only remembered.
private final class FewFiles: FileAccess {
  private let contents: [String: [UInt8]]
  let written = Mutex<[[UInt8]]>([])

  init(contents: [String: [UInt8]] = [:]) {
    let usual = [
      "data.csv": "a,b,class\n0.5,1,x\n\"1\",2e3,y\n", "other.nn": "let x = 2\nrate 0.1\nexpect x = 2\n",
    ]
    self.contents = usual.mapValues { Array($0.utf8) }.merging(contents) { $1 }
  }

  func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let content = contents[path] else { throw FileError(path: path, reason: "no such file") }
    return content
  }

  func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8] { try read(path) }

  func readStandardInput() throws(FileError) -> [UInt8] { [] }

  func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    var bytes: [UInt8] = []
    try body { bytes += $0 }
    written.withLock { $0.append(bytes) }
  }

  func append(_ lines: String, to path: String, extensions: [String]) throws(FileError) {}

  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    try read(path).withUnsafeBytes { try body($0) { _ in } }
  }
}
