import Expressions
import Glibc
import Interpreter

/// Tries random inputs: `Fuzz TARGET RUNS FILE…` makes them from the files, with a fixed seed; `Fuzz --targets` and
/// `Fuzz --dictionary` print what there is to try, and the words of the language; `Fuzz --examples TARGET FOLDER` writes
/// the inputs that the program makes itself. `scripts/fuzz` builds it with libFuzzer.
@main
enum Fuzz {
  static func main() { run() }

  nonisolated fileprivate static func run() {
    Limits.setMemory(200_000_000)
    let arguments = CommandLine.arguments
    guard arguments.count > 1, arguments[1] != "--dictionary" else {
      for word in words { print("\"\(word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"") }
      exit(0)
    }
    if arguments[1] == "--examples", arguments.count == 4 { exit(writeExamples(of: arguments[2], to: arguments[3])) }
    guard let target = FuzzTarget.all.first(where: { $0.name == arguments[1] }) else {
      print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
      exit(arguments[1] == "--targets" ? 0 : 2)
    }
    runFixed(target, runs: Int(arguments.dropFirst(2).first ?? "") ?? 1000, files: Array(arguments.dropFirst(3)))
  }

  private static let words =
    CommandTable.nnsh.synopses.flatMap { $0.forms.flatMap { [$0] + $0.split(separator: " ").map(String.init) } }
    .filter { $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
    + [
      "(", ")", "[", "]", "{", "}", "\\", "'", "#", ";", "=", "^", "/", "1e308", "5e-324", "0.1", "-", "nan",
      "w[i1,h1]",
      "\\frac{1}{2}", "_{1}", "nn> ", "```nn", "```nn check", "h.out", "deriv", " = ",
    ]

  // MARK: A fixed seed

  /// Each input comes first to a file, which is left there if it crashes the program.
  private static func runFixed(_ target: FuzzTarget, runs: Int, files: [String]) {
    let ownFiles = files.filter { file in target.seeds.contains { file.hasSuffix(".\($0)") } }
    let seeds = ownFiles.compactMap(contents) + target.examples + [[]]
    var draws = Draws(state: 1)
    for run in 0..<runs {
      var input = run < seeds.count ? seeds[run] : draws.element(of: seeds)
      input = Array(input.prefix(4000))
      if run >= seeds.count { for _ in 0...draws.below(6) { change(&input, seeds, &draws) } }
      if let path = getenv("FUZZ_INPUT") { write(input, to: String(cString: path)) }
      target.run(input)
    }
    print("\(target.name): \(runs) runs")
  }

  private static func change(_ input: inout [UInt8], _ seeds: [[UInt8]], _ draws: inout Draws) {
    let position = draws.below(input.count + 1)
    let end = min(input.count, position + 1 + draws.below(12))
    switch draws.below(7) {
    case 0: input.removeSubrange(position..<end)
    case 1: input.insert(contentsOf: Array(draws.element(of: words).utf8), at: position)
    case 2: input.insert(contentsOf: input[position..<end], at: position)
    case 3 where position < input.count: input[position] = UInt8(draws.below(256))
    case 4 where position < input.count: input[position] ^= 1 << UInt8(draws.below(8))
    case 5:
      let other = draws.element(of: seeds)
      let start = draws.below(other.count + 1)
      input.insert(contentsOf: other[start..<min(other.count, start + 40)], at: position)
    default: input.replaceSubrange(position..<end, with: String(draws.below(1 << 20)).utf8)
    }
  }

  private static func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    return bytes
  }

  private static func writeExamples(of target: String, to folder: String) -> Int32 {
    guard let target = FuzzTarget.all.first(where: { $0.name == target }) else { return 2 }
    for (number, example) in target.examples.enumerated() { write(example, to: "\(folder)/own-\(number)") }
    return 0
  }

  private static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}

/// SplitMix64.
private struct Draws {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ mixed >> 31) % UInt64(bound))
  }

  mutating func element<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}

#if FUZZING
  nonisolated(unsafe) private var current: FuzzTarget?

  /// What libFuzzer's `main`, which replaces the one above, calls first. The target is in the environment, as libFuzzer
  /// starts itself again to make an input smaller.
  @_cdecl("LLVMFuzzerInitialize")
  func initialize(_ count: UnsafePointer<Int32>, _ arguments: UnsafeRawPointer) -> Int32 {
    current = getenv("FUZZ_TARGET").flatMap { name in
      FuzzTarget.all.first { $0.name == String(cString: name) }
    }
    if current == nil { Fuzz.run() }
    Limits.setMemory(200_000_000)
    return 0
  }

  /// What libFuzzer calls with each input.
  @_cdecl("LLVMFuzzerTestOneInput")
  func runCurrent(_ bytes: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    current?.run(Array(UnsafeBufferPointer(start: bytes, count: size)))
    return 0
  }
#endif
