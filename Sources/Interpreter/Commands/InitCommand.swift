import Expressions
import NeuralNetwork

/// `init uniform 0 1 [PARAMETERS…]`
package struct InitCommand: Command {
  package static let synopsis = Synopsis(
    "init", .network,
    [
      "init uniform LOW HIGH [PARAMETERS…]", "init normal [MEAN DEVIATION] [PARAMETERS…]",
      "init integers LOW HIGH [PARAMETERS…]", "init xavier|he|lecun|zeros|nguyen-widrow|torch [PARAMETERS…]",
      "init constant VALUE [PARAMETERS…]",
    ],
    "draw new weights and biases",
    details: """
      PARAMETERS are a layer's weights w[h] (row by row, sources × units), its biases b[h], a unit (its weights in
      source order, then its bias), a layer, or one parameter; values are drawn in the order given. Without operands:
      w[h] … w[o], then b[h] … b[o]. The random numbers come from `seed`.
      xavier: uniform within √(6 / (in + out)), biases 0. he: normal with deviation √(2 / in), biases 0. lecun: normal
      with deviation √(1 / in), biases 0. nguyen-widrow: uniform, scaled so that the hidden units cover the inputs.
      zeros: all 0. constant: all VALUE. uniform: between LOW and HIGH. normal: by default with mean 0 and deviation 1.
      integers draws whole numbers from LOW to HIGH, as rand() % N of C does. torch draws as nn.Linear does: weights and
      biases within 1/√inputs, layer by layer, each unit's weights and then the layer's biases.
      """,
    examples: [
      "net 2 4 1; init uniform 0 1", "net 2 2 1; seed 1; init normal 0 1 w[h] b[h]; init constant 0.5 o",
      "net 2 1 no-bias; seed 1 c; init integers 0 99; set w[o] (w[o] / 100)", "net 2 4 1; seed 1 torch; init torch",
    ])

  private enum Method: String, Sendable, CaseIterable {
    case uniform, normal, xavier, he, lecun, zeros, constant
    case nguyenWidrow = "nguyen-widrow"
    case integers, torch
  }

  /// Of those that `init integers` draws; a double has every one of them.
  private static let largestInteger = 1 << 52

  private let method: Located<Method>
  private var operands: [Expression] = []
  private var names: [Located<Name>] = []

  package init(_ reader: inout OperandReader) throws(Fault) {
    method = try reader.choice("initialization")
    switch method.value {
    case .uniform, .integers:
      operands = [try reader.number("the lowest value"), try reader.number("the highest value")]
    case .normal where reader.atNumber():
      operands = [try reader.number("the mean"), try reader.number("the standard deviation")]
    case .constant: operands = [try reader.number("a value")]
    default: break
    }
    while !reader.atEnd() { names.append(try reader.name("parameters")) }
  }

  package func run(_ interpreter: Interpreter) throws {
    let values = try operands.map { operand throws(Fault) in try interpreter.finiteNumber(operand) }
    let initialization: Initialization
    switch method.value {
    case .uniform:
      guard values[0] <= values[1] else {
        throw Fault("the lowest value is greater than the highest", at: operands[0].range.union(operands[1].range))
      }
      initialization = .uniform(values[0], values[1])
    case .normal:
      guard values.isEmpty || values[1] >= 0 else {
        throw Fault("the standard deviation must not be negative", at: operands[1].range)
      }
      initialization = .normal(mean: values.first ?? 0, deviation: values.last ?? 1)
    case .integers:
      let largest = Self.largestInteger
      let low = try interpreter.whole(operands[0], "the lowest value", in: -largest...largest)
      initialization = .integers(low, try interpreter.whole(operands[1], "the highest value", in: low...largest))
    case .xavier: initialization = .xavier
    case .he: initialization = .he
    case .lecun: initialization = .lecun
    case .zeros: initialization = .constant(0)
    case .constant: initialization = .constant(values[0])
    case .nguyenWidrow: initialization = .nguyenWidrow
    case .torch: initialization = .torch
    }
    var parameters: [Int] = []
    for name in names { parameters += try interpreter.parameters(name) }
    var random = interpreter.session.random
    try interpreter.requireCopyOfNetwork(at: method.range)
    try interpreter.session.startOver(method.range) { network in
      if names.isEmpty {
        network.initialize(initialization, &random)
      } else {
        network.initialize(parameters, initialization, &random)
      }
      guard network.values.allSatisfy(\.isFinite) else {
        throw Fault("a value drawn is out of range", at: method.range, help: "init uniform -1 1")
      }
    }
    try Limits.check()
    interpreter.session.random = random
  }
}
