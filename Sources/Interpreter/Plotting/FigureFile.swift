import Expressions
import Safety

/// A picture file that gnuplot draws.
struct FigureFile {
  private let file: Located<String>
  private let terminal: String

  /// What gnuplot calls the formats.
  private static let terminals = [
    "svg": "svg size 800,500 background 'white'", "png": "pngcairo size 800,500", "pdf": "pdfcairo size 16cm,10cm",
  ]

  /// Throws for a name with another ending, and where no files are written.
  init(_ file: Located<String>, _ interpreter: Interpreter) throws(Fault) {
    let ending = file.value.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let terminal = FigureFile.terminals[ending], file.value.contains(".") else {
      throw Fault(
        "a picture file ends in .svg, .png or .pdf, got '\(file.value)'", at: file.range, help: "plot loss to loss.svg")
    }
    guard interpreter.options.bounds == nil else {
      throw Fault("cannot write \(file.value): no files are written under --safe", at: file.range, kind: .file)
    }
    (self.file, self.terminal) = (file, terminal)
  }

  func write(_ picture: Picture, _ interpreter: Interpreter) throws {
    if interpreter.options.isDry { return }
    // A long title fits in smaller letters.
    let font = picture.fileTitle.terminalWidth > 70 ? " font ',\(picture.fileTitle.terminalWidth > 100 ? 7 : 9)'" : ""
    let title = "set title \(picture.fileTitle.quotedForGnuplot)\(font)"
    let script = "set terminal \(terminal)\n\(title)\n\(picture.figure.script)"
    let image: [UInt8]
    switch Program.run("gnuplot", input: Array(script.utf8)) {
    case .missing:
      throw Fault(
        "plot to a file needs gnuplot, which is not installed", at: file.range, help: "apt-get install gnuplot-nox",
        kind: .file)
    case .failed(let code):
      throw Fault("gnuplot could not draw the picture", at: file.range, label: "exit code \(code)", kind: .file)
    case .output(let bytes): image = bytes
    }
    try interpreter.write(image, to: file, extensions: Array(FigureFile.terminals.keys))
    interpreter.output.report("# \(picture.fileTitle)")
  }
}
