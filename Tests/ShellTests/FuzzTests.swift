import DataFormats
import TestSupport
import Testing

/// A short run of every fuzz target, with a fixed seed; `scripts/fuzz` runs them longer.
@Suite struct FuzzTests {
  private static let program = PseudoTerminal.productsDirectory + "/Fuzz"

  private static let targets =
    ["reader", "article", "audit", "lint", "check", "session", "json"]
    + FormatTable.all.map { $0.hasNetworks ? $0.name.lowercased() : $0.extensions[0] }

  @Test("random inputs neither crash nor hang what reads them", arguments: targets)
  func target(_ name: String) throws {
    let folder = try TemporaryFolder()
    let equations = "```nn check\nnet = 0.5 * 0.6 = 0.3\n```\nIt is $x = 0.5 \\cdot 2 = 1$.\n"
    var seeds = ["article.md": "# Text\n\n```nn\nnn> print 1\n1\n```\n\n\(equations)"]
    for format in ["csv", "tsv"] {
      seeds["table.\(format)"] = "a,b,class\n0.5,1,x\n\"1\",2e3,y\n".replacing(",", with: format == "csv" ? "," : "\t")
    }
    for (number, example) in RandomCommands.examples.enumerated() {
      seeds["\(number).nn"] = example
      seeds["\(number).md"] = "```nn\nnn> \(example)\n```\n\(equations)"
    }
    for (file, content) in seeds { try folder.write(content, to: file) }
    let input = "\(folder.path)/input"
    let files = seeds.keys.sorted().map { "\(folder.path)/\($0)" }
    let run = try ProcessRun(Self.program, [name, "1000"] + files, environment: ["FUZZ_INPUT": input])
    #expect(run.exit == .code(0), "\(contents(of: input) ?? "")\n\(run.errors.suffix(500))")
    #expect(run.output == "\(name): 1000 runs\n")
  }

  @Test("the targets are those listed here")
  func listed() throws {
    let run = try ProcessRun(Self.program, ["--targets"])
    #expect(run.output == Self.targets.map { "\($0)\n" }.joined())
  }
}
