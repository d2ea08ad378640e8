import Glibc
import TestSupport
import Testing

/// `plot … to FILE`, through gnuplot or a program in its place.
@Suite struct PlotFileTests {
  private static let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
  private static let hasGnuplot = path.split(separator: ":").contains { access("\($0)/gnuplot", X_OK) == 0 }

  private func run(_ script: String, _ path: String) throws -> ProcessRun {
    try ProcessRun(PseudoTerminal.productsDirectory + "/nnsh", ["-c", script], environment: ["PATH": path])
  }

  private static let pictures = [
    "loss", "weights", "confusion", "boundary", "activation tanh", "gradient w1", "units",
  ]

  @Test(
    "gnuplot draws every picture in every format", .enabled(if: hasGnuplot, "gnuplot is not installed"),
    arguments: pictures)
  func gnuplot(_ picture: String) throws {
    let folder = try TemporaryFolder()
    // A name of a class as gnuplot's own markup would have it.
    let start = "net 2 2 2; data xor; data onehot; train 10; detail off; forward 0 1; backward 1 0"
    let formats = [("svg", "<?xml"), ("png", "\u{FFFD}PNG"), ("pdf", "%PDF-")]
    let commands = formats.map { "plot \(picture) to \"\(folder.path)/picture.\($0.0)\"" }
    let run = try run("\(start); \(commands.joined(separator: "; "))", Self.path)
    #expect(run.exit == .code(0), "\(run.errors)")
    for (ending, beginning) in formats {
      let content = contents(of: "\(folder.path)/picture.\(ending)") ?? ""
      #expect(content.hasPrefix(beginning), "\(ending)")
      #expect(content.utf8.count > 1500)
    }
    if picture == "weights" {
      // The squares of eight weights and six biases, the zeros left out.
      let drawing = contents(of: "\(folder.path)/picture.svg") ?? ""
      #expect(drawing.contains("rgb( 33, 102, 172)") && drawing.contains("rgb(178,  24,  43)"))
    }
  }

  @Test("a program in gnuplot's place gets the numbers, and its answer is the file")
  func standIn() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\ncat\nenv\n", to: "gnuplot")
    chmod("\(folder.path)/gnuplot", 0o700)
    let start = "net 2 1 no-bias; weights o1 2 -0.5"
    let run = try run("\(start); plot weights to \"\(folder.path)/w.svg\"", "\(folder.path):/usr/bin:/bin")
    #expect(run.exit == .code(0), "\(run.errors)")
    #expect(run.output == "# weights: blue above 0, red below; the largest is |w1| = 2\n")
    let script = contents(of: "\(folder.path)/w.svg") ?? ""
    #expect(script.hasPrefix("set terminal svg"))
    // What the start of nnsh tells Swift's runtime is not for other programs.
    #expect(script.contains("\nPATH=") && !script.contains("SWIFT_BACKTRACE"))
    let start2 = "data samples 0 : 1 0 / 1 : 0 1 / 1 : 1 0; net 1 2 no-bias; weights o 0 / 1"
    let counts = try self.run("\(start2); plot confusion to \"\(folder.path)/c.svg\"", "\(folder.path):/usr/bin:/bin")
    #expect(counts.exit == .code(0), "\(counts.errors)")
    // Two of the first class, of which one has been taken for the second: shares of the row, and the counts as labels.
    let confusion = contents(of: "\(folder.path)/c.svg") ?? ""
    #expect(
      confusion.contains("0.0 1.0 0.5\n1.0 1.0 0.5\n0.0 0.0 0.0\n1.0 0.0 1.0\ne\n0.0 1.0 1\n1.0 1.0 1\n"),
      "\(confusion)")
    // Half the side of a square: 0.45 for the largest weight, half of that for a quarter of it.
    #expect(script.contains("0.0 1.0 0.45 0.45 \(0x2166AC)\n0.0 0.0 0.225 0.225 \(0xB2182B)\ne\n"), "\(script)")
  }

  @Test("where gnuplot is missing or fails, the message says so and no file is written")
  func missing() throws {
    let folder = try TemporaryFolder()
    let command = "plot activation tanh to \"\(folder.path)/a.png\""
    let missing = try run(command, folder.path)
    #expect(missing.exit == .code(4))
    #expect(missing.errors.contains("error: plot to a file needs gnuplot, which is not installed"))
    #expect(missing.errors.contains("help: apt-get install gnuplot-nox"))
    try folder.write("#!/bin/sh\nexit 3\n", to: "gnuplot")
    chmod("\(folder.path)/gnuplot", 0o700)
    let failing = try run(command, "\(folder.path):/usr/bin:/bin")
    #expect(failing.exit == .code(4))
    #expect(failing.errors.contains("error: gnuplot could not draw the picture"))
    #expect(access("\(folder.path)/a.png", F_OK) != 0)
  }
}
