import Expressions
import NeuralNetwork

/// `data xor`, `data noisy-xor 200 0.1`, …
package struct DataCommand: Command {
  package static let synopsis = Synopsis(
    "data", .data,
    [
      "data", "data xor|and|or|nand|nor|xnor", "data parity|encoder BITS",
      "data noisy-xor|circle|spiral|gauss|moons COUNT NOISE", "data clear",
    ],
    "choose what the network learns from",
    details: "Without operands: what the data are. Drawn data come from the random numbers of `seed`.",
    examples: ["data xor; data", "data parity 4", "seed 1; data noisy-xor 200 0.1; data"])

  private enum Action: Sendable {
    case describe, clear
    case gate(LogicGate)
    case parity(Expression), encoder(Expression)
    case points(PointCloud, count: Expression, noise: Expression)
  }

  private let action: Action

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else {
      action = .describe
      return
    }
    enum Kind { case clear, parity, encoder, gate(LogicGate), points(PointCloud) }
    var choices: [(String, Kind)] = LogicGate.allCases.map { ($0.rawValue, .gate($0)) }
    choices += [("parity", .parity), ("encoder", .encoder)]
    choices += PointCloud.allCases.map { ($0.rawValue, .points($0)) }
    choices += [("clear", .clear)]
    switch try operands.choice("data", choices).value {
    case .clear: action = .clear
    case .gate(let gate): action = .gate(gate)
    case .parity: action = .parity(try operands.number("a number of bits"))
    case .encoder: action = .encoder(try operands.number("a number of bits"))
    case .points(let cloud):
      action = .points(
        cloud, count: try operands.number("a number of samples"), noise: try operands.number("a noise"))
    }
  }

  package func run(_ interpreter: Interpreter) throws {
    switch action {
    case .describe: interpreter.output.line(interpreter.session.samples.map(\.description) ?? "# no data")
    case .clear: interpreter.session.replaceSamples(nil)
    case .gate(let gate): interpreter.session.replaceSamples(.gate(gate))
    case .parity(let bits):
      let count = try interpreter.whole(bits, "a number of bits", in: 1...16)
      try interpreter.session.replaceSamples(.parity(count))
    case .encoder(let bits):
      let count = try interpreter.whole(bits, "a number of bits", in: 1...1024)
      try interpreter.session.replaceSamples(.encoder(count))
    case .points(let cloud, let count, let noise):
      try draw(cloud, try interpreter.whole(count, "a number of samples", in: 1...10_000_000), noise, interpreter)
    }
  }

  private func draw(_ cloud: PointCloud, _ count: Int, _ noise: Expression, _ interpreter: Interpreter) throws {
    let deviation = try interpreter.notNegative(noise, "noise")
    do throws(SampleSetError) {
      let samples = try SampleSet.points(
        cloud, count: count, noise: deviation, random: &interpreter.session.random)
      interpreter.session.replaceSamples(samples)
    } catch {
      throw Fault(error.wording, at: noise.range)
    }
  }
}

extension SampleSet {
  /// What the data are, as a comment line.
  var description: String {
    var text = "# \(name): \(counted(count, "sample")) of \(shape)"
    if testCount > 0 { text += ", \(trainingCount) to train and \(testCount) to test" }
    switch normalization?.method {
    case nil: break
    case .zscore: text += ", inputs normalized zscore"
    case .minmax(let low, let high): text += ", inputs normalized minmax \(shortest(low)) \(shortest(high))"
    }
    return text
  }
}
